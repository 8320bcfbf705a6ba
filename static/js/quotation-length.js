// While words are chosen to be quoted: how many characters they have, of how many that may be quoted.
(() => {
  "use strict";
  // As the server counts: characters, not UTF-16 units.
  const length = (words) => [...words.trim()].length;

  const tell = (output, count) => {
    const longest = Number(document.querySelector("[data-longest-quotation]")?.dataset.longestQuotation) || Infinity;
    const most = longest === Infinity ? "" : ` of at most ${longest}`;
    output.textContent = count ? `${count}${most} characters${count > longest ? ": too many" : ""}` : "";
    output.classList.toggle("quotation-too-long", count > longest);
  };

  const outputOf = (field) => {
    if (field.nextElementSibling?.matches("[data-quotation-length]")) return field.nextElementSibling;
    const output = document.createElement("p");
    output.className = "field-help help";
    output.dataset.quotationLength = "";
    field.after(output);
    return output;
  };

  addEventListener("input", (event) => {
    if (event.target.matches("textarea[data-quotation]")) tell(outputOf(event.target), length(event.target.value));
  });

  document.addEventListener("selectionchange", () => {
    const output = document.querySelector("[data-selection-length]");
    if (!output) return;
    const typed = document.activeElement;
    if (typed?.matches("textarea[data-quotation-source]")) {
      tell(output, length(typed.value.slice(typed.selectionStart, typed.selectionEnd)));
      return;
    }
    const selection = document.getSelection();
    const node = selection.anchorNode;
    const inSource = (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest("[data-quotation-source]");
    tell(output, inSource ? length(selection.toString()) : 0);
  });
})();
