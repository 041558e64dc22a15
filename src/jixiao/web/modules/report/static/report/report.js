// The editor of a report: doors of figures slide in, texts are saved as one types, figures are put where the cursor is.
// Without this script chips lead to pages of their own and texts are saved by their button.
"use strict";

(() => {
  const door = document.getElementById("door");
  let opener = null;
  // On a phone the outline would fill the first screen.
  if (matchMedia("(max-width: 860px)").matches) document.querySelector(".outline details")?.removeAttribute("open");

  const close = () => {
    if (!door || door.hidden) return;
    door.hidden = true;
    if (opener && opener.isConnected) opener.focus();
  };

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.matches(".datum")) opener = event.target;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "door-body" && door) {
      door.hidden = false;
      door.querySelector("[data-door-close]").focus();
    }
    // What was said of the report may no longer hold once a text was saved or closed.
    if (event.target.matches(".block, .saved") && document.getElementById("checks")) later();
  });
  document.addEventListener("htmx:load", (event) => {
    const field = event.target.matches(".editing") ? event.target.querySelector("textarea") : null;
    if (field) {
      field.dataset.saved = field.value;
      field.focus({ preventScroll: true });
      field.setSelectionRange(field.value.length, field.value.length);
    }
  });

  // A refusal is told where one writes, instead of being swallowed.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if ([409, 422].includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  document.addEventListener("htmx:sendError", (event) => {
    const place = event.target.querySelector && event.target.querySelector(".saved .help");
    if (place) place.textContent = document.documentElement.lang === "en" ? "Not saved: no connection" : "没有保存：连接中断";
  });

  let waiting = null;
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const side = document.getElementById("checks");
      if (side.contains(document.activeElement)) return;
      const address = `${location.pathname}checks/`;
      window.htmx.ajax("GET", address, { target: "#checks", swap: "innerHTML" });
    }, 600);
  };

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    if (target.closest("[data-door-close]")) close();
    const figure = target.closest("[data-insert]");
    if (figure) {
      const field = figure.closest(".editing").querySelector("textarea");
      field.setRangeText(`{{${figure.dataset.insert}}}`, field.selectionStart, field.selectionEnd, "end");
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    // Ctrl Enter is done.
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches(".editing textarea")) {
      event.target.closest(".editing").querySelector("[data-done]").click();
    }
  });
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-filter]")) return;
    const words = event.target.value.trim().toLowerCase();
    for (const row of event.target.closest(".insert").querySelectorAll("li")) {
      row.hidden = !row.textContent.toLowerCase().includes(words);
    }
  });
  // Done means saved: what was typed within the last second is sent first.
  document.addEventListener("htmx:confirm", (event) => {
    if (!event.target.matches("[data-done]")) return;
    const form = event.target.closest("form");
    const field = form.querySelector("textarea");
    if (field.value === field.dataset.saved) return;
    event.preventDefault();
    form.addEventListener("htmx:afterRequest", (sent) => {
      if (sent.detail.successful && sent.detail.xhr.status === 200) event.detail.issueRequest(true);
    }, { once: true });
    form.requestSubmit();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.target.matches(".editing form") && event.detail.xhr.status === 200) {
      const field = event.target.querySelector("textarea");
      field.dataset.saved = event.detail.requestConfig.parameters.get
        ? event.detail.requestConfig.parameters.get("text") : event.detail.requestConfig.parameters.text;
    }
  });
})();
