// Select2 hides a labelled select behind a box of its own and leaves that without a name. This hands the name on.
// Django's tables of related rows leave headings empty: the rows' own, and that of links to them. These get one too.
(() => {
  for (const heading of document.querySelectorAll(".tabular th")) {
    if (heading.textContent.trim()) continue;
    const words = document.createElement("span");
    words.className = "visually-hidden";
    words.textContent = heading.matches(".original") ? "Row" : "Link";
    heading.append(words);
  }

  const name = (select) => {
    const label = select.getAttribute("aria-label") || select.labels[0]?.textContent.replace(/:$/, "").trim();
    const box = select.nextElementSibling;
    if (!label || !box?.matches(".select2-container")) return;
    for (const part of box.querySelectorAll("[role=combobox], [role=searchbox], [role=textbox]")) part.setAttribute("aria-label", label);
  };
  const nameAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(name);
  // jQuery calls those who wait for the page in the order in which they asked: Django's autocomplete first.
  window.django?.jQuery?.(nameAll);
  document.addEventListener("formset:added", () => setTimeout(nameAll));
})();
