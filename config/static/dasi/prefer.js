// Puts the reader's own choice of size and contrast on a page that was kept for reading without a line; others come with it from the server.
(() => {
  const root = document.documentElement;
  const chosen = (key) => (document.cookie.match(`(?:^|; )dasi_${key}=(\\w+)`) || [])[1];
  if (chosen("zoom")) root.dataset.zoom = chosen("zoom");
  if (chosen("contrast") === "high") root.dataset.krdsMode = "high-contrast";
  root.classList.add("has-js");
})();
