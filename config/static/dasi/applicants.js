// Applicants by keys, inside their rows alone: j and k or the arrows to the next and the one before, x to tick, ? for help.
const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")].filter((row) => row.checkVisibility());
const help = document.querySelector("dialog[data-keys]");
const hint = document.querySelector("[data-keys-hint]");
const LETTERS = { KeyJ: "j", KeyK: "k", KeyX: "x" }; // the same keys while Hangul is typed
const WAYS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

const go = (from, way) => {
  const list = rows();
  const next = list[list.indexOf(from) + way];
  if (!next) return;
  const at = document.activeElement.matches("input") ? next.querySelector("input") : null;
  (at || next.querySelector("a")).focus();
};

if (help && rows().length) {
  hint.hidden = false;
  hint.querySelector("button").addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const row = event.target.closest?.("[data-row]");
    if (!row || !event.target.matches("a, input[type=checkbox]")) return;
    const key = LETTERS[event.code] || event.key;
    if (WAYS[key]) go(row, WAYS[key]);
    else if (key === "x") row.querySelector("input[type=checkbox]")?.click();
    else if (key === "?") help.showModal();
    else return;
    event.preventDefault();
  });
}
