// Writing a posting: the check of its words beside each box while one types, and better words put in by a press. Without this they are found on pressing.
(() => {
  "use strict";
  const form = document.querySelector("form[data-check-url]");
  if (!form) return;
  const places = [...form.querySelectorAll("[data-check]")];
  if (!places.length) return;
  let turn = 0;
  let wait;
  const ask = async (take) => {
    const mine = ++turn;
    const sent = new FormData(form);
    if (take) sent.set("take", take);
    try {
      const answer = await fetch(form.dataset.checkUrl, { method: "POST", body: sent });
      if (!answer.ok || mine !== turn) return;
      const told = await answer.json();
      Object.entries(told.texts).forEach(([name, text]) => { form.elements[name].value = text; });
      places.forEach((place) => {
        const html = told.checks[place.dataset.check];
        if (html !== undefined && place.innerHTML.trim() !== html.trim()) place.innerHTML = html;
      });
      if (take) form.elements[take.split(":")[0]].dispatchEvent(new Event("input", { bubbles: true }));
    } catch { /* no line: pressing the button looks as well */ }
  };
  form.addEventListener("input", (event) => {
    if (!event.target.closest(".with-notes")?.querySelector("[data-check]")) return;
    clearTimeout(wait);
    wait = setTimeout(ask, 700);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=take]");
    if (!button) return;
    event.preventDefault();
    const box = form.elements[button.value.split(":")[0]];
    ask(button.value).then(() => box.focus());
  });
})();
