// Letters as keys on an album's page: j and k go to the next and the previous review, c ticks it to be compared; on
// every page / goes to the search box. Where somebody types they are letters, and who would rather have none of it
// (https://www.w3.org/WAI/WCAG22/Understanding/character-key-shortcuts) turns them off beside the reviews.
(() => {
  "use strict";
  const OFF = "letter-keys-off";
  let stored = null;
  try { stored = window.localStorage; } catch { /* The browser keeps nothing for this site. */ }
  let areOn = stored?.getItem(OFF) !== "true";

  const cards = () => [...document.querySelectorAll("#quotes > .review-card")];
  const current = () => document.activeElement?.closest("#quotes > .review-card");
  const goTo = (card) => {
    if (!card) return;
    card.tabIndex = -1;
    card.focus({ preventScroll: true });
    const gentle = matchMedia("(prefers-reduced-motion: no-preference)").matches;
    card.scrollIntoView({ block: "nearest", inline: "start", behavior: gentle ? "smooth" : "auto" });
  };
  const step = (by) => {
    const all = cards();
    const at = all.indexOf(current());
    goTo(at < 0 ? all[0] : all[Math.min(Math.max(at + by, 0), all.length - 1)]);
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    c: () => current()?.querySelector(".review-card-compare input")?.click(),
    "/": () => document.getElementById("site-search")?.focus(),
  };

  addEventListener("keydown", (event) => {
    if (!areOn || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    if (event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return;
    event.preventDefault();
    keys[event.key]();
  });

  // Reviews by verdict come anew, and this line with them.
  const tell = () => {
    const line = document.getElementById("letter-keys");
    if (!line) return;
    line.querySelector("input").checked = areOn;
    line.hidden = false;
  };
  addEventListener("change", (event) => {
    if (!event.target.closest("#letter-keys")) return;
    areOn = event.target.checked;
    stored?.setItem(OFF, areOn ? "false" : "true");
  });
  addEventListener("htmx:afterSettle", tell);
  tell();
})();
