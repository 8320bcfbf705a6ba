// The desk beyond plain forms: every button here also works without this file.
(() => {
  "use strict";
  const form = document.getElementById("manuscript");
  if (!form) return;

  const changed = (field) => field.dispatchEvent(new Event("change", { bubbles: true }));

  // Enter in a line of text would press the form's first button and load the page again.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input:not([type=radio], [type=checkbox])")) return;
    event.preventDefault();
    if (event.target.name === "album_query") htmx.trigger(event.target, "search");
  });

  form.addEventListener("change", (event) => {
    const field = event.target;
    if (field.name === "critic") form.dispatchEvent(new Event("byline-chosen"));
    if (field.name !== "album") return;
    if (field.closest("#found-albums")) {
      document.getElementById("chosen-album").replaceChildren(field.closest("li"));
      document.getElementById("found-albums").replaceChildren();
      form.elements.album_query.value = "";
      field.focus();
    }
    form.dispatchEvent(new Event("album-chosen"));
  });

  // A typed grade chooses the button beside it.
  form.addEventListener("input", (event) => {
    const choice = event.target.dataset.chooses;
    if (choice && event.target.value) form.querySelector(`[name=grade][value=${choice}]`).checked = true;
    if (event.target.id === "id_body") count();
  });

  const use = (button) => {
    for (const [name, value] of [[button.dataset.offer, button.dataset.value], [button.dataset.beside, button.dataset.besideValue]]) {
      if (!name) continue;
      form.elements[name].value = value;
      const field = form.elements[name];
      changed(field instanceof RadioNodeList ? form.querySelector(`[name="${name}"]:checked`) : field);
    }
    count();
    button.closest("li").remove();
  };

  document.getElementById("offers").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    const next = button.closest("li")?.nextElementSibling?.querySelector("button");
    if (button.dataset.offer) use(button);
    if ("offerAll" in button.dataset) {
      for (const offer of form.querySelectorAll("[data-offer]")) {
        if (!form.elements[offer.dataset.offer].value) use(offer);
      }
    }
    const left = form.querySelector("[data-offer]");
    (next?.isConnected ? next : left ?? document.getElementById("id_headline")).focus();
    if (!left) document.getElementById("offers").replaceChildren();
  });

  const state = document.getElementById("selection-state");
  const tell = (words) => { state.textContent = words; };
  form.addEventListener("htmx:responseError", (event) => tell(event.detail.xhr.status === 429
    ? "That was a great deal in a short time. What you typed is still here: wait a minute, then go on."
    : "The site could not answer. What you typed is still here: try again."));
  form.addEventListener("htmx:sendError", () => tell("The site cannot be reached. What you typed is still here: try again."));

  const counter = form.querySelector("[data-count-words]");
  const count = () => {
    const words = form.elements.body.value.split(/\s+/).filter(Boolean).length;
    counter.textContent = words ? `${words.toLocaleString("en")} ${words === 1 ? "word" : "words"}` : "";
  };
  count();
})();
