// Doors of the scorecard: a figure that is pressed slides its evidence in from the side. Without this script the same links
// lead to the evidence at the end of the page.
"use strict";

(() => {
  const root = document.documentElement;
  const drawer = document.getElementById("drawer");
  if (!drawer) return;
  root.classList.add("js");
  requestAnimationFrame(() => root.classList.add("ready"));
  const trail = [];
  let opener = null;

  const doorOf = (hash) => {
    const found = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    return found && drawer.contains(found) && found.tagName === "ARTICLE" ? found : null;
  };
  const show = (door, remembers) => {
    const now = drawer.querySelector("article.shown");
    if (now) now.classList.remove("shown");
    if (now && now !== door && remembers && root.classList.contains("open")) trail.push(now.id);
    door.classList.add("shown");
    root.classList.add("open");
    drawer.scrollTop = 0;
    drawer.querySelector("[data-door-back]").hidden = trail.length === 0;
    history.replaceState(null, "", "#" + door.id);
    door.querySelector("h2").focus({ preventScroll: true });
  };
  const close = () => {
    if (!root.classList.contains("open")) return;
    root.classList.remove("open");
    trail.length = 0;
    history.replaceState(null, "", location.pathname + location.search);
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
  };
  const step = (by) => {
    const all = [...document.querySelectorAll(".scorecard .item")];
    const here = all.findIndex((one) => one.contains(document.activeElement) || one.contains(opener));
    const next = all[Math.min(all.length - 1, Math.max(0, here < 0 ? 0 : here + by))];
    const link = next && next.querySelector("a.main");
    if (!link) return;
    opener = link;
    link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
    if (root.classList.contains("open") && doorOf(link.hash)) show(doorOf(link.hash), false);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const door = link && doorOf(link.hash);
    if (door) {
      event.preventDefault();
      if (!drawer.contains(link)) {
        opener = link;
        trail.length = 0;
      }
      show(door, drawer.contains(link));
    } else if (event.target.closest("[data-door-close]")) close();
    else if (event.target.closest("[data-door-back]") && trail.length) show(document.getElementById(trail.pop()), false);
    else {
      const item = event.target.closest(".scorecard .item");
      if (item && !event.target.closest("a, button") && getSelection().isCollapsed) item.querySelector("a.main")?.click();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog[open]")) return;
    if (event.key === "Escape") close();
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });
  const first = doorOf(location.hash);
  if (first) show(first, false);
})();
