// The second of two quick clicks sends nothing: the first is on its way. What arrives twice all the same is told apart
// by the site. For two seconds only, because a form whose answer is a file leaves its page standing.
(() => {
  "use strict";
  const ONE_PRESS_MS = 2000;
  const sentAt = new WeakMap();
  addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (event.timeStamp - sentAt.get(event.target) < ONE_PRESS_MS) event.preventDefault();
    else sentAt.set(event.target, event.timeStamp);
  });
})();
