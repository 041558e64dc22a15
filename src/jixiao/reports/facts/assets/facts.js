// Document and list answer each other: a click on either side shows the other; j and k walk, Enter opens, / searches.
// Without this script both still read, and the links between them still lead.
(() => {
  "use strict";
  const root = document.documentElement;
  const help = document.getElementById("help");
  const side = document.getElementById("side");
  const list = document.getElementById("facts");
  const holder = document.getElementById("data");
  const data = holder ? JSON.parse(holder.textContent) : [];
  const lines = list ? [...list.children] : [];
  const wanted = { words: "", kind: "", concept: "", section: "", table: "" };
  let chosen = null;
  let opened = null;
  root.classList.add("js");

  const words = {
    zh: { value: "准确值", place: "位置", section: "章节", by: "依据规则", steps: "读数步骤", from: "第", to: "至", end: "个字符" },
    en: { value: "exact value", place: "place", section: "section", by: "rule", steps: "how it was read", from: "characters", to: "to", end: "" },
  };

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
    if (opened) { fold(); unfold(chosen); }
  }

  const numberOf = (line) => Number(line.id.slice(1));
  const doors = new Map();
  for (const door of document.querySelectorAll(".door")) {
    for (const one of door.dataset.facts.split(" ")) doors.set(Number(one), door);
  }

  // What a line tells when it is opened.
  function unfold(line) {
    const fact = data[numberOf(line)];
    const said = words[root.dataset.lang] || words.zh;
    const more = document.createElement("div");
    more.className = "more";
    const quote = document.createElement("blockquote");
    if (fact.at >= 0) {
      const mark = document.createElement("mark");
      mark.textContent = fact.q.slice(fact.at, fact.at + fact.l);
      quote.append(fact.q.slice(0, fact.at), mark, fact.q.slice(fact.at + fact.l));
    } else {
      quote.textContent = fact.q;
    }
    const rows = document.createElement("dl");
    const row = (name, value) => {
      if (!value) return;
      const term = document.createElement("dt");
      const told = document.createElement("dd");
      term.textContent = name;
      told.textContent = value;
      rows.append(term, told);
    };
    row(said.value, fact.v);
    row(said.steps, fact.st.map((one) => (root.dataset.lang === "en" ? one[1] : one[0])).join(""));
    row(said.section, fact.s);
    row(said.place, `${said.from} ${fact.p[0]} ${said.to} ${fact.p[1]} ${said.end}`.trim());
    row(said.by, fact.by);
    more.append(quote, rows);
    line.append(more);
    opened = more;
  }

  function fold() {
    opened?.remove();
    opened = null;
  }

  function choose(line, { opens = true, scrollsDocument = true, scrollsList = true, focus = true } = {}) {
    if (chosen) chosen.classList.remove("chosen");
    if (chosen) doors.get(numberOf(chosen))?.classList.remove("chosen");
    fold();
    chosen = line;
    line.classList.add("chosen");
    if (opens) unfold(line);
    const door = doors.get(numberOf(line));
    if (door) {
      door.classList.add("chosen");
      if (scrollsDocument) door.scrollIntoView({ block: "center", inline: "nearest" });
    }
    if (scrollsList) line.scrollIntoView({ block: "nearest" });
    if (focus) line.querySelector("a").focus({ preventScroll: true });
    history.replaceState(null, "", "#" + line.id);
  }

  const shown = () => lines.filter((one) => !one.hidden);

  function step(by) {
    const all = shown();
    if (!all.length) return;
    const at = all.indexOf(chosen);
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by));
    choose(all[next], { opens: Boolean(opened) });
  }

  // Filters: the list shows what fits, the document dims the rest.
  const texts = lines.map((line) => (line.textContent + " " + data[numberOf(line)].q).toLowerCase());

  function narrow() {
    let count = 0;
    const fits = new Set();
    lines.forEach((line, at) => {
      const fact = data[numberOf(line)];
      const known = line.classList.contains("known");
      const good =
        (!wanted.kind || (wanted.kind === "known") === known) &&
        (!wanted.concept || fact.c === wanted.concept) &&
        (!wanted.section || fact.s === wanted.section) &&
        (!wanted.table || fact.t === wanted.table) &&
        (!wanted.words || texts[at].includes(wanted.words));
      line.hidden = !good;
      if (good) { count += 1; fits.add(String(numberOf(line))); }
    });
    const filtered = count !== lines.length;
    document.getElementById("shown").textContent = filtered ? `${count} / ${lines.length}` : String(count);
    document.getElementById("none").hidden = count > 0;
    document.getElementById("document").classList.toggle("dim", filtered);
    for (const door of document.querySelectorAll(".door")) {
      door.classList.toggle("fits", filtered && door.dataset.facts.split(" ").some((one) => fits.has(one)));
    }
  }

  function setKind(kind) {
    wanted.kind = kind;
    for (const button of document.querySelectorAll("[data-kind]")) {
      button.setAttribute("aria-pressed", String(button.dataset.kind === kind));
    }
    narrow();
  }

  const isNarrow = () => matchMedia("(max-width: 899.98px)").matches;

  document.addEventListener("click", (event) => {
    const target = event.target;
    const door = target.closest(".door");
    if (door) {
      event.preventDefault();
      const numbers = door.dataset.facts.split(" ");
      const at = chosen ? numbers.indexOf(String(numberOf(chosen))) : -1;
      const line = document.getElementById("f" + numbers[(at + 1) % numbers.length]);
      if (line.hidden) clear();
      if (isNarrow()) side.classList.add("up");
      choose(line, { scrollsDocument: false });
      // The list has come up over the lower part of a narrow window: the number stays in sight above it.
      if (isNarrow()) scrollBy({ top: door.getBoundingClientRect().top - 96 });
      return;
    }
    const language = target.closest("[data-language]");
    if (language) { speak(language.dataset.language); return; }
    if (target.closest("[data-help]")) { help.showModal(); return; }
    if (target.closest("[data-close-help]")) { help.close(); return; }
    const kind = target.closest("[data-kind]");
    if (kind) { setKind(kind.dataset.kind); return; }
    if (isNarrow() && target.closest(".side-head h2")) { side.classList.toggle("up"); return; }
    if (target.closest(".more")) return;
    const line = target.closest(".fact");
    if (line) {
      event.preventDefault();
      if (line === chosen && opened) fold();
      else choose(line, { scrollsList: false });
      if (isNarrow()) side.classList.remove("up");
    }
  });

  function clear() {
    for (const one of Object.keys(wanted)) wanted[one] = "";
    const form = document.getElementById("filters");
    if (form) form.reset();
    setKind("");
  }

  const form = document.getElementById("filters");
  if (form) {
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      if (event.target.id === "look") wanted.words = event.target.value.trim().toLowerCase();
      else wanted[event.target.dataset.filter] = event.target.value;
      narrow();
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (help && help.open)) return;
    const writing = event.target.closest("input, select, textarea");
    if (writing) {
      if (event.key === "Escape") { writing.blur(); clear(); }
      return;
    }
    const acts = {
      "?": () => help && help.showModal(),
      l: () => speak(root.dataset.lang === "zh" ? "en" : "zh"),
    };
    if (list) {
      acts.j = () => step(1);
      acts.k = () => step(-1);
      acts["/"] = () => { if (isNarrow()) side.classList.add("up"); document.getElementById("look").focus(); };
      acts.g = () => setKind(wanted.kind === "generic" ? "" : "generic");
      acts.Escape = () => { if (opened) fold(); else clear(); };
    }
    const act = acts[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  speak(root.dataset.lang);
  const first = list && document.getElementById(location.hash.slice(1));
  if (first && first.classList.contains("fact")) choose(first, { focus: false });
})();
