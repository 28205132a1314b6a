// Puts the reader's own choice of size and contrast on the page before it is painted. A cookie, because signing out empties the storage.
(() => {
  const root = document.documentElement;
  const chosen = (key) => (document.cookie.match(`(?:^|; )dasi_${key}=(\\w+)`) || [])[1];
  if (chosen("zoom")) root.dataset.zoom = chosen("zoom");
  if (chosen("contrast") === "high") root.dataset.krdsMode = "high-contrast";
  root.classList.add("has-js");
})();
