"use strict";
// A form is sent once; a page is printed by its button.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("[data-once]").forEach((form) => delete form.dataset.sent);
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
