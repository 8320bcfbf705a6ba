// What went wrong with a passkey is said on the page; django-allauth's scripts only tell the console.
(() => {
  "use strict";
  const place = document.querySelector("[data-passkey-problem]");
  if (!place) return;
  const words = {
    NotAllowedError: "Nothing was confirmed. Try again, or use another way.",
    InvalidStateError: "This key is registered with your account already.",
    NotSupportedError: "This browser or key does not do that. Try another one.",
    SecurityError: "Passkeys need a secure connection to this site, by its own name.",
  };
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    place.textContent = words[event.detail.exception?.name] ?? "That did not work. Try again, or use another way.";
  });
})();
