// The queue by keyboard. Everything it does has a link or a button of its own; single keys can be switched off.
(() => {
  const OFF = "queue-keys-off";
  const queue = document.querySelector("[data-queue]");

  document.addEventListener("htmx:responseError", () => window.alert("That did not work. Load the page anew and try again."));
  document.addEventListener("htmx:sendError", () => window.alert("The site cannot be reached. Nothing has changed."));

  // Whoever is led elsewhere was signed out meanwhile, or the thing is gone. What was typed stays in the page.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, pathInfo } = event.detail;
    const answered = new URL(xhr.responseURL);
    if (answered.pathname === pathInfo.requestPath) return;
    event.detail.shouldSwap = false;
    if (answered.searchParams.has("next")) window.alert("You are signed out. Sign in in another window and try again.");
    else window.location.assign(answered);
  });

  // What was pressed is replaced by the answer: the focus goes to what took its place.
  let around = null;
  document.addEventListener("htmx:beforeRequest", (event) => {
    around = event.detail.elt.closest("[data-row], form");
  });
  document.addEventListener("htmx:afterSettle", () => {
    const place = around?.isConnected ? around : document.querySelector("#notes");
    (place?.querySelector("[data-hold] button, textarea") ?? place)?.focus();
  });
  if (!queue) return;

  const rows = [...queue.querySelectorAll("[data-row]")];
  const list = queue.querySelector("[data-keys-list]");
  const switched = queue.querySelector("[data-keys-on]");
  const button = queue.querySelector("[data-keys]");
  const said = queue.querySelector("[data-said]");
  const box = (row) => row.querySelector("[name=review]");
  const current = () => rows.find((row) => row.contains(document.activeElement));

  const read = () => {
    try {
      return localStorage.getItem(OFF) === null;
    } catch {
      return true;
    }
  };
  const write = (on) => {
    try {
      if (on) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "1");
    } catch {
      // Without storage the choice holds for this page.
    }
  };
  switched.checked = read();
  switched.addEventListener("change", () => write(switched.checked));

  const move = (step) => {
    const place = rows.indexOf(current());
    const row = rows[place < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(place + step, 0), rows.length - 1)];
    row?.focus();
    row?.scrollIntoView({ block: "nearest" });
  };
  const press = (selector) => current()?.querySelector(selector)?.click();

  const keys = {
    j: () => move(1),
    k: () => move(-1),
    o: () => press("[data-open]"),
    x: () => press("[name=review]"),
    t: () => press("[data-take]"),
    r: () => press("[data-release]"),
    "/": () => queue.querySelector("[type=search]").focus(),
    "?": () => list.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || list.open) return;
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (typing) return;
    if (event.key === "Enter" && event.target.matches("[data-row]")) {
      event.preventDefault();
      press("[data-open]");
    } else if (switched.checked && Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => list.showModal());
  }

  queue.querySelector("[data-select-passing]")?.addEventListener("click", (event) => {
    event.preventDefault();
    const passing = rows.filter((row) => "passes" in row.dataset && box(row));
    for (const row of passing) box(row).checked = true;
    said.textContent = `${passing.length} selected`;
  });

})();
