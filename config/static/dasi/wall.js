// The code on the wall of a training: fetched anew by itself, so that the screen can stand there untouched.
(() => {
  const box = document.getElementById("wall-code");
  if (!box) return;
  const every = 15000;

  async function renew() {
    try {
      const answer = await fetch(location.href, { headers: { "X-Part": "code" } });
      if (!answer.ok || answer.redirected) return location.reload(); // signed out meanwhile: the page says so
      const sent = document.createElement("template");
      sent.innerHTML = await answer.text();
      document.dispatchEvent(new Event("htmx:afterRequest")); // the server saw us: the session's clock begins anew
      box.replaceChildren(...sent.content.getElementById("wall-code").childNodes);
    } catch {
      // no network for a moment: the next round tries again, and an old code is refused anyway
    }
  }
  setInterval(renew, every);
})();
