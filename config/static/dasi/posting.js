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

// How many people the posting could have: counted again after each autosave and when the page opens. Without this a button opens it as a page.
(() => {
  "use strict";
  const box = document.querySelector("[data-people-url]");
  if (!box) return;
  const form = box.closest("form");
  const line = box.querySelector("[data-people]");
  let counting = false;
  let again = false;
  const count = async () => {
    if (counting) { again = true; return; }
    counting = true;
    try {
      const answer = await fetch(box.dataset.peopleUrl, { method: "POST", body: new FormData(form), headers: { "X-Live": "1" } });
      if (answer.ok && !answer.redirected) {
        const html = await answer.text();
        if (line.innerHTML.trim() !== html.trim()) line.innerHTML = html;
      }
    } catch { /* the button asks again */ }
    counting = false;
    if (again) { again = false; count(); }
  };
  form.addEventListener("autosaved", count);
  box.querySelector("[data-people-ask]").addEventListener("click", (event) => { event.preventDefault(); count(); });
  count();
})();
