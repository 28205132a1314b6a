// A file that is too large is said so before it is sent, and a file that is being read says so. The page works without it.
(() => {
  document.querySelectorAll("form[data-upload]").forEach((form) => {
    const input = form.querySelector("input[type=file]");
    const status = form.querySelector("[data-upload-status]");
    const isTooLarge = () => [...input.files].some((file) => file.size > Number(input.dataset.mostBytes));
    input.addEventListener("change", () => { status.textContent = isTooLarge() ? input.dataset.tooLarge : ""; });
    form.addEventListener("submit", (event) => {
      if (isTooLarge()) {
        event.preventDefault();
        event.stopImmediatePropagation();
        status.textContent = input.dataset.tooLarge;
        input.focus();
      } else if (input.files.length) {
        status.textContent = status.dataset.reading;
      }
    });
  });
})();
