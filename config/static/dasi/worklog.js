// The month's log: one day at a time, opened from the calendar; the sum follows what is typed. Without this all rows stand open.
(() => {
  "use strict";
  const form = document.querySelector("form[data-log]");
  if (!form) return;
  const list = form.querySelector("[data-log-rows]");
  const links = [...form.querySelectorAll("[data-log-calendar] a[data-day]")];
  const total = form.querySelector('[name="form-TOTAL_FORMS"]');
  const box = form.querySelector("[data-log-sum]");
  const usual = form.querySelector("#id_usual");
  const rows = () => [...list.children];
  const part = (row, name) => row.querySelector(`[name$="-${name}"]`);

  // --- how long: 3, 3시간 30분, 3:30, 4.5 ----------------------------------------------------------------------------
  const minutesOf = (text) => {
    const typed = text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
    let found;
    if (/^\d{1,2}$/.test(typed)) return 60 * Number(typed);
    if ((found = typed.match(/^(\d{1,2}):([0-5]\d)$/))) return 60 * Number(found[1]) + Number(found[2]);
    if ((found = typed.match(/^(\d{1,2})\.(0|5|25|75)(시간|h)?$/))) return 60 * Number(`${found[1]}.${found[2]}`);
    found = typed.match(/^(?:(\d{1,2})(?:시간|h|hours?))?(?:(반)|(\d{1,3})(?:분|m|min|minutes?))?$/);
    return found && typed ? 60 * Number(found[1] || 0) + (found[2] ? 30 : Number(found[3] || 0)) : 0;
  };
  const rowMinutes = (row) => {
    const hours = minutesOf(part(row, "hours").value);
    const minutes = Number(part(row, "minutes").value.replace(/분$/, "")) || 0;
    return hours % 60 === minutes ? hours : hours + minutes;
  };
  const words = (minutes) => {
    const [hour, minute] = [box.dataset.hour, box.dataset.minute].map((one) => one.replace("1", "")); // 1시간, 1 h
    const parts = [[Math.floor(minutes / 60), hour], [minutes % 60, minute]].filter(([number]) => number);
    return parts.map(([number, unit]) => number + unit).join(" ") || `0${minute}`;
  };
  const put = (text, minutes) => text.replace("@", words(minutes));

  const tell = () => {
    const byDay = new Map();
    const rests = new Set(rows().filter((row) => part(row, "rest").checked).map((row) => part(row, "on").value));
    let sum = 0;
    rows().forEach((row) => {
      const minutes = rowMinutes(row);
      sum += minutes;
      byDay.set(part(row, "on").value, (byDay.get(part(row, "on").value) || 0) + minutes);
    });
    links.forEach((link) => {
      const minutes = byDay.get(link.dataset.day) || 0;
      link.querySelector("[data-time]").textContent = minutes ? words(minutes) : rests.has(link.dataset.day) ? link.dataset.restWords : "";
    });
    box.querySelector("[data-sum]").textContent = put(box.dataset.sumWords, sum);
    if (!box.dataset.cap) return;
    const left = 60 * Number(box.dataset.cap) - Number(box.dataset.elsewhere) - sum;
    const line = document.createElement("p");
    line.textContent = put(left < 0 ? box.dataset.overWords : box.dataset.leftWords, Math.abs(left));
    box.querySelector("[data-cap-words]").replaceChildren(line);
    box.classList.toggle("bad", left < 0);
  };

  const name = (row) => {
    const on = part(row, "on");
    if (on.value) row.querySelector("[data-log-day]").textContent = on.selectedOptions[0].textContent;
  };
  list.addEventListener("change", (event) => { if (event.target.name.endsWith("-on")) name(event.target.closest("li")); });

  // --- one day at a time ----------------------------------------------------------------------------------------------
  const begin = (day) => {
    let row = rows().find((found) => !part(found, "on").value && !rowMinutes(found) && !part(found, "what").value && !part(found, "rest").checked);
    if (!row) {
      const blank = form.querySelector("[data-log-blank]").content.firstElementChild.cloneNode(true);
      blank.innerHTML = blank.innerHTML.replaceAll("__prefix__", total.value);
      list.append(blank);
      total.value = String(Number(total.value) + 1);
      row = blank;
    }
    part(row, "on").value = day;
    name(row);
    return row;
  };
  const open = (day) => {
    const row = rows().find((found) => part(found, "on").value === day) || begin(day);
    rows().forEach((found) => { found.hidden = found !== row && !found.querySelector(".form-error"); });
    row.querySelector("[data-log-quick]").hidden = false;
    links.forEach((link) => {
      if (link.dataset.day === day) link.setAttribute("aria-current", "date");
      else link.removeAttribute("aria-current");
    });
    list.hidden = false;
    row.scrollIntoView({ block: "nearest" });
  };
  links.forEach((link) => link.addEventListener("click", (event) => { event.preventDefault(); open(link.dataset.day); }));
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-set]");
    if (!button) return;
    const row = button.closest("li");
    part(row, "hours").value = button.dataset.set;
    part(row, "minutes").value = "";
    part(row, "rest").checked = false;
    if (!part(row, "what").value && usual) part(row, "what").value = usual.value;
    row.dispatchEvent(new Event("input", { bubbles: true }));
  });
  list.addEventListener("change", (event) => {
    if (!event.target.name.endsWith("-rest") || !event.target.checked) return;
    const row = event.target.closest("li");
    ["hours", "minutes", "what"].forEach((box) => { part(row, box).value = ""; });
  });
  list.addEventListener("input", (event) => {
    if (!/-(hours|minutes|what)$/.test(event.target.name || "") || !event.target.value) return;
    part(event.target.closest("li"), "rest").checked = false;
  });
  form.addEventListener("input", tell);
  form.addEventListener("change", tell);
  form.querySelectorAll('[name="sum"]:not(.sr-only), [name="more"]').forEach((button) => { button.hidden = true; });
  if (!list.querySelector(".form-error")) rows().forEach((row) => { row.hidden = true; });
  else rows().forEach((row) => { row.hidden = !row.querySelector(".form-error"); });
  document.querySelectorAll('.error-summary a[href^="#id_form"]').forEach((link) => link.addEventListener("click", () => {
    const row = document.getElementById(link.hash.slice(1))?.closest("li");
    if (row) row.hidden = false;
  }));
  const toMend = form.querySelector("a.to-mend[data-day]");
  if (toMend && !list.querySelector(".form-error")) open(toMend.dataset.day);
  tell();
})();
