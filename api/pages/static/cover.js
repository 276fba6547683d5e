// 值守与补位: a question becomes a slip, a slip a request, and every step is taken on what was read.
// Parts of the page come whole from the service; here they are put in their place, and forms are sent.
(function () {
  "use strict";
  const { el, ask, all, api, state, say, fail, guard, drawer, closeDrawer, Problem, base } = window.Richeng;
  const ZONE = "+08:00";

  async function part(path) {
    const answer = await fetch(path, { credentials: "same-origin", headers: { Accept: "text/html" } });
    const text = await answer.text();
    const made = new DOMParser().parseFromString(text, "text/html");
    if (!answer.ok || answer.redirected) {
      const title = ask("h1", made), told = ask("main p, p", made);
      throw new Problem(answer.status, { title: title ? title.textContent : "没有办成", detail: told ? told.textContent : "请刷新页面后再试。" });
    }
    return Array.from(made.body.childNodes);
  }
  async function refresh() { ask("#live").replaceChildren(...(await part("/cover/live"))); }
  async function open(path, title) { drawer(title, await part(path)); }

  // ---- The question
  const trip = ask("#trip"), place = ask("#slip");
  const instant = (text) => (text.length === 16 ? text + ":00" : text) + ZONE;
  function question() {
    const given = Object.fromEntries(new FormData(trip));
    return { ...given, start: instant(given.start), end: instant(given.end) };
  }
  async function check() {
    const given = question();
    window.Richeng.clearFaults(trip);
    if (given.end <= given.start) {
      throw new Problem(422, { title: "填写有误", faults: [{ path: "end", message: "结束时间须晚于开始时间，请改正" }] });
    }
    place.replaceChildren(el("p", { class: "hint" }, "正在核对……"));
    const asked = "/cover/slip?" + new URLSearchParams(given);
    let whole = false;  // the slip by the rules comes first, and never after the exact one
    try {
      part(asked + "&quick=true").then((made) => { if (!whole && made.length) { place.replaceChildren(...made); } }, () => null);
      const exact = await part(asked);
      whole = true;
      place.replaceChildren(...exact);
      const made = ask(".coverage", place);
      made.tabIndex = -1;
      made.focus();
    } catch (problem) { whole = true; place.replaceChildren(); throw problem; }
  }
  async function request(form) {
    const asked = { ...question(), ...Object.fromEntries(new FormData(form)) };
    const made = await api("POST", "/absences", asked);
    place.replaceChildren();
    await refresh();
    say("已提请批准", "good", made.body.absence.leader_zh + made.body.absence.when_zh + "；下一步：" + (made.body.absence.mine.map((step) => step.zh).join("、") || "等待B角确认和批准") + "。");
  }

  // ---- A step
  async function take(form, button) {
    const card = form.closest("[data-absence]");
    const more = button && button.dataset.more ? JSON.parse(button.dataset.more) : {};
    const body = { ...JSON.parse(form.dataset.body), ...Object.fromEntries(new FormData(form)), ...more };
    const done = await api("POST", form.dataset.path, body, { etag: card.dataset.etag });
    closeDrawer();
    await refresh();
    const told = done.body.publication ? "安排随之调整，已发布第" + done.body.publication + "版；各人的订阅日历即时更新。" : "";
    say(done.body.absence.leader_zh + "：" + done.body.absence.phase_zh, "good", told);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target, button = ask("button[type=submit]", form);
    if (form.id !== "trip" && form.id !== "request" && !form.classList.contains("act")) { return; }
    event.preventDefault();
    const act = form.id === "trip" ? check : form.id === "request" ? () => request(form) : () => take(form, button);
    guard(button, act, form);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) { return; }
    if (button.dataset.more) { guard(button, () => take(button.form, button), button.form); }
    if (button.dataset.open) { guard(button, () => open(button.dataset.open, button.dataset.title)); }
    if (button.dataset.start && trip) {
      trip.elements.start.value = button.dataset.start;
      trip.elements.end.value = button.dataset.end;
      guard(ask("button[type=submit]", trip), check, trip);
    }
    if (button.hasAttribute("data-again")) { place.replaceChildren(); trip.elements.start.focus(); }
  });

  // ---- The calendar of who is in charge
  const link = ask("#subscribe");
  if (link) {
    link.addEventListener("click", () => guard(link, async () => {
      const made = await api("POST", "/links", { audience: link.dataset.audience, title: "谁在主持" });
      const address = el("input", { class: "address", readonly: true, "aria-label": "订阅地址", value: made.body.address });
      ask("#subscribed").replaceChildren("订阅地址只显示这一次：", address);
      address.select();
    }));
  }
})();
