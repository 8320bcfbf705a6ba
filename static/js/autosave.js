// Keeps what is typed: on the site every few seconds, in this browser as long as the site has not got it.
(() => {
  "use strict";
  // A review that the site has stored needs no copy here. Of one that it stored before there is a copy only if it was
  // sent from this browser; what was typed here and never sent is left alone.
  const arrived = document.querySelector("[data-arrived]")?.dataset;
  if (arrived) {
    try {
      localStorage.removeItem(`chorus-desk-${arrived.user}-new-${arrived.token}`);
      const place = `chorus-desk-${arrived.user}-${arrived.arrived}`;
      if (JSON.parse(localStorage.getItem(place))?.sent) localStorage.removeItem(place);
    } catch { /* nothing is kept here */ }
  }

  const form = document.getElementById("manuscript");
  if (!form || form.dataset.autosave === undefined) return;
  const QUIET_MS = 2500;
  const AT_LATEST_MS = 10000;
  const AGAIN_MS = 15000;
  const NEVER_KEPT = ["csrfmiddlewaretoken", "step", "selection", "selection_near", "album_query"];
  const VERSIONS = ["form_token", "seen_at", "draft_seen", "revises_seen"];

  const says = document.getElementById("autosave");
  const prefix = `chorus-desk-${form.dataset.autosave}`;
  const isNew = prefix.endsWith("-new");
  const place = isNew ? `${prefix}-${form.elements.form_token.value}` : prefix;
  let changedAt = 0;
  let timer = 0;
  let sending = null;
  let leaving = false;
  let stopped = false;

  const tell = (words) => { says.textContent = words; };
  // The site's clock and its way with dates, as in all that it prints itself.
  const said = (at, parts) => new Date(at).toLocaleString(document.documentElement.lang, { timeZone: says.dataset.clock, timeZoneName: "short", ...parts });
  const clock = (at) => said(at, { hour: "numeric", minute: "2-digit" });
  const typed = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NEVER_KEPT.includes(name));

  const keepHere = () => {
    try {
      localStorage.setItem(place, JSON.stringify({ at: Date.now(), token: form.elements.form_token.value, fields: typed() }));
      return true;
    } catch {
      return false; // private browsing, or no room
    }
  };
  const forgetHere = () => { try { localStorage.removeItem(place); } catch { /* nothing was kept */ } };
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const newestKept = () => {
    if (read(place) || !isNew) return place;
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${prefix}-`));
      return keys.sort((one, other) => (read(other)?.at ?? 0) - (read(one)?.at ?? 0))[0] ?? place;
    } catch {
      return place;
    }
  };

  const plan = (delay) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, delay);
  };

  const failed = (why, again = true) => {
    const where = keepHere() ? "It is kept in this browser" : "Keep this page open: it stands only here";
    tell(`${why} ${where}${again ? " and sent again shortly" : ""}.`);
    if (again) plan(AGAIN_MS);
  };

  const answered = async (response, at) => {
    const answer = response.headers.get("content-type")?.startsWith("application/json") ? await response.json() : {};
    if (answer.state === "kept") {
      form.elements.draft_seen.value = answer.seen;
      if (location.pathname.endsWith("/new/")) history.replaceState(null, "", answer.url);
      tell(`Kept as typed at ${clock(answer.at)}.`);
      if (changedAt === at) {
        changedAt = 0;
        forgetHere();
      } else {
        plan(QUIET_MS);
      }
    } else if (answer.state === "stale") {
      form.elements.csrfmiddlewaretoken.value = answer.token;
      document.body.setAttribute("hx-headers", JSON.stringify({ "x-csrftoken": answer.token }));
      plan(0);
    } else if (answer.state === "signed-out") {
      failed("You are signed out: sign in in another window.");
    } else if (answer.state === "changed") {
      stopped = true;
      failed("This review was changed somewhere else, so this version is not kept over it. Press “Save draft” to see both.", false);
    } else if (answer.state === "full") {
      failed("You have too many unfinished drafts for another one.", false);
    } else if (answer.state === "later") {
      failed("That was a great deal in a short time.");
    } else {
      failed(response.status === 404 ? "This review belongs to another account." : "The site could not keep it.", response.status !== 404);
    }
  };

  const save = async () => {
    if (!changedAt || sending) return;
    const at = changedAt;
    const data = new FormData(form);
    data.set("step", "autosave");
    tell("Keeping …");
    sending = fetch(form.action, { method: "POST", body: data, headers: { "x-csrftoken": form.elements.csrfmiddlewaretoken.value } });
    try {
      await answered(await sending, at);
    } catch {
      if (!leaving) failed("The site cannot be reached.");
    } finally {
      sending = null;
    }
  };

  let firstChangeAt = 0;
  const changed = (event) => {
    if (NEVER_KEPT.includes(event?.target?.name)) return;
    if (!changedAt) firstChangeAt = Date.now();
    changedAt = Date.now();
    keepHere();
    plan(Math.max(0, Math.min(QUIET_MS, firstChangeAt + AT_LATEST_MS - changedAt)));
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  document.body.addEventListener("htmx:afterSwap", (event) => { if (event.detail.target.id === "excerpts") changed(); });
  addEventListener("online", () => { if (changedAt) plan(0); });

  // A form that is sent while a version of it is still on its way would meet that version as a stranger's.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (sending) {
      const { submitter } = event;
      event.preventDefault();
      event.stopImmediatePropagation();
      sending.finally(() => setTimeout(() => form.requestSubmit(submitter), 50));
      return;
    }
    leaving = true;
    const copy = read(place);
    if (copy) {
      try { localStorage.setItem(place, JSON.stringify({ ...copy, sent: true })); } catch { /* it is on its way */ }
    }
  }, { capture: true });
  document.querySelector("[data-leave]")?.addEventListener("click", () => {
    changedAt = 0;
    forgetHere();
  });

  addEventListener("beforeunload", (event) => {
    if (changedAt && !leaving) event.preventDefault();
  });
  addEventListener("pageshow", () => { leaving = false; });

  // What this browser kept and the site never got: from a page that was left, or from before a sign-in ran out.
  const recovery = document.getElementById("recovery");
  const offer = (kept) => {
    recovery.querySelector("[data-recovery-words]").textContent =
      `This browser kept words of yours from ${said(kept.at, { day: "numeric", month: "long", year: "numeric", hour: "numeric", minute: "2-digit" })} that were not saved.`;
    recovery.hidden = false;
  };
  const close = () => {
    recovery.hidden = true;
    document.getElementById("id_headline").focus();
  };
  const putBack = (kept) => {
    const rows = Number(new Map(kept.fields).get("excerpt-TOTAL_FORMS") ?? 0);
    for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = false;
    for (const [name, value] of kept.fields) {
      if (VERSIONS.includes(name) || name.endsWith("_FORMS")) continue;
      const field = form.elements[name];
      if (!field) continue;
      const option = field instanceof RadioNodeList || field.type === "checkbox" || field.type === "radio";
      if (!option) field.value = value;
      else for (const box of field instanceof RadioNodeList ? field : [field]) if (box.value === value) box.checked = true;
    }
    const missing = kept.fields.filter(([name, value]) => /^excerpt-\d+-text$/.test(name) && value && !form.elements[name]);
    if (missing.length && rows) {
      says.textContent = `${missing.length} excerpts have no row here any more: ${missing.map(([, value]) => `“${value}”`).join(" ")}`;
    }
    form.elements.body.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const keptAt = newestKept();
  const kept = read(keptAt);
  const isOther = kept && JSON.stringify(kept.fields.filter(([name]) => !VERSIONS.includes(name)))
    !== JSON.stringify(typed().filter(([name]) => !VERSIONS.includes(name)));
  if (kept && !isOther) forgetHere();
  // The site has answered that it did not take what the form says. Beside another version nothing is kept unasked.
  if (document.querySelector("[data-unsaved]")) {
    stopped = Boolean(document.querySelector("[data-leave]"));
    changed();
  }
  if (isOther) {
    offer(kept);
    recovery.addEventListener("click", (event) => {
      if (event.target.matches("[data-recover]")) {
        putBack(kept);
        try { if (keptAt !== place) localStorage.removeItem(keptAt); } catch { /* it stays on offer */ }
        close();
      } else if (event.target.matches("[data-forget]")) {
        try { localStorage.removeItem(keptAt); } catch { /* it is gone */ }
        close();
      }
    });
  }
})();
