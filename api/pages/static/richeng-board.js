// The board: the week's table walked by arrows, worked on by dragging or by keys. Every change is tried first and told
// article by article; what is lawful stands at once and can be undone, what is not waits for a word.
window.Board = (function () {
  "use strict";
  const { el, ask, all, api, say, fail, guard } = Richeng;
  const sheet = ask("#sheet");
  const may = Richeng.state();
  let facts = JSON.parse(ask("#facts").textContent);
  let plan = null, etag = "";

  const item = (id) => facts.items[id];
  const draftPath = () => "/drafts/" + facts.draft.id;
  const half = (h) => { const [day, part] = h.split("/"); const [, m, d] = day.split("-").map(Number); return m + "月" + d + "日" + (part === "am" ? "上午" : "下午"); };
  const leader = (id) => (facts.leaders.find((one) => one.id === id) || { title: id || "待定" }).title;

  // ---- The draft: made when the first change wants one, kept at every change (autosave), read again after a reload
  const saved = (text) => { ask("#saved").textContent = text; };
  function stand() {
    ask("#stand").textContent = facts.draft ? "草案（在第" + facts.draft.on + "版上）" : "第" + facts.published + "版";
    ask("#issue").disabled = !facts.draft || !may.publish;
    ask("#issue").title = may.publish ? (facts.draft ? "看过变动单再签发" : "还没有改动") : "由审批人签发";
  }
  async function read() {
    if (facts.draft && !plan) {
      const found = await api("GET", draftPath());
      plan = found.body.plan;
      etag = found.etag;
    }
  }
  async function ensureDraft() {
    if (facts.draft) { return read(); }
    const made = await api("POST", "/drafts/by-hand", { horizon: { first: facts.days[0], last: facts.days[6] }, title: "" });
    take(made);
    await refresh();
    return undefined;
  }
  function take(answer) {
    plan = answer.body.plan;
    etag = answer.etag;
    facts.draft = { id: answer.body.id, revision: answer.body.revision, on: answer.body.on };
    saved("已自动保存 " + new Date().toTimeString().slice(0, 5));
  }
  async function refresh(focus) {
    const answer = await fetch("/board/" + facts.week + "/sheet", { credentials: "same-origin" });
    if (!answer.ok) { throw new Richeng.Problem(answer.status, { title: "没有读到最新的周安排", detail: "请刷新页面后再试；已保存的改动都在。" }); }
    const y = window.pageYOffset;
    sheet.innerHTML = await answer.text();
    facts = JSON.parse(ask("#facts").textContent);
    window.scrollTo(0, y);
    stand();
    search();
    rove();
    if (focus) { focusOn(focus); }
    document.dispatchEvent(new CustomEvent("board-read"));
  }
  // Brings the draft onto the facts as they are now: after a record has changed
  async function renew() {
    await read();
    take(await api("POST", draftPath() + "/refresh", null, { etag }));
  }

  // ---- Changes: tried, told, done, undone
  const kept = () => "richeng-undo-" + (facts.draft ? facts.draft.id : "");
  const undo = Richeng.undoStack((text) => { ask("#undo").disabled = !text; ask("#undo").title = text ? "撤销：" + text : ""; });
  function remember(text, before) {
    undo.push(text, async () => { await back(before); say("已撤销：" + text); });
    try { sessionStorage.setItem(kept(), JSON.stringify([{ text, before }].concat(JSON.parse(sessionStorage.getItem(kept()) || "[]")).slice(0, 8))); } catch (full) { /* undo then ends with the page */ }
  }
  async function back(before) {
    try {
      take(await api("PUT", draftPath(), before, { etag }));
      sessionStorage.setItem(kept(), JSON.stringify(JSON.parse(sessionStorage.getItem(kept()) || "[]").slice(1)));
      await refresh();
    } catch (problem) { fail(problem); }
  }
  function recall() {
    if (!facts.draft) { return; }
    const known = JSON.parse(sessionStorage.getItem(kept()) || "[]");
    known.reverse().forEach(({ text, before }) => undo.push(text, async () => { await back(before); say("已撤销：" + text); }));
  }
  async function change(changes, text, focus) {
    return guard(null, async () => {
      await ensureDraft();
      const tried = (await api("POST", draftPath() + "/try", { changes })).body;
      if (tried.lawful && !tried.open.length) { await make(changes, text, tried, focus); return true; }
      return propose(changes, text, tried, focus);
    });
  }
  async function make(changes, text, tried, focus) {
    const before = plan;
    take(await api("PATCH", draftPath(), { changes }, { etag, why: text }));
    remember(text, before);
    await refresh(focus);
    say(text, "good", told(tried), [["撤销", () => undo.undo()]]);
  }
  // What a change comes to, in words
  function told(tried) {
    const d = tried.difference;
    const cost = d.cost_after - d.cost_before;
    return [].concat(
      once(tried.broken).map((f) => "违反 " + f.sentence), once(tried.open).map((f) => "待定 " + f.sentence), once(tried.mended).map((f) => "已解决 " + f.sentence),
      d.findings.filter((f) => !tried.broken.concat(tried.open, tried.mended).some((g) => g.code === f.code && g.subject === f.subject)).slice(0, 4)
        .map((f) => (f.cost_after > f.cost_before ? "多费 " : "省下 ") + Math.abs(f.cost_after - f.cost_before) + "：" + (f.after || f.before)),
      cost && !d.findings.length ? ["代价" + (cost > 0 ? "增加 " : "减少 ") + Math.abs(cost)] : []);
  }
  const law = (word, kind, f) => el("li", { class: kind }, el("span", { class: "word" }, word + " "), f.sentence, f.article && !f.sentence.includes(f.article) ? el("span", { class: "article" }, "（" + f.article + "）") : null);
  const once = (found) => found.filter((f, n) => found.findIndex((g) => g.sentence === f.sentence) === n);
  function propose(changes, text, tried, focus) {
    return new Promise((done) => {
      const accept = el("button", { class: "tool", type: "button" }, tried.lawful ? "就这样排，席位另行指定" : "仍然这样排（签发前须改正）");
      const no = el("button", { class: "tool strong", type: "button" }, "不动了");
      const ways = el("div", { class: "ways" });
      const words = [].concat(once(tried.broken).map((f) => law("违反", "bad", f)), once(tried.open).map((f) => law("待定", "open", f)), once(tried.mended).map((f) => law("已解决", "", f)));
      const more = words.splice(6);
      Richeng.drawer(text + "？",
        el("ul", { class: "verdicts-told" }, words),
        more.length ? el("details", {}, el("summary", {}, "另有 " + more.length + " 条"), el("ul", { class: "verdicts-told" }, more)) : null,
        el("div", { class: "bar" }, no, accept, Board.rehost(changes[0], () => end(true))), ways);
      let settled = false;
      const end = (answer) => { if (!settled) { settled = true; Richeng.closeDrawer(); done(answer); } };
      no.onclick = () => end(false);
      accept.onclick = () => guard(accept, async () => { await make(changes, text, tried, focus); end(true); });
      document.addEventListener("drawer-closed", () => end(false), { once: true });
      no.focus();
      Board.alternatives(ways, changes[0], () => end(true));
    });
  }

  // ---- Moves: of an item, from one leader's half-day to another's
  function moved(id, from, toLeader, toHalf) {
    const one = item(id);
    const made = { item: id };
    const words = [];
    const was = one ? one.start.slice(0, 10) + "/" + (one.start.slice(11, 16) < "13:00" ? "am" : "pm") : "";
    if (!one || was !== toHalf) { made.half = toHalf; words.push("改到" + half(toHalf)); }
    if (one && toLeader !== from && toLeader) {
      const seat = one.seats.find((s) => s.taken_by === from) || one.seats.find((s) => (s.owner || "") === from);
      if (seat) { made.seat = seat.key; made.taken_by = toLeader; words.push("由" + leader(toLeader) + "去"); }
    }
    const title = one ? one.title : (facts.waiting.find((w) => w.id === id) || {}).title;
    return words.length ? change([made], "「" + title + "」" + words.join("，"), { id, leader: toLeader, half: toHalf }) : null;
  }
  const cellOf = (node) => (node && node.closest ? node.closest("td[data-half]") : null);
  let dragged = null;
  const unmark = () => all("td.target, td.barred", sheet).forEach((td) => td.classList.remove("target", "barred"));
  sheet.addEventListener("dragstart", (event) => {
    const node = event.target.closest ? event.target.closest("a.item[data-item]") : null;
    if (!node) { return; }
    dragged = { id: node.dataset.item, from: node.dataset.from || "" };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.id);
    node.classList.add("moving");
  });
  sheet.addEventListener("dragover", (event) => {
    const td = cellOf(event.target);
    if (!dragged || !td) { return; }
    event.preventDefault();
    if (!td.classList.contains("target")) { unmark(); td.classList.add("target"); }
  });
  sheet.addEventListener("dragend", () => { unmark(); all(".item.moving", sheet).forEach((n) => n.classList.remove("moving")); dragged = null; });
  sheet.addEventListener("drop", (event) => {
    const td = cellOf(event.target);
    if (!dragged || !td) { return; }
    event.preventDefault();
    moved(dragged.id, dragged.from, td.dataset.leader, halfAt(td, event.clientY));
  });
  // a cell of a whole day has two halves
  function halfAt(td, y) {
    if (td.rowSpan < 2) { return td.dataset.half; }
    const box = td.getBoundingClientRect();
    return td.dataset.half.slice(0, 11) + (y > box.top + box.height / 2 ? "pm" : "am");
  }

  // ---- Focus: one item is reached by Tab, the others by arrows (richeng-walk.js); after a change it stays with the item
  function rove() {
    all(".matrix a.item", sheet).forEach((a, n) => { a.tabIndex = n ? -1 : 0; });
    if (!ask(".matrix a.item", sheet) && ask("td[data-half]", sheet)) { ask("td[data-half]", sheet).tabIndex = 0; }
  }
  function focusOn({ id, leader: who, half: when }) {
    const own = all("a.item", sheet).filter((a) => a.dataset.item === id);
    const best = own.find((a) => a.dataset.from === who) || own[0] || (when && ask("td[data-leader='" + who + "'][data-half='" + when + "']", sheet));
    if (best) { best.focus({ preventScroll: true }); }
  }

  // ---- Search, the list, opening an item
  function search() {
    const words = ask("#find").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const match = (text) => words.every((w) => text.toLowerCase().includes(w));
    all(".matrix a.item", sheet).forEach((a) => {
      const hit = match(a.textContent + a.title + leader(a.dataset.from));
      a.classList.toggle("miss", !hit);
      a.classList.toggle("hit", words.length > 0 && hit);
    });
    all(".list tbody tr", sheet).forEach((tr) => { tr.classList.toggle("miss", !match(tr.parentNode.firstElementChild.textContent + tr.textContent)); });
  }
  ask("#find").addEventListener("input", search);
  ask("#find").addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.target.value = ""; search(); event.target.blur(); }
    if (event.key === "Enter") { const first = ask(".matrix a.item.hit", sheet); if (first) { first.focus(); } }
  });
  ask("#view").addEventListener("click", (event) => {
    const on = document.body.classList.toggle("as-list");
    event.target.setAttribute("aria-pressed", String(on));
    event.target.textContent = on ? "看对照表" : "看列表";
  });
  sheet.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#i-'], a[href^='#w-']");
    if (!link) { return; }
    event.preventDefault();
    if (link.dataset.waiting !== undefined) { Board.place(link.dataset.item); return; }
    Board.open(link.getAttribute("href").slice(1), link.dataset.item);
  });
  ask("#undo").addEventListener("click", () => undo.undo());
  ask("#new").addEventListener("click", () => Board.edit(null, null));
  ask("#solve").addEventListener("click", (event) => guard(event.target, async () => {
    await read();
    const old = facts.draft && facts.horizon && facts.horizon.first === facts.days[0] && facts.horizon.last === facts.days[6] ? [draftPath(), etag] : null;
    const made = await Richeng.solve({ first: facts.days[0], last: facts.days[6] }, facts.title);
    if (!made) { return; }
    if (old) { await api("DELETE", old[0], null, { etag: old[1] }); }
    take(made);
    undo.clear();
    await refresh();
    const left = made.body.plan.left_out.length;
    say("已按现有事项和规则排定本周", "good", left ? left + " 项没有排进，见“待安排”" : "全部排进了");
  }));

  // ---- At the start: a draft that rests on what has changed is brought up to date; a phone opens at today
  async function start() {
    stand();
    rove();
    await read();
    recall();
    if (sheet.querySelector("#facts") && facts.stale) {
      await renew();
      await refresh();
      say("草案已按现在的情况更新", "good", facts.stale);
    }
  }
  const days = ask(".strip", sheet);
  if (days && getComputedStyle(days).display !== "none") {
    sheet.addEventListener("click", (event) => {
      const link = event.target.closest(".strip a");
      if (link) { event.preventDefault(); const track = ask(".list table", sheet); track.scrollLeft = document.getElementById(link.getAttribute("href").slice(1)).offsetLeft - track.offsetLeft; }
    });
  }
  document.addEventListener("DOMContentLoaded", () => start().catch((problem) => fail(problem)));

  return {
    get facts() { return facts; }, get etag() { return etag; }, get plan() { return plan; },
    sheet, may, item, leader, half, law, draftPath, ensureDraft, change, moved, cellOf, unmark, saved, refresh, renew, take, undo,
  };
})();
