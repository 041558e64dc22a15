// The editor of a goal table: refusals (409, 422) are shown where the row stands, and only then lost nowhere.
"use strict";

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 409 || event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
document.addEventListener("htmx:sendError", (event) => {
  const state = event.target.closest("form")?.querySelector(".state");
  if (!state) return;
  const told = document.createElement("p");
  told.className = "field-error";
  told.textContent = document.documentElement.lang === "en" ? "Not saved: no connection. Change the field again later."
    : "没有保存：网络不通。稍后再改一下这一栏即可保存。";
  state.prepend(told);
});
