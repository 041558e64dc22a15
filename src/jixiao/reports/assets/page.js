// Doors, keys and languages. Without this script the page still reads from top to bottom and its links still lead
// to the evidence, which then stands at the end.
(() => {
  "use strict";
  const root = document.documentElement;
  const drawer = document.getElementById("drawer");
  const help = document.getElementById("help");
  const trail = [];
  let opener = null;

  root.classList.add("js");
  requestAnimationFrame(() => requestAnimationFrame(() => root.classList.add("ready")));

  // Languages: both are in the page, the style sheet shows one.
  function speak(language) {
    root.dataset.lang = language;
    root.lang = language === "zh" ? "zh-CN" : "en";
    const title = document.querySelector("title");
    document.title = title.dataset[language] || document.title;
    for (const one of document.querySelectorAll("[data-label-zh]")) {
      one.setAttribute("aria-label", language === "zh" ? one.dataset.labelZh : one.dataset.labelEn);
    }
    for (const button of document.querySelectorAll("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    }
  }

  // The drawer: one article at a time; `trail` remembers the way back.
  function doorOf(hash) {
    const id = decodeURIComponent((hash || "").slice(1));
    const found = id && document.getElementById(id);
    return found && drawer && drawer.contains(found) && found.tagName === "ARTICLE" ? found : null;
  }

  function show(door, { takesFocus = true, remembers = true } = {}) {
    const now = drawer.querySelector("article.shown");
    if (now === door && root.classList.contains("open")) {
      if (takesFocus) door.querySelector("h2").focus({ preventScroll: true });
      return;
    }
    if (now) now.classList.remove("shown");
    if (now && remembers && root.classList.contains("open")) trail.push(now.id);
    door.classList.add("shown");
    root.classList.add("open");
    drawer.scrollTop = 0;
    drawer.setAttribute("role", "dialog");
    drawer.setAttribute("aria-labelledby", door.id + "-h");
    drawer.querySelector("[data-back]").hidden = trail.length === 0;
    history.replaceState(null, "", "#" + door.id);
    if (takesFocus) door.querySelector("h2").focus({ preventScroll: true });
  }

  function close() {
    if (!root.classList.contains("open")) return;
    root.classList.remove("open");
    drawer.removeAttribute("role");
    drawer.removeAttribute("aria-labelledby");
    trail.length = 0;
    history.replaceState(null, "", location.pathname + location.search);
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  }

  function back() {
    const door = trail.length && document.getElementById(trail.pop());
    if (door) show(door, { remembers: false });
  }

  // Review by keyboard: the items of the page in reading order.
  function items() {
    return [...document.querySelectorAll(".item")].filter((one) => one.offsetParent !== null);
  }

  function step(by) {
    const all = items();
    if (!all.length) return;
    const here = all.findIndex((one) => one.contains(document.activeElement));
    const fallback = opener ? all.findIndex((one) => one.contains(opener)) : -1;
    const from = here >= 0 ? here : fallback;
    const next = all[Math.min(all.length - 1, Math.max(0, from < 0 ? (by > 0 ? 0 : all.length - 1) : from + by))];
    const link = next.querySelector("a.main");
    link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    if (root.classList.contains("open")) {
      const door = doorOf(link.hash);
      opener = link;
      trail.length = 0;
      if (door) show(door, { takesFocus: false, remembers: false });
    }
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    const link = target.closest("a[href^='#']");
    if (link) {
      const door = doorOf(link.hash);
      if (!door) return;
      event.preventDefault();
      if (!drawer.contains(link)) { opener = link; trail.length = 0; }
      show(door, { remembers: drawer.contains(link) });
      return;
    }
    const language = target.closest("[data-language]");
    if (language) return speak(language.dataset.language);
    if (target.closest("[data-close]")) return close();
    if (target.closest("[data-back]")) return back();
    if (target.closest("[data-help]")) return help.showModal();
    if (target.closest("[data-close-help]")) return help.close();
    const item = target.closest(".item");
    if (item && !item.closest("#drawer") && getSelection().isCollapsed) item.querySelector("a.main")?.click();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (help && help.open) return;
    const acts = {
      j: () => step(1),
      k: () => step(-1),
      l: () => speak(root.dataset.lang === "zh" ? "en" : "zh"),
      "?": () => help && help.showModal(),
      Escape: close,
      Backspace: back,
    };
    const act = acts[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  addEventListener("hashchange", () => {
    const door = doorOf(location.hash);
    if (door) show(door);
  });

  speak(root.dataset.lang);
  const first = drawer && doorOf(location.hash);
  if (first) show(first, { takesFocus: false });
})();
