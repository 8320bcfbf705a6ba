// What is folded opens where a link leads into it, and on paper. Browsers that open it by themselves find it open.
(() => {
  "use strict";
  const unfold = () => {
    const target = document.querySelector(":target");
    const folds = [target?.closest("details")].filter(Boolean);
    for (let fold = folds[0]; fold; fold = fold.parentElement.closest("details")) folds.push(fold);
    if (folds.every((fold) => fold.open)) return;
    for (const fold of folds) fold.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.fold:not([open])")];
    for (const fold of opened) fold.open = true;
  });
  addEventListener("afterprint", () => { for (const fold of opened) fold.open = false; });
})();
