// Dasi's own small script. Every page works without it; it adds 화면 크게, confirm dialogs, autosave and the session warning.
(() => {
  const root = document.documentElement;
  const remember = (key, value) => { document.cookie = `dasi_${key}=${value};path=/;max-age=31536000;samesite=lax`; };

  // --- size -------------------------------------------------------------------------------------------
  const STEPS = ["100", "110", "130", "150"];
  const status = document.querySelector("[data-view-status]");
  const zoomButtons = [...document.querySelectorAll("[data-zoom-step]")];
  const place = () => Math.max(0, STEPS.indexOf(root.dataset.zoom || "100"));
  const showLimits = () => zoomButtons.forEach((button) => {
    const next = place() + Number(button.dataset.zoomStep);
    button.setAttribute("aria-disabled", String(next < 0 || next >= STEPS.length));
  });
  zoomButtons.forEach((button) => button.addEventListener("click", (event) => {
    event.preventDefault();
    const next = STEPS[place() + Number(button.dataset.zoomStep)];
    if (!next) return;
    root.dataset.zoom = next;
    remember("zoom", next);
    showLimits();
    status.textContent = `${status.dataset.text} ${next}%`;
  }));
  showLimits();

  // --- the type comes after the first page, for the pages after it; at once where the device has no Hangul ------------
  const hasHangul = () => {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = "40px sans-serif";
    return Math.abs(pen.measureText("가").width - pen.measureText("\u{10FFFF}").width) > 0.5; // as wide as no letter at all
  };
  const fetchType = async (isNeeded) => {
    const weights = ["400", "700"];
    const faces = document.body.dataset.fonts.split(" ").map((url, at) => new FontFace("Pretendard GOV", `url(${url})`, { weight: weights[at] }));
    if (isNeeded) faces.forEach((face) => document.fonts.add(face));
    try {
      await Promise.all(faces.map((face) => face.load()));
      remember("fonts", "yes");
    } catch { /* the next page tries again */ }
  };
  if (document.body.dataset.fonts) {
    const once = (run) => requestAnimationFrame(() => requestAnimationFrame(run)); // the page is painted
    if (!hasHangul()) once(() => fetchType(true));
    else if (!navigator.connection?.saveData) addEventListener("load", () => fetchType(false));
  }

  // --- the worker, for who chose copies for when there is no line; a choice taken back empties it -------------------------
  if (navigator.serviceWorker && document.body.dataset.worker) navigator.serviceWorker.register(document.body.dataset.worker).catch(() => {});
  document.querySelector(".keep-choice [value=no]")?.form.addEventListener("submit", async () => {
    for (const name of await caches.keys()) if (name.startsWith("pages-")) caches.delete(name);
  });

  // --- 비밀번호 보기: what is typed stands in letters while the box is ticked, and is hidden again before it is sent ------
  document.querySelectorAll("[data-show-password]").forEach((box) => {
    const tick = box.querySelector("input");
    const fields = [...box.closest("form").querySelectorAll("input[type=password]")];
    const show = () => fields.forEach((field) => { field.type = tick.checked ? "text" : "password"; });
    tick.addEventListener("change", show);
    box.closest("form").addEventListener("submit", () => { tick.checked = false; show(); });
    box.hidden = !fields.length;
  });

  // --- a page that answers a form can't be come back to while no cache may hold it: from here on it is asked for anew ----
  if (document.querySelector("main form[method=post]:not([action])")) history.replaceState(history.state, "", location.href);

  // --- a year of birth in two figures is shown as it is read --------------------------------------------------------
  document.addEventListener("change", (event) => {
    if (event.target.autocomplete === "bday-year" && /^\d{2}$/.test(event.target.value)) event.target.value = `19${event.target.value}`;
  });

  // --- after a refused form: the summary is read first; Esc closes the menu ----------------------------------------
  document.querySelector("[data-autofocus]")?.focus();
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector(":is(.menu-drawer, .view-more)[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll(":is(.menu-drawer, .view-more)[open]").forEach((open) => { if (!open.contains(event.target)) open.open = false; });
  });

  // --- <form data-confirm="..." [data-confirm-yes] [data-confirm-no]>: asks before sending --------------------------
  const ask = (form) => new Promise((answer) => {
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    const text = document.createElement("p");
    text.id = "confirm-text";
    text.textContent = form.dataset.confirm;
    dialog.setAttribute("aria-labelledby", text.id);
    const row = document.createElement("div");
    row.className = "actions";
    const button = (words, kind, value) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = `krds-btn ${kind}`;
      made.textContent = words;
      made.addEventListener("click", () => dialog.close(value));
      row.append(made);
    };
    button(form.dataset.confirmYes || document.body.dataset.yes, "primary", "yes");
    button(form.dataset.confirmNo || document.body.dataset.no, "tertiary", "no");
    dialog.append(text, row);
    document.body.append(dialog);
    dialog.addEventListener("close", () => { answer(dialog.returnValue === "yes"); dialog.remove(); });
    dialog.showModal();
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.dataset.confirm || form.dataset.confirmed) return;
    event.preventDefault();
    if (!(await ask(form))) return;
    form.dataset.confirmed = "yes";
    form.requestSubmit(event.submitter);
  });

  // --- a second press of the same button sends nothing -------------------------------------------------------------
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || event.submitter?.formTarget === "_blank") return; // a look in another window sends nothing away
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; delete form.dataset.confirmed; }));

  // --- <select data-narrowed-by="ID">: keeps the groups whose codes begin with what the other select says ----------
  document.querySelectorAll("select[data-narrowed-by]").forEach((select) => {
    const other = document.getElementById(select.dataset.narrowedBy);
    const groups = [...select.querySelectorAll("optgroup")];
    const narrow = () => {
      const code = other.value, chosen = select.value;
      groups.forEach((group) => {
        group.remove();
        if (!code || group.querySelector("option").value.startsWith(code)) select.append(group);
      });
      select.value = chosen;
      if (select.selectedIndex < 0) select.value = "";
    };
    if (!other) return;
    other.addEventListener("change", narrow);
    narrow();
  });

  // --- .week-quick [data-cells="0:morning ..."]: ticks cells of the week at once, and shows when they all are -------
  document.querySelectorAll(".week-mask").forEach((week) => {
    const quick = [...week.querySelectorAll("[data-cells]")];
    const cellsOf = (box) => box.dataset.cells.split(" ").map((cell) => week.querySelector(`.week-grid input[value="${cell}"]`));
    const show = () => quick.forEach((box) => { box.checked = cellsOf(box).every((cell) => cell.checked); });
    week.addEventListener("change", (event) => {
      if (event.target.dataset.cells) cellsOf(event.target).forEach((cell) => { cell.checked = event.target.checked; });
      show();
    });
    show();
  });

  // --- [data-more-boxes]: a filled last box makes an empty one after it ---------------------------------------------
  document.querySelectorAll("[data-more-boxes]").forEach((boxes) => boxes.addEventListener("input", () => {
    const last = boxes.lastElementChild;
    if (!last.value) return;
    const more = last.cloneNode();
    const number = boxes.childElementCount;
    more.value = "";
    more.removeAttribute("value");
    more.id = `${boxes.id}_${number}`;
    more.setAttribute("aria-label", last.getAttribute("aria-label").replace(/\d+/, number + 1));
    boxes.append(more);
  }));

  // --- <form data-autosave="URL">: sends what was changed; the answer says what is kept, and beside its field what isn't --
  document.querySelectorAll("form[data-autosave]").forEach((form) => {
    const line = form.querySelector("[data-autosave-status]");
    let timer, saving = null, again = false, wrong = {}, lost = [], elsewhere = {}, both = "";
    const say = (text) => { if (line.textContent !== text) line.textContent = text; };
    const GROUP = ".form-group, .log-row";
    const boxesOf = (name) => [...form.querySelectorAll(`[name="${name}"], [name^="${name}_"]`)];
    const groupOf = (name) => boxesOf(name)[0]?.closest(GROUP);
    const show = () => { // a field that is being typed into is left in peace, unless it may hold no such thing at all
      form.querySelectorAll("[data-autosave-error]").forEach((found) => { const group = found.closest(GROUP); group.classList.remove("is-error"); group.querySelectorAll("[aria-invalid]").forEach((box) => box.removeAttribute("aria-invalid")); found.remove(); });
      Object.entries(wrong).forEach(([name, sentences]) => {
        const group = groupOf(name);
        if (!group || (group.contains(document.activeElement) && !lost.includes(name)) || group.querySelector(".form-error")) return;
        const told = document.createElement("div");
        told.className = "form-error";
        told.dataset.autosaveError = "";
        sentences.forEach((sentence) => { const text = document.createElement("p"); text.textContent = sentence; told.append(text); });
        const above = group.querySelector(".hint") || group.querySelector(".form-label");
        if (above) above.after(told); else group.append(told);
        group.classList.add("is-error");
        boxesOf(name).forEach((box) => box.setAttribute("aria-invalid", "true"));
      });
    };
    const warn = () => { // another window kept other words first: said beside the field, with the way to both
      form.querySelectorAll("[data-autosave-both]").forEach((found) => found.remove());
      Object.entries(elsewhere).forEach(([name, sentence]) => {
        const group = groupOf(name);
        if (!group) return;
        const told = document.createElement("div");
        told.className = "box ask";
        told.dataset.autosaveBoth = "";
        const text = document.createElement("p");
        text.textContent = sentence;
        const button = document.createElement("button");
        Object.assign(button, { type: "submit", className: "krds-btn secondary", name: "both", value: "1", formNoValidate: true, textContent: both });
        told.append(text, button);
        group.append(told);
      });
    };
    const words = () => { // files wait for a button
      const body = new FormData(form);
      form.querySelectorAll("[type=file]").forEach((input) => body.delete(input.name));
      return body;
    };
    const send = async (more) => {
      try {
        const response = await fetch(form.dataset.autosave, { method: "POST", body: words(), headers: { "X-Autosave": "1" }, ...more });
        const isJson = (response.headers.get("Content-Type") || "").includes("json");
        const told = isJson ? await response.json() : { said: response.ok && !response.redirected ? line.dataset.saved : line.dataset.failed, wrong: {} };
        if (response.ok && !response.redirected) form.dispatchEvent(new Event("autosaved"));
        if (told.shown) form.elements.shown.value = told.shown;
        wrong = told.wrong;
        lost = told.lost || [];
        elsewhere = told.elsewhere || {};
        both = told.both;
        show();
        warn();
        const isTyping = response.status === 422 && !form.querySelector("[data-autosave-error]");
        say(isTyping ? "" : told.said);
      } catch { say(line.dataset.failed); }
    };
    const save = (more) => { // one after the other: each must know what the one before has kept
      clearTimeout(timer);
      timer = null;
      if (saving) { again = true; return; }
      saving = send(more).finally(() => { saving = null; if (again) { again = false; save(); } });
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 1200); });
    form.addEventListener("focusout", () => setTimeout(show, 0));
    document.addEventListener("visibilitychange", () => { if (document.hidden && timer) save({ keepalive: true }); });
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      timer = null;
      again = false;
      if (!saving) return;
      event.preventDefault();
      saving.finally(() => form.requestSubmit(event.submitter));
    });
  });

  // --- <button data-print>, <button data-share="ID of a field">: print; pass the address on, or copy it ------------------
  document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => print()));
  document.querySelectorAll("[data-share]").forEach((button) => button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.share);
    const line = document.querySelector("[data-share-status]");
    if (navigator.share) {
      try { await navigator.share({ title: button.dataset.shareTitle, url: field.value }); return; } catch (stopped) { if (stopped.name === "AbortError") return; }
    }
    try {
      await navigator.clipboard.writeText(field.value);
      line.textContent = button.dataset.copied;
    } catch {
      field.select();
      line.textContent = button.dataset.notCopied;
    }
  }));

  // --- session warning ---------------------------------------------------------------------------------------------
  const warning = document.getElementById("session-warning");
  if (warning) {
    const total = Number(warning.dataset.seconds) * 1000;
    const before = Math.min(Number(warning.dataset.warnBefore) * 1000, total / 2);
    const left = warning.querySelector("[data-session-left]");
    let ends, ticking;
    const tick = () => {
      const rest = ends - Date.now();
      if (rest <= 0) { location.reload(); return; }
      left.textContent = String(Math.ceil(rest / 60000));
      if (rest <= before && !warning.open) warning.showModal();
    };
    const begin = () => { ends = Date.now() + total; clearInterval(ticking); ticking = setInterval(tick, 5000); };
    warning.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopPropagation();
      const form = event.target;
      try {
        const response = await fetch(form.action, { method: "POST", body: new FormData(form) });
        if (!response.ok || response.redirected) { location.reload(); return; }
        warning.close();
        begin();
      } catch { /* the line is down: the dialog stays and can be pressed again */ }
    });
    document.addEventListener("htmx:afterRequest", begin);
    begin();
  }
})();
