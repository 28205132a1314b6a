// A file that is too large is said so before it is sent, beside its box, and a file that is being read says so. The page works without it.
(() => {
  document.querySelectorAll("form[data-upload]").forEach((form) => {
    const inputs = [...form.querySelectorAll("input[type=file]")];
    const statusOf = (input) => (input.closest(".form-group")?.querySelector("[data-upload-status]")) || form.querySelector("[data-upload-status]");
    const isTooLarge = (input) => [...input.files].some((file) => file.size > Number(input.dataset.mostBytes));
    const say = (input, text, isWrong) => {
      statusOf(input).textContent = text;
      statusOf(input).classList.toggle("form-error", isWrong);
      if (isWrong) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    };
    inputs.forEach((input) => input.addEventListener("change", () => say(input, isTooLarge(input) ? input.dataset.tooLarge : "", isTooLarge(input))));
    form.addEventListener("submit", (event) => {
      const wrong = inputs.filter(isTooLarge);
      if (wrong.length) {
        event.preventDefault();
        event.stopImmediatePropagation();
        wrong.forEach((input) => say(input, input.dataset.tooLarge, true));
        wrong[0].focus();
        return;
      }
      inputs.filter((input) => input.files.length).forEach((input) => say(input, statusOf(input).dataset.reading, false));
    });
  });
})();
