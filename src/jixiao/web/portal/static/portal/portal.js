// What the frame of every page needs beyond HTML: the search dialog, the menu on a phone, the labels of cells in narrow
// windows, a warning before something entered is lost. Pages work without it.
"use strict";

(() => {
  const root = document.documentElement;
  root.classList.add("js");

  const dialog = document.getElementById("find");
  const open = () => {
    if (!dialog || dialog.open) return;
    dialog.showModal();
    dialog.querySelector("input").select();
  };
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && dialog) {
      event.preventDefault();
      open();
    }
    if (dialog && dialog.open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const places = [dialog.querySelector("input"), ...dialog.querySelectorAll(".hits a")];
      const here = places.indexOf(document.activeElement);
      const next = places[here + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) {
        event.preventDefault();
        next.focus();
      }
    }
  });
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    if (target.closest("[data-find]") && dialog) {
      event.preventDefault();
      open();
    }
    if (target.closest("[data-close]") || target === dialog) target.closest("dialog").close();
    const burger = target.closest(".burger");
    if (burger) burger.setAttribute("aria-expanded", String(root.classList.toggle("menu-open")));
    for (const menu of document.querySelectorAll("details.me[open]")) if (!menu.contains(target)) menu.open = false;
  });

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && form.matches("[data-sends-itself]")) form.requestSubmit();
  });

  // In a narrow window a table is read as cards: each cell is told the words of its column.
  const label = (within) => {
    for (const table of within.querySelectorAll("table.list")) {
      const head = table.tHead && table.tHead.rows[table.tHead.rows.length - 1];
      if (!head) continue;
      const names = [];
      for (const cell of head.cells) for (let i = 0; i < cell.colSpan; i++) names.push(cell.textContent.trim());
      for (const row of table.querySelectorAll("tbody tr, tfoot tr")) {
        let at = 0;
        for (const cell of row.cells) {
          if (cell.dataset.label === undefined) cell.dataset.label = cell.colSpan > 1 ? "" : names[at] || "";
          at += cell.colSpan;
        }
      }
    }
  };
  label(document);
  document.addEventListener("htmx:load", (event) => label(event.target.parentNode || document));

  // Leaving a page loses nothing without a question: forms that hold something new say so.
  const changed = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.method === "post" && !form.matches("[data-sends-itself], [hx-post], [data-saves-itself]")) changed.add(form);
  });
  document.addEventListener("submit", (event) => changed.delete(event.target));
  document.addEventListener("reset", (event) => changed.delete(event.target));
  window.addEventListener("beforeunload", (event) => {
    if ([...changed].some((form) => form.isConnected)) event.preventDefault();
  });
})();
