// Findings and document answer each other; a finding's places are stepped through; decisions are kept in this browser.
// Without this script the page reads from top to bottom and its links still lead from a finding to its place and back.
(() => {
  "use strict";
  const root = document.documentElement;
  const help = document.getElementById("help");
  const bar = document.getElementById("bar");
  const data = JSON.parse(document.getElementById("data").textContent);
  const panels = [...document.querySelectorAll(".panel")];
  const switcher = document.querySelector(".switch details");
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

  for (const mark of document.querySelectorAll(".spot")) {
    for (const one of mark.dataset.m.split(" ")) {
      if (!marks.has(one)) marks.set(one, []);
      marks.get(one).push(mark);
    }
  }

  function speak(language) {
    root.dataset.lang = language;
    root.lang = language === "zh" ? "zh-CN" : "en";
    const title = document.querySelector("title");
    document.title = title.dataset[language] || document.title;
    for (const one of document.querySelectorAll("[data-label-zh]")) {
      one.setAttribute("aria-label", language === "zh" ? one.dataset.labelZh : one.dataset.labelEn);
    }
    for (const one of document.querySelectorAll("[data-place-zh]")) {
      one.placeholder = language === "zh" ? one.dataset.placeZh : one.dataset.placeEn;
    }
    for (const one of document.querySelectorAll("option[data-zh]")) one.textContent = one.dataset[language];
    for (const button of document.querySelectorAll("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
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
    if (switcher) switcher.open = false;
    if (bar) bar.hidden = true;
    const first = panel.querySelector(".finding");
    if (first && !panel.dataset.met) { panel.dataset.met = "yes"; tell(panel); }
  }

  // The places of a finding, in order; `at` is the one that is looked at.
  const count = (card) => data[numberOf(card)].n;
  const marksOf = (card, order) => marks.get(`${numberOf(card)}.${order}`) || [];

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

  function jump(card, order, home = true) {
    at = order;
    light(card, order);
    const found = marksOf(card, order);
    if (!found.length) return;
    if (home || panelOf(found[0]) !== panel) turnTo(panelOf(found[0]));
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
    at = 0;
    card.classList.add("chosen");
    light(card, 0);
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

  // Whatever stands behind an address: a finding, a place, a document, a cause, a rule.
  function go(hash, { jumps = true, focus = true } = {}) {
    const id = decodeURIComponent(hash.slice(1));
    const place = id.match(/^p(\d+)-(\d+)$/);
    const target = document.getElementById(place ? "f" + place[1] : id);
    if (!target) return false;
    if (target.classList.contains("panel")) { turnTo(target); return true; }
    if (target.classList.contains("cause")) {
      turnTo(panelOf(target));
      target.scrollIntoView({ block: "nearest" });
      for (const one of document.querySelectorAll(".cause.chosen")) one.classList.remove("chosen");
      target.classList.add("chosen");
      return true;
    }
    if (!target.classList.contains("finding")) return false;
    turnTo(panelOf(target));
    if (target.hidden) clear();
    choose(target, { focus });
    if (place) jump(target, Number(place[2]));
    else if (jumps && !panelOf(target).classList.contains("related")) jump(target, 0);
    return true;
  }

  function step(by) {
    const all = shown();
    if (!all.length) return;
    const here = all.indexOf(chosen);
    const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, here + by))];
    choose(next);
    if (!isNarrow() && !panel.classList.contains("related")) jump(next, 0);
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
      const finding = data[numberOf(card)];
      const state = card.dataset.state || "none";
      card.hidden =
        wanted.hidden.has(finding.severity) ||
        Boolean(wanted.check && wanted.check !== finding.check) ||
        Boolean(wanted.state && wanted.state !== state) ||
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
    const form = panel.querySelector(".side-head");
    if (form) form.reset();
    for (const one of panel.querySelectorAll("[data-kind]")) one.setAttribute("aria-pressed", "true");
    narrow();
  }

  // Decisions: one entry of the browser's store for each document, by its hash.
  const store = {
    works: true,
    kept: {},
    name: (hash) => "jixiao-audit/" + hash,
    of(hash) {
      if (!(hash in this.kept)) {
        this.kept[hash] = {};
        try { this.kept[hash] = JSON.parse(localStorage.getItem(this.name(hash)) || "{}"); } catch { this.works = false; }
      }
      return this.kept[hash];
    },
    keep(hash) {
      try { localStorage.setItem(this.name(hash), JSON.stringify(this.kept[hash])); } catch { this.works = false; }
    },
  };

  const decisionOf = (finding) => store.of(finding.sha256)[finding.key];

  function show(card) {
    const known = decisionOf(data[numberOf(card)]) || {};
    if (known.decision) card.dataset.state = known.decision;
    else delete card.dataset.state;
    for (const one of card.querySelectorAll("[data-decide]")) {
      one.setAttribute("aria-pressed", String(one.dataset.decide === known.decision));
    }
    const remark = card.querySelector(".remark");
    if (document.activeElement !== remark) remark.value = known.remark || "";
  }

  function tell(of) {
    const all = [...of.querySelectorAll(".finding")];
    for (const card of all) show(card);
    const done = all.filter((card) => card.dataset.state).length;
    const said = of.querySelector(".decided");
    if (said) said.textContent = `${done} / ${all.length}`;
    if (!store.works) {
      for (const one of of.querySelectorAll(".kept")) {
        one.textContent = one.lang === "en" ? "this browser keeps nothing: export before you close" : "本浏览器不能保存，关闭前请导出";
        one.classList.add("bad");
      }
    }
  }

  function decide(card, change) {
    const finding = data[numberOf(card)];
    const known = { ...decisionOf(finding), ...change, at: new Date().toISOString() };
    if (known.decision || known.remark) store.of(finding.sha256)[finding.key] = known;
    else delete store.of(finding.sha256)[finding.key];
    store.keep(finding.sha256);
    tell(panelOf(card));
  }

  const press = (card, decision) => decide(card, { decision: card.dataset.state === decision ? null : decision });

  function exported() {
    const decisions = [];
    for (const finding of Object.values(data)) {
      const known = decisionOf(finding);
      if (!known) continue;
      decisions.push({
        finding: finding.id, check: finding.check, version: finding.version, severity: finding.severity,
        message: finding.message[root.dataset.lang] || finding.message.zh, sha256: finding.sha256, ...finding.place,
        decision: known.decision || null, remark: known.remark || "", at: known.at,
      });
    }
    return { schema: "jixiao/decisions/1", decisions };
  }

  function download() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(exported(), null, 1)], { type: "application/json" }));
    link.download = "jixiao-decisions.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
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
    const open = [...document.querySelectorAll(".checked[open], .switch details[open]")].filter((one) => !one.contains(target));
    for (const one of open) one.open = false;
    return open.length > 0;
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    fold(target);
    const language = target.closest("[data-language]");
    if (language) { speak(language.dataset.language); return; }
    if (target.closest("[data-help]")) { help.showModal(); return; }
    if (target.closest("[data-close-help]")) { help.close(); return; }
    if (target.closest("[data-export]")) { download(); return; }
    if (target.closest("[data-back]")) { back(); return; }
    const kind = target.closest("[data-kind]");
    if (kind) { toggle(kind.dataset.kind); return; }
    const card = target.closest(".finding");
    const by = target.closest("[data-step]");
    if (by) {
      if (card && card !== chosen) choose(card, { scrolls: false });
      stepPlace(Number(by.dataset.step));
      return;
    }
    const decision = target.closest("[data-decide]");
    if (decision) { press(card, decision.dataset.decide); return; }
    const rule = target.closest(".rule");
    if (rule) { event.preventDefault(); unfold(rule); return; }
    const number = target.closest(".nos .no");
    if (number) { event.preventDefault(); meet(number.dataset.f, Number(number.id.split("-")[1])); return; }
    const mark = target.closest(".spot");
    if (mark) {
      event.preventDefault();
      const places = mark.dataset.m.split(" ").map((one) => one.split("."));
      const here = chosen ? places.findIndex((one) => one[0] === numberOf(chosen)) : -1;
      const [next, order] = places[(here + 1) % places.length];
      meet(next, Number(order));
      return;
    }
    const link = target.closest("a[href^='#']");
    if (link) { if (go(link.hash)) event.preventDefault(); return; }
    if (target.closest("summary, details, input, select, label")) return;
    if (card && getSelection().isCollapsed) {
      const quote = target.closest(".quotes li");
      choose(card, { scrolls: false });
      if (quote) jump(card, Number(quote.dataset.order.split(" ")[0]));
      else if (!panel.classList.contains("related")) jump(card, 0);
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
  document.addEventListener("input", (event) => {
    if (event.target.classList.contains("remark")) decide(event.target.closest(".finding"), { remark: event.target.value });
  });

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
      if (event.key === "Escape" || (event.key === "Enter" && writing.tagName === "INPUT")) writing.blur();
      return;
    }
    const kinds = { 1: "error", 2: "suspicious", 3: "rounding" };
    const acts = {
      "?": () => help.showModal(),
      l: () => speak(root.dataset.lang === "zh" ? "en" : "zh"),
      j: () => step(1),
      k: () => step(-1),
      "/": () => panel.querySelector(".look")?.focus(),
      "[": () => turnBy(-1),
      "]": () => turnBy(1),
      Escape: () => { if (!fold(null)) clear(); },
    };
    if (kinds[event.key]) acts[event.key] = () => toggle(kinds[event.key]);
    if (chosen) {
      acts.a = () => press(chosen, "accepted");
      acts.r = () => press(chosen, "rejected");
      acts.w = () => press(chosen, "pending");
      acts.e = () => chosen.querySelector(".remark").focus();
      const isCard = event.target === document.body || event.target.closest(".finding .main, .document");
      if (isCard) acts.Enter = () => (marksOf(chosen, at).some((one) => one.classList.contains("flash")) ? stepPlace(1) : jump(chosen, at));
    }
    const act = panel && acts[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  addEventListener("hashchange", () => go(location.hash));
  addEventListener("storage", () => { store.kept = {}; if (panel) tell(panel); });

  speak(root.dataset.lang);
  if (panels.length) {
    const first = entries.length ? document.getElementById(entries[0].dataset.panel) : panels[0];
    turnTo(first);
    if (location.hash) go(location.hash, { focus: false });
  }
})();
