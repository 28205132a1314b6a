// What was typed into a form and not sent is there again when the person comes back to it: by 뒤로, by a link, after a reload or a lost line.
// It lives in this tab alone (sessionStorage), for the person who typed it, and goes with signing out or once another signs in; never a password, a file, or a form that the server keeps as one types, but for what a lost line keeps from it (data-keep).
(() => {
  const forms = [...document.querySelectorAll("main form[method=post]:is([data-keep], :not([data-autosave])):not([data-push])")].filter(
    (form) => form.querySelector("textarea, input[type=text], input[type=number], input[type=tel], select") && !form.querySelector("[type=password], [autocomplete=one-time-code]"));
  const person = document.body.dataset.person || "nobody";
  const keys = () => Object.keys(sessionStorage).filter((name) => name.startsWith("typed "));
  const keyOf = (form) => `typed ${person} ${location.pathname} ${form.getAttribute("action") || ""}`;
  const fields = (form) => [...form.elements].filter((field) => field.name && !["hidden", "file", "submit", "button"].includes(field.type));
  const isTicked = (field) => ["checkbox", "radio"].includes(field.type);
  const valueOf = (field) => (isTicked(field) ? field.checked : field.value);
  const standard = (field) => {
    if (isTicked(field)) return field.defaultChecked;
    if (field.tagName === "SELECT") return ([...field.options].find((option) => option.defaultSelected) || field.options[0])?.value;
    return field.defaultValue;
  };
  const store = (form, told) => { try { sessionStorage.setItem(keyOf(form), JSON.stringify(told)); } catch { /* full or forbidden: as if there were no script */ } };

  // a session that ran out signs nobody out: who comes back finds their words, who comes next finds none
  if (person !== "nobody") for (const key of keys()) if (key.split(" ")[1] !== person) sessionStorage.removeItem(key);

  // a form that was sent is done with once the site led on or said so; after a lost line neither happened
  const came = performance.getEntriesByType("navigation")[0];
  const isReturn = ["back_forward", "reload"].includes(came?.type); // nothing was answered: its faults are those of an earlier sending
  const hasFaults = !isReturn && Boolean(document.querySelector(".error-summary"));
  const isFromHere = Boolean(document.referrer) && new URL(document.referrer).pathname === location.pathname; // not by an address, a link or signing in
  const isRefused = hasFaults && isFromHere; // the server gave back what was sent
  const isKept = isRefused && came?.redirectCount > 0; // and keeps it, to be asked for again
  const isDone = Boolean(document.querySelector(".notice-box.success"));
  for (const key of keys()) {
    const isHere = key.split(" ")[2] === location.pathname;
    const hasLedOn = !isReturn && !hasFaults && !isHere;
    if (JSON.parse(sessionStorage[key]).sent && (isDone || hasLedOn || (isKept && isHere))) sessionStorage.removeItem(key);
  }

  document.querySelectorAll("[data-typed-drop]").forEach((link) => link.addEventListener("click", () => forms.forEach((form) => sessionStorage.removeItem(keyOf(form)))));

  forms.forEach((form) => {
    const put = () => {
      const kept = JSON.parse(sessionStorage.getItem(keyOf(form)) || "null");
      if (kept && !isRefused && kept.values.length === fields(form).length) {
        const changed = fields(form).filter((field, at) => kept.values[at] !== valueOf(field));
        fields(form).forEach((field, at) => { if (isTicked(field)) field.checked = kept.values[at]; else field.value = kept.values[at]; });
        if (changed.length && !form.querySelector(":scope > [data-typed-note]")) {
          const note = document.createElement("p");
          note.className = "notice-box";
          note.dataset.typedNote = "";
          note.setAttribute("role", "status");
          note.textContent = document.body.dataset.typed;
          const clear = document.createElement("button");
          clear.type = "button";
          clear.className = "action-link";
          clear.textContent = document.body.dataset.typedClear;
          clear.addEventListener("click", () => { sessionStorage.removeItem(keyOf(form)); form.reset(); note.remove(); });
          note.append(" ", clear);
          form.prepend(note);
        }
      }
    };
    put();
    if (isReturn) addEventListener("pageshow", put, { once: true }); // the browser has put back what it held at an earlier leaving
    form.addEventListener("input", () => {
      if (fields(form).every((field) => valueOf(field) === standard(field))) sessionStorage.removeItem(keyOf(form));
      else store(form, { values: fields(form).map(valueOf) });
    });
    form.addEventListener("autosaved", () => sessionStorage.removeItem(keyOf(form)));
    form.addEventListener("submit", (event) => {
      if (!event.defaultPrevented && sessionStorage.getItem(keyOf(form))) store(form, { values: fields(form).map(valueOf), sent: true });
    });
  });
})();
