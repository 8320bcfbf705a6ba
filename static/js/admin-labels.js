// Select2 hides a labelled select behind a box of its own and leaves that without a name. This hands the name on.
(() => {
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
