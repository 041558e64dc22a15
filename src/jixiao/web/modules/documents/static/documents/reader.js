// Document and findings answer each other; places are stepped through; decisions go to the server and come back as the
// block of their card. Without this script the page reads from top to bottom, its links lead from a finding to its place
// and back, and every decision is a plain form.
"use strict";

(() => {
  const root = document.documentElement;
  const lang = root.dataset.lang;
  const help = document.getElementById("help");
  const bar = document.getElementById("bar");
  const head = document.querySelector(".side-head");
  const cards = [...document.querySelectorAll(".finding")];
  const wanted = { words: "", check: "", state: "", hidden: new Set() };
  const texts = new Map();
  const marks = new Map();
  let chosen = null;
  let at = 0;
  root.classList.add("js");

  const isNarrow = () => matchMedia("(max-width: 899.98px)").matches;
  const numberOf = (card) => card.id.slice(1);
  const places = (card) => Number(card.dataset.places);
  const shown = () => cards.filter((one) => !one.hidden);

  for (const one of document.querySelectorAll("[data-label-zh]")) {
    one.setAttribute("aria-label", lang === "en" ? one.dataset.labelEn : one.dataset.labelZh);
  }
  for (const mark of document.querySelectorAll(".spot")) {
    for (const one of mark.dataset.m.split(" ")) {
      if (!marks.has(one)) marks.set(one, []);
      marks.get(one).push(mark);
    }
  }
  const marksOf = (card, order) => marks.get(`${numberOf(card)}.${order}`) || [];

  // The first place of a finding that stands in this document: that of one between documents may be in another.
  const home = (card) => Math.max(0, [...Array(places(card)).keys()].findIndex((order) => marksOf(card, order).length));

  function light(card, order) {
    for (const one of document.querySelectorAll(".spot.chosen, .quotes li.chosen")) one.classList.remove("chosen", "here", "flash");
    for (let one = 0; one < places(card); one += 1) for (const mark of marksOf(card, one)) mark.classList.add("chosen");
    for (const mark of marksOf(card, order)) mark.classList.add("here");
    const said = `${order + 1}/${places(card)}`;
    for (const one of [card.querySelector(".stepper .at"), bar.querySelector(".at")]) if (one) one.textContent = said;
    for (const one of card.querySelectorAll(".quotes li")) {
      one.classList.toggle("chosen", places(card) > 1 && one.dataset.order.split(" ").includes(String(order)));
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
    bring(found[0]);
    for (const mark of found) {
      mark.classList.remove("flash");
      void mark.offsetWidth; // begins the flash anew
      mark.classList.add("flash");
    }
    const said = card.querySelector(".message").cloneNode(true);
    bar.querySelector(".bar-words").replaceChildren(card.querySelector(".no").cloneNode(true), " ", ...said.childNodes);
    bar.querySelector(".stepper").hidden = places(card) < 2;
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
    if (card.hidden) clear();
    choose(card);
    at = order;
    light(card, order);
    if (isNarrow()) card.scrollIntoView({ block: "start" });
  }

  // Whatever stands behind an address: a finding by number or key, a place, a cause.
  function go(hash, focus = true) {
    const id = decodeURIComponent(hash.slice(1));
    const place = id.match(/^p(\d+)-(\d+)$/);
    const target = document.getElementById(place ? "f" + place[1] : id);
    if (!target) return false;
    if (target.classList.contains("cause")) {
      for (const one of document.querySelectorAll(".cause.chosen")) one.classList.remove("chosen");
      target.classList.add("chosen");
      target.scrollIntoView({ block: "nearest" });
      return true;
    }
    const card = target.closest(".finding");
    if (!card) return false;
    if (card.hidden) clear();
    choose(card, { focus });
    jump(card, place && marksOf(card, Number(place[2])).length ? Number(place[2]) : home(card));
    return true;
  }

  function step(by) {
    const all = shown();
    if (!all.length) return;
    const here = all.indexOf(chosen);
    const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, here + by))];
    choose(next);
    if (!isNarrow()) jump(next, home(next));
  }

  const stepPlace = (by) => { if (chosen) jump(chosen, (at + by + places(chosen)) % places(chosen)); };

  function back() {
    bar.hidden = true;
    if (!chosen) return;
    chosen.scrollIntoView({ block: "start" });
    chosen.querySelector(".main").focus({ preventScroll: true });
  }

  // Filters: the list shows what fits, the document dims the rest.
  function textOf(card) {
    if (!texts.has(card)) texts.set(card, (numberOf(card) + " " + card.textContent).toLowerCase());
    return texts.get(card);
  }

  function narrow() {
    const fits = new Set();
    for (const card of cards) {
      card.hidden =
        wanted.hidden.has(card.dataset.severity) ||
        Boolean(wanted.check && wanted.check !== card.dataset.check) ||
        Boolean(wanted.state && wanted.state !== card.dataset.state) ||
        Boolean(wanted.words && !textOf(card).includes(wanted.words));
      if (!card.hidden) fits.add(numberOf(card));
    }
    for (const mark of document.querySelectorAll(".spot")) {
      mark.classList.toggle("off", mark.dataset.m.split(" ").every((one) => !fits.has(one.split(".")[0])));
    }
    for (const one of document.querySelectorAll(".nos .no")) one.classList.toggle("off", !fits.has(one.dataset.f));
    document.querySelector(".none").hidden = fits.size > 0;
  }

  function toggle(kind) {
    if (!head) return;
    if (wanted.hidden.has(kind)) wanted.hidden.delete(kind);
    else wanted.hidden.add(kind);
    for (const one of head.querySelectorAll("[data-kind]")) one.setAttribute("aria-pressed", String(!wanted.hidden.has(one.dataset.kind)));
    narrow();
  }

  function clear() {
    Object.assign(wanted, { words: "", check: "", state: "", hidden: new Set() });
    if (!head) return;
    for (const one of head.querySelectorAll("input, select")) one.value = "";
    for (const one of head.querySelectorAll("[data-kind]")) one.setAttribute("aria-pressed", "true");
    narrow();
  }

  // Decisions.
  function count() {
    const done = cards.filter((one) => one.dataset.state !== "undecided").length;
    const said = document.querySelector(".decided");
    if (said) said.textContent = `${done} / ${cards.length}`;
  }

  async function send(form, state) {
    const reason = form.querySelector(".remark");
    if (state === "rejected" && !reason.value.trim()) {
      form.dataset.next = state;
      reason.classList.add("due");
      reason.focus();
      return;
    }
    const body = new FormData(form);
    body.set("state", state);
    const card = form.closest(".finding");
    form.classList.add("sending");
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" }, redirect: "error" });
    } catch {
      answer = null;
    }
    form.classList.remove("sending");
    const type = answer ? answer.headers.get("content-type") || "" : "";
    if (!answer || !type.startsWith("text/html") || ![200, 409, 422].includes(answer.status)) {
      fail(form);
      return;
    }
    const part = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("form.decide");
    if (!part) { fail(form); return; }
    form.replaceWith(document.adoptNode(part));
    card.dataset.state = part.dataset.state;
    texts.delete(card);
    count();
    if (answer.status !== 200) part.scrollIntoView({ block: "nearest" });
    if (card === chosen) card.querySelector(".main").focus({ preventScroll: true });
  }

  function fail(form) {
    form.querySelector(".field-error")?.remove();
    const said = document.createElement("p");
    said.className = "field-error";
    said.setAttribute("role", "alert");
    said.textContent = lang === "en" ? "It was not saved: the connection or the session is gone. Try again, or reload the page." : "没有保存：连接断开或已退出登录。请再试，或刷新页面。";
    form.prepend(said);
  }

  function press(card, state) {
    const form = card.querySelector("form.decide");
    if (form && form.querySelector(`[name="state"][value="${state}"]`)) send(form, state);
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
    const open = [...document.querySelectorAll(".checked[open], .take[open]")].filter((one) => !one.contains(target));
    for (const one of open) one.open = false;
    return open.length > 0;
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    fold(target);
    if (target.closest("[data-help]")) { help.showModal(); return; }
    if (target.closest("[data-close-help]")) { help.close(); return; }
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
    if (link) { if (link.getAttribute("href").startsWith("#") && go(link.hash)) event.preventDefault(); return; }
    if (target.closest("summary, details, button, input, select, label, form")) return;
    if (card && getSelection().isCollapsed) {
      const quote = target.closest(".quotes li");
      choose(card, { scrolls: false });
      jump(card, quote ? Number(quote.dataset.order.split(" ")[0]) : home(card));
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form.decide")) return;
    event.preventDefault();
    // Enter in the field of the reason sends what waits for it, not whichever button comes first.
    const inField = document.activeElement && document.activeElement.classList.contains("remark") && form.contains(document.activeElement);
    const state = inField ? form.dataset.next || (form.dataset.state !== "undecided" ? form.dataset.state : "") : event.submitter && event.submitter.value;
    if (state) send(form, state);
  });

  if (head) {
    head.addEventListener("submit", (event) => event.preventDefault());
    head.addEventListener("input", (event) => {
      if (event.target.classList.contains("look")) wanted.words = event.target.value.trim().toLowerCase();
      else wanted[event.target.dataset.filter] = event.target.value;
      narrow();
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const writing = event.target.closest("input, select, textarea");
    if (writing) {
      if (event.key === "Escape" && writing.classList.contains("look")) clear();
      if (event.key === "Escape") writing.blur();
      return;
    }
    const kinds = { 1: "error", 2: "suspicious", 3: "rounding" };
    const states = { a: "accepted", r: "rejected", f: "fixed", u: "undecided" };
    const acts = {
      "?": () => help.showModal(),
      j: () => step(1),
      k: () => step(-1),
      "/": () => head?.querySelector(".look").focus(),
      Escape: () => { if (!fold(null)) clear(); },
    };
    if (kinds[event.key]) acts[event.key] = () => toggle(kinds[event.key]);
    if (chosen) {
      if (states[event.key]) acts[event.key] = () => press(chosen, states[event.key]);
      acts.e = () => chosen.querySelector(".remark")?.focus();
      const isCard = event.target === document.body || event.target.closest(".finding .main, .document");
      if (isCard) acts.Enter = () => (marksOf(chosen, at).some((one) => one.classList.contains("flash")) ? stepPlace(1) : jump(chosen, at));
    }
    if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
  });

  addEventListener("hashchange", () => go(location.hash));
  const first = head?.querySelector('[data-filter="check"]');
  if (first && first.value) { wanted.check = first.value; narrow(); }
  if (location.hash) go(location.hash, false);
})();
