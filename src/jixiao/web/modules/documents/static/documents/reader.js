// The web's reader: decisions go to the server and come back as the block of their card. Reading itself, which the exported
// page has too, is in the script before this one. Without scripts every decision is a plain form.
"use strict";

(() => {
  const lang = document.documentElement.dataset.lang;
  const cards = [...document.querySelectorAll(".finding")];
  const reader = auditReader({
    facts: (card) => ({ n: Number(card.dataset.places), severity: card.dataset.severity, check: card.dataset.check }),
    press,
    states: { a: "accepted", r: "rejected", f: "fixed", u: "undecided" },
  });

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
    reader.forget(card);
    count();
    if (answer.status !== 200) part.scrollIntoView({ block: "nearest" });
    if (card === reader.chosen()) card.querySelector(".main").focus({ preventScroll: true });
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

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form.decide")) return;
    event.preventDefault();
    // Enter in the field of the reason sends what waits for it, not whichever button comes first.
    const inField = document.activeElement && document.activeElement.classList.contains("remark") && form.contains(document.activeElement);
    const state = inField ? form.dataset.next || (form.dataset.state !== "undecided" ? form.dataset.state : "") : event.submitter && event.submitter.value;
    if (state) send(form, state);
  });

  reader.label(lang);
  reader.start();
})();
