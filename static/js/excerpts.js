// "Use selection as excerpt": sends the selected words and where they stand; the server finds them in the text.
(() => {
  "use strict";
  const button = document.querySelector("[data-use-selection]");
  if (!button) return;
  const form = button.form;
  const body = form.elements.body;
  const state = document.getElementById("selection-state");
  button.hidden = false;

  button.addEventListener("htmx:configRequest", (event) => {
    const words = body.value.slice(body.selectionStart, body.selectionEnd);
    if (!words.trim()) {
      event.preventDefault();
      state.textContent = "Select the words in the text first, then press the button.";
      body.focus();
      return;
    }
    state.textContent = "";
    const before = body.value.slice(0, body.selectionStart);
    event.detail.formData.set("selection", words);
    // Browsers count in UTF-16 units, the server in characters: an emoji is two of the one and one of the other.
    event.detail.formData.set("selection_near", String(Array.from(before).length));
  });
})();
