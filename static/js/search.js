// The search box as a combobox (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). The suggestions come by htmx; here
// the arrow keys walk through them while the field keeps the focus, Enter follows the chosen one, Escape closes them,
// and how many there are is announced once. Without this the form is a plain search form.
(() => {
  const form = document.querySelector("[data-search]");
  if (!form) return;
  const field = form.querySelector("input");
  const list = form.querySelector(".search-suggestions");
  const announcement = form.querySelector("[role=status]");
  // Scripts in which one character can be a word.
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
  const options = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector("[aria-selected=true]");
  const isEnough = (typed) => typed.length > 1 || unspaced.test(typed);

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", "search-options");

  const choose = (option) => {
    chosen()?.setAttribute("aria-selected", "false");
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", option.id);
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  };
  const close = () => {
    choose(null);
    list.replaceChildren();
    announcement.textContent = "";
    field.setAttribute("aria-expanded", "false");
  };
  const walk = (step) => {
    const stops = [null, ...options()];
    choose(stops[(stops.indexOf(chosen()) + step + stops.length) % stops.length]);
  };
  const keys = {
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    Home: () => choose(options()[0]),
    End: () => choose(options().at(-1)),
    Enter: () => chosen().click(),
    Escape: close,
  };

  field.addEventListener("keydown", (event) => {
    const needsChoice = ["Home", "End", "Enter"].includes(event.key);
    if (event.isComposing || !(event.key in keys) || !list.firstElementChild || (needsChoice && !chosen())) return;
    event.preventDefault();
    keys[event.key]();
  });
  field.addEventListener("input", () => {
    choose(null);
    if (!isEnough(field.value.trim())) {
      field.dispatchEvent(new Event("htmx:abort"));
      close();
    }
  });
  field.addEventListener("htmx:beforeRequest", (event) => {
    if (!isEnough(field.value.trim())) event.preventDefault();
  });
  list.addEventListener("htmx:afterSwap", () => {
    if (!form.contains(document.activeElement)) return close();
    field.setAttribute("aria-expanded", String(options().length > 0));
    announcement.textContent = list.querySelector("[data-announce]")?.dataset.announce ?? "";
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
})();
