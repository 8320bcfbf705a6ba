// What is there to be copied can be selected without this; here it gets a button. Nobody else is told of anything.
(() => {
  "use strict";
  const button = (words, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "as-link copy";
    made.textContent = words;
    made.setAttribute("aria-live", "polite");
    made.addEventListener("click", () => press(made));
    return made;
  };

  const copy = async (from, made) => {
    await navigator.clipboard.writeText(from.value ?? from.textContent.trim());
    made.textContent = "Copied";
    setTimeout(() => { made.textContent = "Copy"; }, 2000);
  };

  const equip = (details) => {
    if (!details.open || details.dataset.equipped) return;
    details.dataset.equipped = "yes";
    for (const field of details.querySelectorAll("[data-copy]")) {
      field.addEventListener("focus", () => field.select?.());
      if (navigator.clipboard) (field.closest("label") ?? field).after(button("Copy", (made) => copy(field, made)));
    }
    const { share, address } = details.dataset;
    if (share && navigator.share) {
      const ask = () => navigator.share({ title: share, url: address }).catch(() => {});
      details.querySelector(".share-body").append(button("Share by a program of this device", ask));
    }
  };

  // It does not bubble, and what htmx brings later is heard, too.
  addEventListener("toggle", (event) => {
    if (event.target.matches?.(".share, .cite")) equip(event.target);
  }, true);
})();
