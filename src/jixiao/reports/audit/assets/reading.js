// Reading an audit: findings and document answer each other, places are stepped through, the list is narrowed by filters.
// The exported page and the web begin with this and add what is their own: where decisions are kept, which keys there are.
// Without a script the page reads from top to bottom and its links still lead from a finding to its place and back.
//
// `own` says: facts(card) -> { n, severity, check }; press(card, state); states: key -> state; keys: key -> what it does;
// click(target) -> whether it was the page's own; turned(panel); leaves: whether Enter leaves a field.
const auditReader = (own) => {
  "use strict";
  const root = document.documentElement;
  const help = document.getElementById("help");
  const bar = document.getElementById("bar");
  const panels = [...document.querySelectorAll(".panel")];
  const entries = [...document.querySelectorAll("[data-panel]")];
  const filters = new Map(panels.map((one) => [one, { words: "", check: "", state: "", hidden: new Set() }]));
  const texts = new Map();
  const marks = new Map();
  let panel = null;
  let chosen = null;
  let at = 0;
  root.classList.add("js");

  const isNarrow = () => matchMedia("(max-width: 899.98px)").matches;
  const numberOf = (card) => card.id.slice(1);
  const cards = () => (panel ? [...panel.querySelectorAll(".finding")] : []);
  const shown = () => cards().filter((one) => !one.hidden);
  const panelOf = (node) => node && node.closest(".panel");
  const isRelated = (node) => panelOf(node).classList.contains("related");

  for (const mark of document.querySelectorAll(".spot")) {
    for (const one of mark.dataset.m.split(" ")) {
      if (!marks.has(one)) marks.set(one, []);
      marks.get(one).push(mark);
    }
  }

  function label(language) {
    for (const one of document.querySelectorAll("[data-label-zh]")) {
      one.setAttribute("aria-label", language === "en" ? one.dataset.labelEn : one.dataset.labelZh);
    }
  }

  // One document at a time.
  function turnTo(next) {
    if (!next || next === panel) return;
    panel = next;
    for (const one of panels) one.hidden = one !== panel;
    for (const one of entries) {
      if (one.dataset.panel === panel.id) {
        one.setAttribute("aria-current", "true");
        document.querySelector(".switch .shown").replaceChildren(one.querySelector(".name").cloneNode(true));
      } else {
        one.removeAttribute("aria-current");
      }
    }
    const switcher = document.querySelector(".switch details");
    if (switcher) switcher.open = false;
    if (bar) bar.hidden = true;
    own.turned?.(panel);
  }

  // The places of a finding, in order; `at` is the one that is looked at.
  const count = (card) => own.facts(card).n;
  const marksOf = (card, order) => marks.get(`${numberOf(card)}.${order}`) || [];

  // The first place of a finding that stands on this page: that of one between documents may stand elsewhere.
  const home = (card) => Math.max(0, [...Array(count(card)).keys()].findIndex((order) => marksOf(card, order).length));

  function light(card, order) {
    for (const one of document.querySelectorAll(".spot.chosen, .quotes li.chosen")) one.classList.remove("chosen", "here", "flash");
    if (!card) return;
    for (let one = 0; one < count(card); one += 1) for (const mark of marksOf(card, one)) mark.classList.add("chosen");
    for (const mark of marksOf(card, order)) mark.classList.add("here");
    const said = `${order + 1}/${count(card)}`;
    for (const one of [card.querySelector(".stepper .at"), bar.querySelector(".at")]) if (one) one.textContent = said;
    for (const one of card.querySelectorAll(".quotes li")) {
      one.classList.toggle("chosen", count(card) > 1 && one.dataset.order.split(" ").includes(String(order)));
    }
  }

  // Parts of the page that were not drawn yet may turn out higher than thought: look again once they are.
  function bring(mark, tries = 3) {
    mark.scrollIntoView({ block: "center", inline: "nearest" });
    if (!tries) return;
    requestAnimationFrame(() => {
      const box = mark.getBoundingClientRect();
      if (box.top < 64 || box.bottom > innerHeight - 64) bring(mark, tries - 1);
    });
  }

  function jump(card, order) {
    at = order;
    light(card, order);
    const found = marksOf(card, order);
    if (!found.length) return;
    turnTo(panelOf(found[0]));
    bring(found[0]);
    for (const mark of found) {
      mark.classList.remove("flash");
      void mark.offsetWidth; // begins the flash anew
      mark.classList.add("flash");
    }
    const said = card.querySelector(".message").cloneNode(true);
    bar.querySelector(".bar-words").replaceChildren(card.querySelector(".no").cloneNode(true), " ", ...said.childNodes);
    bar.querySelector(".stepper").hidden = count(card) < 2;
    bar.hidden = false;
  }

  function choose(card, { focus = true, scrolls = true } = {}) {
    if (chosen && chosen !== card) chosen.classList.remove("chosen");
    chosen = card;
    at = home(card);
    card.classList.add("chosen");
    light(card, at);
    if (scrolls) card.scrollIntoView({ block: "nearest" });
    if (focus) card.querySelector(".main").focus({ preventScroll: true });
    history.replaceState(null, "", "#" + card.id);
  }

  // From the document to a card.
  function meet(number, order) {
    const card = document.getElementById("f" + number);
    turnTo(panelOf(card));
    if (card.hidden) clear();
    choose(card);
    at = order;
    light(card, order);
    if (isNarrow()) card.scrollIntoView({ block: "start" });
  }

  // Whatever stands behind an address: a finding by number or key, a place, a document, a cause, a rule.
  function go(hash, { focus = true } = {}) {
    const id = decodeURIComponent(hash.slice(1));
    const place = id.match(/^p(\d+)-(\d+)$/);
    const target = document.getElementById(place ? "f" + place[1] : id);
    if (!target) return false;
    if (target.classList.contains("panel")) { turnTo(target); return true; }
    if (target.classList.contains("cause")) {
      for (const one of document.querySelectorAll(".cause.chosen")) one.classList.remove("chosen");
      turnTo(panelOf(target));
      target.scrollIntoView({ block: "nearest" });
      target.classList.add("chosen");
      return true;
    }
    const card = target.closest(".finding");
    if (!card) return false;
    turnTo(panelOf(card));
    if (card.hidden) clear();
    choose(card, { focus });
    if (place && marksOf(card, Number(place[2])).length) jump(card, Number(place[2]));
    else if (!isRelated(card)) jump(card, home(card));
    return true;
  }

  function step(by) {
    const all = shown();
    if (!all.length) return;
    const here = all.indexOf(chosen);
    const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, here + by))];
    choose(next);
    if (!isNarrow() && !isRelated(next)) jump(next, home(next));
  }

  const stepPlace = (by) => { if (chosen) jump(chosen, (at + by + count(chosen)) % count(chosen)); };

  function back() {
    bar.hidden = true;
    if (!chosen) return;
    turnTo(panelOf(chosen));
    chosen.scrollIntoView({ block: "start" });
    chosen.querySelector(".main").focus({ preventScroll: true });
  }

  // Filters: the list shows what fits, the document dims the rest.
  function textOf(card) {
    if (!texts.has(card)) texts.set(card, (numberOf(card) + " " + card.textContent).toLowerCase());
    return texts.get(card);
  }

  function narrow() {
    const wanted = filters.get(panel);
    const fits = new Set();
    const all = cards();
    for (const card of all) {
      const finding = own.facts(card);
      card.hidden =
        wanted.hidden.has(finding.severity) ||
        Boolean(wanted.check && wanted.check !== finding.check) ||
        Boolean(wanted.state && wanted.state !== (card.dataset.state || "none")) ||
        Boolean(wanted.words && !textOf(card).includes(wanted.words));
      if (!card.hidden) fits.add(numberOf(card));
    }
    const inside = new Set(all.map(numberOf));
    const isOff = (number) => inside.has(number) && !fits.has(number);
    for (const mark of panel.querySelectorAll(".spot")) {
      mark.classList.toggle("off", mark.dataset.m.split(" ").every((one) => isOff(one.split(".")[0])));
    }
    for (const one of panel.querySelectorAll(".nos .no")) one.classList.toggle("off", isOff(one.dataset.f));
    const none = panel.querySelector(".none");
    if (none) none.hidden = fits.size > 0;
  }

  function toggle(kind) {
    const hidden = filters.get(panel).hidden;
    if (hidden.has(kind)) hidden.delete(kind);
    else hidden.add(kind);
    for (const one of panel.querySelectorAll("[data-kind]")) one.setAttribute("aria-pressed", String(!hidden.has(one.dataset.kind)));
    narrow();
  }

  function clear() {
    filters.set(panel, { words: "", check: "", state: "", hidden: new Set() });
    for (const one of panel.querySelectorAll(".side-head input, .side-head select")) one.value = "";
    for (const one of panel.querySelectorAll("[data-kind]")) one.setAttribute("aria-pressed", "true");
    narrow();
  }

  function unfold(link) {
    const holder = link.closest(".by, th");
    const open = [...holder.querySelectorAll(".statement")];
    for (const one of open) one.remove();
    if (open.length) return;
    const rule = document.getElementById(link.hash.slice(1));
    if (!rule) return;
    for (const one of rule.querySelectorAll(".statement")) {
      const said = document.createElement("div");
      said.className = "statement";
      said.lang = one.lang;
      said.textContent = one.textContent;
      holder.append(said);
    }
  }

  // What has unfolded over the page folds again when one looks elsewhere.
  function fold(target) {
    const over = ".checked[open], .take[open], .switch details[open]";
    const open = [...document.querySelectorAll(over)].filter((one) => !one.contains(target));
    for (const one of open) one.open = false;
    return open.length > 0;
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    fold(target);
    if (target.closest("[data-help]")) { help.showModal(); return; }
    if (target.closest("[data-close-help]")) { help.close(); return; }
    if (target.closest("[data-back]")) { back(); return; }
    if (own.click?.(target)) return;
    const kind = target.closest("[data-kind]");
    if (kind) { toggle(kind.dataset.kind); return; }
    const card = target.closest(".finding");
    const by = target.closest("[data-step]");
    if (by) {
      if (card && card !== chosen) choose(card, { scrolls: false });
      stepPlace(Number(by.dataset.step));
      return;
    }
    const rule = target.closest(".rule");
    if (rule) { event.preventDefault(); unfold(rule); return; }
    const number = target.closest(".nos .no");
    if (number) { event.preventDefault(); meet(number.dataset.f, Number(number.id.split("-")[1])); return; }
    const mark = target.closest(".spot");
    if (mark) {
      event.preventDefault();
      const found = mark.dataset.m.split(" ").map((one) => one.split("."));
      const here = chosen ? found.findIndex((one) => one[0] === numberOf(chosen)) : -1;
      const [next, order] = found[(here + 1) % found.length];
      meet(next, Number(order));
      return;
    }
    const link = target.closest("a");
    if (link) { if ((link.getAttribute("href") || "").startsWith("#") && go(link.hash)) event.preventDefault(); return; }
    if (target.closest("summary, details, button, input, select, textarea, label, form")) return;
    if (card && getSelection().isCollapsed) {
      const quote = target.closest(".quotes li");
      choose(card, { scrolls: false });
      if (quote) jump(card, Number(quote.dataset.order.split(" ")[0]));
      else if (!isRelated(card)) jump(card, home(card));
    }
  });

  for (const form of document.querySelectorAll(".side-head")) {
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      const wanted = filters.get(panel);
      if (event.target.classList.contains("look")) wanted.words = event.target.value.trim().toLowerCase();
      else wanted[event.target.dataset.filter] = event.target.value;
      narrow();
    });
  }

  const turnBy = (by) => {
    const order = entries.map((one) => document.getElementById(one.dataset.panel));
    const next = order[order.indexOf(panel) + by];
    if (next) { turnTo(next); history.replaceState(null, "", "#" + next.id); }
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const writing = event.target.closest("input, select, textarea");
    if (writing) {
      if (event.key === "Escape" && writing.classList.contains("look")) clear();
      if (event.key === "Escape" || (own.leaves && event.key === "Enter" && writing.tagName === "INPUT")) writing.blur();
      return;
    }
    const kinds = { 1: "error", 2: "suspicious", 3: "rounding" };
    const acts = {
      "?": () => help.showModal(),
      j: () => step(1),
      k: () => step(-1),
      "/": () => panel.querySelector(".look")?.focus(),
      "[": () => turnBy(-1),
      "]": () => turnBy(1),
      Escape: () => { if (!fold(null)) clear(); },
      ...own.keys,
    };
    if (kinds[event.key]) acts[event.key] = () => toggle(kinds[event.key]);
    if (chosen) {
      if (own.states[event.key]) acts[event.key] = () => own.press(chosen, own.states[event.key]);
      acts.e = () => chosen.querySelector(".remark")?.focus();
      const isCard = event.target === document.body || event.target.closest(".finding .main, .document");
      if (isCard) acts.Enter = () => (marksOf(chosen, at).some((one) => one.classList.contains("flash")) ? stepPlace(1) : jump(chosen, at));
    }
    const act = panel && acts[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  addEventListener("hashchange", () => go(location.hash));

  // Begin with the first document, narrowed as its selects already are, and with what the address names.
  function start() {
    if (!panels.length) return;
    turnTo(entries.length ? document.getElementById(entries[0].dataset.panel) : panels[0]);
    const check = panel.querySelector('[data-filter="check"]');
    if (check && check.value) { filters.get(panel).check = check.value; narrow(); }
    if (location.hash) go(location.hash, { focus: false });
  }

  return {
    label, numberOf, panelOf, start,
    chosen: () => chosen,
    panel: () => panel,
    forget: (card) => texts.delete(card),
  };
};
