// 이 기기에서 알림 받기, on the page 알림 받는 방법. Only a script can ask a browser for its address; what it says stands in the page.
(() => {
  const part = document.querySelector("[data-push]");
  if (!part || !navigator.serviceWorker || !window.PushManager) return;
  const [start, stop] = ["start", "stop"].map((name) => part.querySelector(`[data-push-${name}]`));
  const status = part.querySelector("[data-push-status]");
  const say = (name) => { status.textContent = status.dataset[name]; };
  const show = (isOn) => { start.hidden = isOn; stop.hidden = !isOn; };
  const send = async (url, fields) => {
    const body = new FormData(part);
    Object.entries(fields).forEach(([name, value]) => body.set(name, value));
    const response = await fetch(url, { method: "POST", body });
    if (!response.ok || response.redirected) throw new Error(String(response.status));
  };
  const standing = async () => (await navigator.serviceWorker.getRegistration("/"))?.pushManager.getSubscription();

  part.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    try {
      if (event.submitter === stop) {
        const subscription = await standing();
        if (subscription) {
          await send(part.dataset.stopUrl, { endpoint: subscription.endpoint });
          await subscription.unsubscribe();
        }
        show(false);
        say("stopped");
        return;
      }
      if ((await Notification.requestPermission()) !== "granted") { say("denied"); return; }
      await navigator.serviceWorker.register(part.dataset.worker);
      const registration = await navigator.serviceWorker.ready;
      const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: part.dataset.push });
      const { endpoint, keys } = subscription.toJSON();
      await send(part.action, { endpoint, ...keys });
      show(true);
      say("started");
    } catch {
      say("failed");
    }
  });
  part.hidden = false;
  standing().then((subscription) => show(Boolean(subscription)));
})();
