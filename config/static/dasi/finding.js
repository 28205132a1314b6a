// Finding: the button of the filters says how many postings it will show as they are chosen. Without this it only looks for them.
(() => {
  const form = document.querySelector("form[data-count]");
  const button = form?.querySelector("[data-go]");
  if (!button) return;
  const words = button.querySelector("span");
  let turn = 0;
  let wait;
  words.textContent = button.dataset.go;
  const ask = async () => {
    const mine = ++turn;
    try {
      const answer = await fetch(`${form.dataset.count}?${new URLSearchParams(new FormData(form))}`);
      if (answer.ok && mine === turn) words.textContent = (await answer.json()).said;
    } catch { /* no line: the button keeps its words */ }
  };
  form.addEventListener("change", () => { clearTimeout(wait); wait = setTimeout(ask, 300); });
})();
