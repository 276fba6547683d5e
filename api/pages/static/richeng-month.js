// The month: solved with its progress in sight, the standing meeting's days, what was left out, versions compared.
(function () {
  "use strict";
  const { el, ask, all, api, say, fail, guard, Problem } = window.Richeng;
  const facts = Richeng.state();
  let map = null;
  const path = () => "/drafts/" + facts.draft.id;
  const zh = (half) => { const [, m, d] = half.split("/")[0].split("-").map(Number); return m + "月" + d + "日" + (half.endsWith("am") ? "上午" : "下午"); };

  // ---- Solving: the meter stands in the page; a run under way is picked up again after a reload
  function conflicts(problem) {
    const causes = (problem.body && problem.body.causes) || [];
    return causes.map((one) => el("li", {}, one.causes.map((c) => c.sentence).join("；"), el("span", { class: "article" }, "（" + Array.from(new Set(one.facts.map((f) => f.article))).join("、") + "）")));
  }
  async function landed(draft) {
    if (!draft) { return; }
    facts.draft = { id: draft.body.id, revision: draft.body.revision };
    const proof = draft.body.plan.proof;
    const left = draft.body.plan.left_out.length;
    say("已排定" + facts.title, "good", [proof ? "代价 " + proof.objective + (proof.gap === 0 ? "，已证明最优" : "，离最优还有 " + (100 * proof.gap).toFixed(1) + "%") : "", left ? left + " 项没有排进" : "全部排进了"].filter(Boolean), [["到周安排", () => { location.href = ask(".panel a[href^='/board/']").getAttribute("href"); }]]);
    map = null;
    await listed();
    await leftOut();
    if (ask(".heat")) { await heat(); }
  }
  const solve = ask("#solve");
  solve.addEventListener("click", () => guard(solve, async () => {
    try { await landed(await Richeng.solve(facts.horizon, facts.title, ask("#run"))); } catch (problem) {
      const told = conflicts(problem);
      if (!told.length && problem.code !== "no-plan") { throw problem; }
      await stuck();
    }
  }));
  async function stuck() {
    const found = (await api("POST", "/repairs", { horizon: facts.horizon })).body;
    Richeng.drawer("必办事项互相冲突", found.map((one, n) => el("div", {}, el("h3", {}, "冲突 " + (n + 1)),
      el("ul", {}, one.conflict.causes.map((c) => el("li", {}, c.sentence))),
      el("p", { class: "law" }, one.conflict.facts.map((f) => f.sentence).slice(0, 4).join("；")),
      el("h3", {}, "出路（先列最省的）"), el("ol", {}, one.ways.map((way) => el("li", {}, way.steps.map((s) => s.sentence + "（由" + s.who + "定）").join("；")))))));
  }

  // ---- The map: a calendar of working days, each with what holding the meeting then would cost
  function mark(cell) {
    if (cell.chosen) { return ["chosen", "已定"]; }
    if (cell.open) { return [cell.price === 0 ? "open0" : cell.price !== null && cell.price <= 20 ? "open1" : "open2", cell.price ? "多费 " + cell.price : "可以"]; }
    return ["shut", cell.waivers.length ? "须变通" : cell.decided ? "不行" : "没算完"];
  }
  async function heat() {
    const place = ask("#map");
    place.textContent = "";
    place.append(el("p", { class: "law", role: "status" }, "正在逐日推算，约两秒……"));
    if (!facts.draft) {
      const made = await api("POST", "/drafts/by-hand", { horizon: facts.horizon, title: facts.title });
      facts.draft = { id: made.body.id, revision: made.body.revision };
    }
    map = (await api("GET", path() + "/month-map")).body;
    place.textContent = "";
    ask("#map-of").textContent = map.title;
    const byDay = {};
    map.cells.forEach((cell) => { byDay[cell.half.slice(0, 10)] = cell; });
    const first = new Date(facts.horizon.first + "T00:00:00Z"), last = new Date(facts.horizon.last + "T00:00:00Z");
    const day = new Date(first);
    day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
    const rows = [];
    while (day <= last) {
      const cells = [];
      for (let n = 0; n < 7; n += 1) {
        const iso = day.toISOString().slice(0, 10), cell = byDay[iso];
        const inside = day >= first && day <= last;
        cells.push(el("td", {}, cell ? dayButton(cell, day.getUTCDate()) : inside ? el("span", { class: "d" }, day.getUTCDate() + "日") : null));
        day.setUTCDate(day.getUTCDate() + 1);
      }
      rows.push(el("tr", {}, cells));
    }
    place.append(el("table", { class: "heat" }, el("caption", { class: "unseen" }, "每个工作日开常务会议的代价和障碍"), el("thead", {}, el("tr", {}, ["一", "二", "三", "四", "五", "六", "日"].map((w) => el("th", { scope: "col" }, w)))), el("tbody", {}, rows)),
      el("p", { class: "law" }, "“多费”是全月其他事项跟着重排以后多出的代价；斜纹是被规定挡住的。点一天看是哪一条、怎样变通。"));
  }
  function dayButton(cell, n) {
    const [kind, words] = mark(cell);
    return el("button", { type: "button", class: kind, onclick: (event) => { all(".heat .on").forEach((b) => b.classList.remove("on")); event.currentTarget.classList.add("on"); why(cell); } }, el("span", { class: "d" }, n + "日"), el("span", { class: "w" }, words));
  }
  function why(cell) {
    const place = ask("#map-why");
    place.textContent = "";
    const told = (c) => el("li", {}, c.sentence, c.article && !c.sentence.includes(c.article) ? el("span", { class: "article" }, "（" + c.article + "）") : null);
    place.append(el("h3", {}, zh(cell.half) + (cell.chosen ? "：已定在这天" : cell.open ? "：可以开" : "：开不了")));
    if (cell.blockers.length) { place.append(el("ul", { class: "whys" }, cell.blockers.map((b) => el("li", {}, b.sentence, el("span", { class: "article" }, "（" + Array.from(new Set(b.cites.map((c) => c.article))).join("、") + "）"))))); }
    if (cell.words.length) { place.append(el("ul", { class: "whys" }, cell.words.map(told))); }
    if (cell.waivers.length) { place.append(el("p", {}, el("b", {}, "最省的变通"), cell.price_waived === null ? "" : "（此后多费 " + cell.price_waived + "）"), el("ul", {}, cell.waivers.map((w) => el("li", {}, w.sentence + "，由" + w.who + "批准")))); }
    if (!cell.open && !cell.waivers.length && !cell.chosen) { place.append(el("p", { class: "law" }, "没有原则性规定可以变通；须先解决上面的事实。")); }
    if (cell.open && !cell.chosen) {
      place.append(el("button", { class: "tool", type: "button", onclick: (event) => guard(event.target, () => move(cell)) }, "草案改到这天"));
    }
  }
  async function move(cell) {
    const changes = [{ item: map.event, half: cell.half }];
    const tried = (await api("POST", path() + "/try", { changes })).body;
    if (!tried.lawful) {
      say("改到" + zh(cell.half) + "后，别的事项要跟着让", "warn", Array.from(new Set(tried.broken.map((f) => f.sentence))).slice(0, 6), [["仍然改", () => guard(null, () => moved(changes, cell))]]);
      return;
    }
    await moved(changes, cell);
  }
  async function moved(changes, cell) {
    const now = await api("GET", path());
    await api("PATCH", path(), { changes }, { etag: now.etag, why: "月计划页面改期" });
    const back = async () => { const then = await api("GET", path()); await api("PUT", path(), now.body.plan, { etag: then.etag }); await heat(); };
    say("「" + map.title + "」改到" + zh(cell.half), "good", "", [["撤销", () => guard(null, back)]]);
    await heat();
  }
  ask("#map-ask").addEventListener("click", (event) => guard(event.target, heat));

  // ---- What was left out, and the ways in
  async function leftOut() {
    const place = ask("#left");
    if (!facts.draft) { return; }
    const found = (await api("GET", path() + "/left-out?ways=0")).body;
    ask("#left-count").textContent = found.length ? found.length + " 项" : "";
    place.textContent = "";
    if (!found.length) { place.append(el("p", {}, "全部排进了。")); return; }
    place.append(el("ul", { class: "left-list" }, found.map((one) => el("li", {}, el("b", {}, one.title), el("p", { class: "law" }, one.reason), el("p", {}, one.sentence, one.decides ? "（由" + one.decides + "定" + (one.article ? "，" + one.article : "") + "）" : ""),
      one.difference ? el("details", {}, el("summary", {}, "排进去会怎样（" + (one.difference.cost_after - one.difference.cost_before > 0 ? "多费 " : "代价 ") + (one.difference.cost_after - one.difference.cost_before) + "）"), el("ul", {}, one.difference.moves.map((m) => el("li", {}, m.sentence)), one.difference.findings.slice(0, 4).map((f) => el("li", { class: "law" }, f.after || "不再有：" + f.before)))) : null,
      one.conflict ? el("details", {}, el("summary", {}, "被什么挡住"), el("ul", {}, one.conflict.causes.map((c) => el("li", {}, c.sentence)), one.conflict.facts.slice(0, 4).map((f) => el("li", { class: "law" }, f.sentence)))) : null))));
    place.append(el("button", { class: "tool", type: "button", onclick: (event) => guard(event.target, ways) }, "找出路（逐项，较慢）"));
  }
  async function ways() {
    const found = (await api("GET", path() + "/left-out?ways=2")).body.filter((one) => one.ways.length);
    Richeng.drawer("怎样才能排进", found.length ? found.map((one) => el("div", {}, el("h3", {}, one.title), el("ol", {}, one.ways.map((way) => el("li", {}, way.steps.map((s) => s.sentence + "（由" + s.who + "定）").join("；")))))) : el("p", {}, "没有找到出路；请换一个时间窗，或改到下月。"));
  }

  // ---- Two versions compared
  const form = ask("#diff");
  if (form) {
    form.addEventListener("submit", (event) => { event.preventDefault(); guard(ask("button", form), async () => {
      const [since, number] = [Number(form.elements.since.value), Number(form.elements.number.value)];
      if (since >= number) { throw new Problem(422, { title: "选反了", detail: "“从”应是较早的一版，“到”是较新的一版。" }); }
      const told = (await api("GET", "/publications/" + number + "/diff?audience=office&since=" + since)).body.changes;
      const place = ask("#diff-told");
      place.textContent = "";
      if (!told || !told.lines.length) { place.append(el("p", {}, "两版内容相同。")); return; }
      place.append(el("p", { class: "law" }, told.counts.map(([name, n]) => name + " " + n + " 项").join("，")), el("ul", { class: "slip-lines" }, told.lines.slice(0, 80).map((line) => el("li", {}, el("b", {}, line.kind_zh), " " + line.title + " ", el("span", { class: "law" }, [line.before && line.after ? line.before + " → " + line.after : line.after || line.before, line.seats].filter(Boolean).join("；"))))));
    }); });
  }
  // ---- Drafts at hand: the list is the server's, read anew after each change
  async function listed() {
    const answer = await fetch(location.pathname, { credentials: "same-origin" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    ask("#drafts").replaceChildren(...ask("#drafts", fresh).childNodes);
  }
  ask("#drafts").addEventListener("click", (event) => {
    const button = event.target.closest("[data-drop]");
    if (button) { guard(button, async () => {
      const at = "/drafts/" + button.dataset.drop;
      await api("DELETE", at, null, { etag: (await api("GET", at)).etag, why: "月计划页面删除草案" });
      if (facts.draft && facts.draft.id === button.dataset.drop) { location.reload(); } else { await listed(); }
    }); }
  });

  document.addEventListener("DOMContentLoaded", async () => {
    try {
      if (facts.run) {
        solve.disabled = true;
        const end = await Richeng.follow(facts.run, ask("#run"));
        solve.disabled = false;
        if (end.state !== "cancelled" && end.has_plan) { await landed(await api("POST", "/runs/" + facts.run + "/draft", null)); }
      }
      await leftOut();
    } catch (problem) { fail(problem); }
  });
})();
