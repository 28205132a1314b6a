// The worker of those who chose it: last copies of marked pages for when there is no line, and what is told by push.
const FILES = "files-{{ version }}", PAGES = "pages-"; // pages of one person: their mark follows
const ASSETS = [{% for asset in assets %}"{{ asset|escapejs }}", {% endfor %}];
const LISTS = [{% for list in lists %}"{{ list|escapejs }}", {% endfor %}];
const OFFLINE = "{{ offline|escapejs }}", LOGIN = "{{ login|escapejs }}";

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(FILES).then((files) => files.addAll([...ASSETS, OFFLINE])));
});

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== FILES && !name.startsWith(PAGES)).map((name) => caches.delete(name)));
  await self.clients.claim();
})()));

// --- pages and files ------------------------------------------------------------------------------------------------
const personOf = (response) => response.headers.get("X-Person");

const forgetOthers = async (person) => { // whoever signs in next finds nothing of who was here before
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PAGES) && name !== PAGES + person).map((name) => caches.delete(name)));
};

const keep = async (request, response) => {
  const person = personOf(response), pages = await caches.open(PAGES + person);
  await pages.put(new URL(request.url).pathname, response);
  for (const list of LISTS) {
    if (await pages.match(list)) continue;
    const other = await fetch(list, { credentials: "same-origin" });
    if (other.ok && other.headers.get("X-Keep") && personOf(other) === person) await pages.put(list, other);
  }
};

const copyOf = async (request) => {
  const page = await caches.match(new URL(request.url).pathname);
  if (!page) return (await caches.match(OFFLINE)) || Response.error();
  const text = await page.text(); // the page says itself that it is a copy, and from when
  const headers = new Headers(page.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  return new Response(text.replace("<body ", "<body data-kept "), { headers });
};

const visit = async (event) => {
  let response;
  try {
    response = await fetch(event.request);
  } catch {
    return copyOf(event.request);
  }
  if (personOf(response)) await forgetOthers(personOf(response));
  if (response.ok && !response.redirected && response.headers.get("X-Keep")) event.waitUntil(keep(event.request, response.clone()).catch(() => {}));
  return response;
};

self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || pathname.startsWith(LOGIN)) return;
  if (request.mode === "navigate") event.respondWith(visit(event));
  else if (ASSETS.includes(pathname)) event.respondWith(fetch(request).catch(() => caches.match(pathname)));
});

// --- push -----------------------------------------------------------------------------------------------------------
self.addEventListener("push", (event) => {
  const told = event.data.json();
  event.waitUntil(self.registration.showNotification(told.title, { body: told.body, tag: told.tag, lang: told.lang, icon: told.icon, data: { url: told.url } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.url));
});
