// The exported page: both languages inside, decisions kept in this browser and taken out as a file.
(() => {
  "use strict";
  const root = document.documentElement;
  const data = JSON.parse(document.getElementById("data").textContent);
  const reader = auditReader({
    facts: (card) => data[card.id.slice(1)],
    press: (card, decision) => decide(card, { decision: card.dataset.state === decision ? null : decision }),
    states: { a: "accepted", r: "rejected", w: "pending" },
    keys: { l: () => speak(root.dataset.lang === "zh" ? "en" : "zh") },
    leaves: true,
    turned: (panel) => {
      if (!panel.querySelector(".finding") || panel.dataset.met) return;
      panel.dataset.met = "yes";
      tell(panel);
    },
    click: (target) => {
      const language = target.closest("[data-language]");
      const decision = target.closest("[data-decide]");
      if (language) speak(language.dataset.language);
      else if (target.closest("[data-export]")) download();
      else if (decision) {
        const card = decision.closest(".finding");
        const next = decision.dataset.decide;
        decide(card, { decision: card.dataset.state === next ? null : next });
      } else return false;
      return true;
    },
  });

  function speak(language) {
    root.dataset.lang = language;
    root.lang = language === "zh" ? "zh-CN" : "en";
    const title = document.querySelector("title");
    document.title = title.dataset[language] || document.title;
    reader.label(language);
    for (const one of document.querySelectorAll("[data-place-zh]")) {
      one.placeholder = language === "zh" ? one.dataset.placeZh : one.dataset.placeEn;
    }
    for (const one of document.querySelectorAll("option[data-zh]")) one.textContent = one.dataset[language];
    for (const button of document.querySelectorAll("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    }
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
    const known = decisionOf(data[reader.numberOf(card)]) || {};
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
    const finding = data[reader.numberOf(card)];
    const known = { ...decisionOf(finding), ...change, at: new Date().toISOString() };
    if (known.decision || known.remark) store.of(finding.sha256)[finding.key] = known;
    else delete store.of(finding.sha256)[finding.key];
    store.keep(finding.sha256);
    tell(reader.panelOf(card));
  }

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

  document.addEventListener("input", (event) => {
    if (event.target.classList.contains("remark")) decide(event.target.closest(".finding"), { remark: event.target.value });
  });
  addEventListener("storage", () => { store.kept = {}; if (reader.panel()) tell(reader.panel()); });

  speak(root.dataset.lang);
  reader.start();
})();
