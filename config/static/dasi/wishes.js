// Ranked wishes without leaving the page: a button's answer replaces the list alone, and a line can be dragged to its place.
(() => {
  const of = (node) => node.closest("[data-wishes]");
  let asked = "", next = ""; // what is on its way, and what was pressed meanwhile; the same press twice is one

  const arrange = async (form, box, moved) => {
    if (asked) { if (moved !== asked) next = moved; return; }
    asked = moved;
    const body = new URLSearchParams(new FormData(form));
    body.set("arrange", moved);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(box.id);
      if (!fresh) throw new Error("no list");
      box.replaceWith(fresh);
      prepare(fresh);
      const [verb, pk] = moved.split(" ");
      const own = fresh.querySelector(`button[value="${verb} ${pk}"]:not(:disabled)`);
      (own || fresh.querySelector(`[data-wish="${pk}"] button:not(:disabled)`) || fresh.querySelector("button"))?.focus();
    } catch {
      next = ""; // the whole page is on its way
      const button = document.createElement("button");
      button.name = "arrange";
      button.value = moved;
      button.hidden = true;
      button.formNoValidate = true;
      form.append(button);
      form.requestSubmit(button);
    } finally {
      [asked, moved] = ["", next];
      next = "";
    }
    const list = document.getElementById(box.id);
    if (moved && list) arrange(form, list, moved);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=arrange]");
    if (!button || button.hidden) return;
    event.preventDefault();
    arrange(button.form, of(button), button.value);
  });

  // --- dragging: the line follows the pointer past its neighbours; let go, the list is sent in its new order ------
  const prepare = (box) => box.querySelectorAll("[data-wish]").forEach((line) => {
    line.classList.add("can-drag");
    line.addEventListener("pointerdown", (event) => {
      if (event.target.closest("button") || event.button > 0) return;
      const start = event.clientY;
      const place = [...box.querySelectorAll("[data-wish]")];
      line.setPointerCapture(event.pointerId);
      line.classList.add("is-dragged");
      const follow = (moved) => line.style.setProperty("translate", `0 ${moved.clientY - start}px`);
      const end = (moved) => {
        line.removeEventListener("pointermove", follow);
        line.classList.remove("is-dragged");
        line.style.removeProperty("translate");
        if (moved.type === "pointercancel") return;
        const others = place.filter((other) => other !== line);
        const before = others.filter((other) => {
          const { top, height } = other.getBoundingClientRect();
          return top + height / 2 < moved.clientY;
        }).length;
        if (before === place.indexOf(line)) return;
        line.remove();
        const next = box.querySelectorAll("[data-wish]")[before];
        const list = box.querySelector("[data-chosen]");
        if (next) list.insertBefore(line, next); else list.append(line);
        arrange(line.querySelector("button").form, box, `stay ${line.dataset.wish}`);
      };
      line.addEventListener("pointermove", follow);
      line.addEventListener("pointerup", end, { once: true });
      line.addEventListener("pointercancel", end, { once: true });
    });
  });
  document.querySelectorAll("[data-wishes]").forEach(prepare);
})();
