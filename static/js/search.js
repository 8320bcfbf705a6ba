// The search box: Escape and leaving it close the suggestions; the arrow keys walk through them. Suggestions that
// arrive when the reader has gone elsewhere stay closed.
(() => {
  const form = document.querySelector("[data-search]");
  if (!form) return;
  const field = form.querySelector("input");
  const list = form.querySelector(".search-suggestions");
  const close = () => list.replaceChildren();

  form.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    if (event.key === "Escape" && links.length) {
      close();
      field.focus();
      event.preventDefault();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && links.length) {
      const stops = [field, ...links];
      const step = event.key === "ArrowDown" ? 1 : stops.length - 1;
      stops[(stops.indexOf(document.activeElement) + step) % stops.length].focus();
      event.preventDefault();
    }
  });
  list.addEventListener("htmx:afterSwap", () => {
    if (!form.contains(document.activeElement)) close();
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
})();
