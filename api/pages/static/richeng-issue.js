// Signing and issuing: the change slip before, what still stands in the way with its ways out, the new version after.
(function () {
  "use strict";
  const { el, ask, api, guard, drawer, closeDrawer } = Richeng;
  const B = window.Board;

  ask("#issue").addEventListener("click", (event) => guard(event.target, async () => {
    const [audit, slip] = await Promise.all([
      api("GET", B.draftPath() + "/check"),
      api("GET", B.draftPath() + "/slip"),
    ]);
    const findings = audit.body.findings;
    const broken = findings.filter((f) => f.verdict === "broken");
    const open = findings.filter((f) => f.verdict === "open" && f.seat);
    const said = findings.filter((f) => f.verdict === "bent" || (f.verdict === "open" && !f.seat));
    const chosen = {};
    const asked = open.map((f) => seatAsked(f, chosen, slip.body.was));
    const reason = el("input", { id: "e-reason", name: "reason", maxlength: 200, value: "发布" + B.facts.title + "安排" });
    const out = el("input", { type: "checkbox", checked: true });
    const go = el("button", { class: "tool strong", type: "submit", disabled: broken.length > 0 }, "签发第" + (B.facts.published + 1) + "版");
    const form = el("form", { onsubmit: (e) => { e.preventDefault(); guard(go, () => publish(), form); } },
      broken.length ? el("div", {}, el("h3", {}, "须先改正 " + broken.length + " 处"), el("ul", { class: "verdicts-told" }, broken.map((f) => B.law("违反", "bad", f)))) : null,
      asked.length ? el("div", {}, el("h3", {}, "须指定 " + asked.length + " 席"), asked) : null,
      el("h3", {}, "变动单（与第" + B.facts.published + "版相比）"), changes(slip.body.changes),
      said.length ? el("details", {}, el("summary", {}, "请知悉 " + said.length + " 项"), el("ul", { class: "verdicts-told" }, said.map((f) => B.law(f.verdict === "bent" ? "变通" : "待办", "", f)))) : null,
      el("h3", {}, "签发"),
      el("div", { class: "field" }, el("label", { for: "e-reason" }, "事由"), reason, el("p", { class: "fault", hidden: true })),
      el("label", { class: "check" }, out, "同时印发" + B.facts.title + "预安排"),
      el("div", { class: "bar" }, go, el("button", { class: "tool", type: "button", onclick: closeDrawer }, "先不签发")));
    drawer("签发前核对", form);

    async function publish() {
      const decisions = open.map((f) => ({ event: f.subject, seat: f.seat, taken_by: chosen[f.subject + "\n" + f.seat].value, why: "签发时指定" })).filter((d) => d.taken_by);
      const made = (await api("POST", "/publications", { draft: B.facts.draft.id, reason: reason.value.trim(), decisions })).body;
      let number = made.number;
      if (out.checked) { number = (await api("POST", "/weeks/" + B.facts.week + "/issue", { reason: "印发" + B.facts.title + "预安排" })).body.number; }
      await api("DELETE", B.draftPath(), null, { etag: B.etag });
      B.undo.clear();
      await B.refresh();
      const paper = (file, text) => el("li", {}, el("a", { class: "tool", href: "/office/week/" + B.facts.week + "/" + file, download: "" }, text));
      drawer("已签发第" + number + "版",
        el("p", {}, "订阅的日历会在下次刷新时更新；当日变动请另行电话通知。"),
        el("ul", { class: "papers" }, paper("paper.docx", "Word 文件"), paper("paper.pdf", "PDF 文件"), paper("paper.xlsx", "Excel 表格"), paper("changes.docx", "变动单（Word）")),
        el("div", { class: "bar" }, el("a", { class: "tool", href: "/office/week/" + B.facts.week }, "看印发的样子")));
    }
  }));

  // An open seat: who takes it, the lawful first; the choice goes into the publication under the signer's name
  function seatAsked(f, chosen, was) {
    const select = el("select", { "aria-label": "由谁去" }, el("option", { value: "" }, "请指定……"), B.facts.leaders.map((one) => el("option", { value: one.id }, one.title)));
    chosen[f.subject + "\n" + f.seat] = select;
    const before = was.find((one) => one.event === f.subject && one.seat === f.seat);
    if (before) { select.value = before.taken_by; }
    const note = el("p", { class: "hint" }, before ? "上一版指定的是" + B.leader(before.taken_by) : "");
    api("GET", B.draftPath() + "/recommend?event=" + encodeURIComponent(f.subject) + "&seat=" + encodeURIComponent(f.seat)).then(({ body }) => {
      const best = body.filter((one) => one.open).map((one) => one.zh);
      note.textContent = (note.textContent ? note.textContent + "；" : "") + (best.length ? "建议：" + best.join("、") : "按第七条没有人可以代，须报区长指定");
    }, () => null);
    return el("div", { class: "field" }, el("p", {}, f.sentence), select, note);
  }
  function changes(told) {
    if (!told || !told.lines.length) { return el("p", { class: "law" }, "内容没有变动。"); }
    return el("div", {}, el("p", { class: "law" }, told.counts.map(([zh, n]) => zh + " " + n + " 项").join("，")),
      el("ul", { class: "slip-lines" }, told.lines.slice(0, 60).map((line) => el("li", {}, el("b", {}, line.kind_zh), " " + line.title + " ", el("span", { class: "law" }, [line.before && line.after ? line.before + " → " + line.after : line.after || line.before, line.seats].filter(Boolean).join("；"))))));
  }
})();
