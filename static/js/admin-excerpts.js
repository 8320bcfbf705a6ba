// On a review's page in the admin: words selected in the text become an excerpt. Without it, they are copied and pasted.
(() => {
  const body = document.querySelector("[data-review-body]");
  const button = document.querySelector("[data-excerpt-selection]");
  const group = document.querySelector("#excerpts-group");
  if (!body || !button || !group) return;

  let chosen = null;
  button.hidden = false;

  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!body.contains(range.commonAncestorContainer)) return;
    const before = document.createRange();
    before.selectNodeContents(body);
    before.setEnd(range.startContainer, range.startOffset);
    // The server counts characters, a string's length counts UTF-16 units.
    chosen = { words: range.toString().trim(), near: [...before.toString()].length };
    button.disabled = !chosen.words;
  });

  const rows = () => [...group.querySelectorAll(".inline-related:not(.empty-form)")];
  const words = (row) => row.querySelector(".excerpt-words");

  button.addEventListener("click", () => {
    let row = rows().find((candidate) => !words(candidate).value.trim());
    if (!row) {
      group.querySelector(".add-row a").click();
      row = rows().at(-1);
    }
    words(row).value = chosen.words;
    row.querySelector(".excerpt-near").value = chosen.near;
    words(row).focus();
  });
})();
