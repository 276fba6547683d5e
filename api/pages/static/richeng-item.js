// The board's drawer: an item in full, why it stands so, who else and when else, and the form that makes or edits one.
(function () {
  "use strict";
  const { el, ask, all, api, say, guard, drawer, closeDrawer } = Richeng;
  const B = window.Board;

  // ---- Ranked alternatives of what a change is about: other half-days of an event, or other takers of a seat
  function ranked(found, pick) {
    const open = found.filter((one) => one.open && !one.chosen).slice(0, 6);
    const shut = found.filter((one) => !one.open).slice(0, 6);
    const row = (one, may) => el("li", {},
      el("span", { class: may ? "told" : "told no" }, one.zh, one.because.slice(0, 2).map((c) => el("span", { class: "law" }, "　" + c.sentence))),
      el("span", { class: "price" }, may ? (one.price === null ? "代价未算" : one.price > 0 ? "多费 " + one.price : one.price < 0 ? "省 " + -one.price : "不多费") : "不行"),
      may ? el("button", { class: "tool", type: "button", onclick: () => pick(one) }, "选这个") : null);
    return el("div", {},
      open.length ? el("ul", { class: "choices" }, open.map((one) => row(one, true))) : el("p", { class: "law" }, "没有别的合规选择。"),
      shut.length ? el("details", {}, el("summary", {}, "为什么不选其他 " + shut.length + " 个"), el("ul", { class: "choices" }, shut.map((one) => row(one, false)))) : null);
  }
  async function recommend(into, id, seat, done) {
    into.append(el("p", { class: "law" }, "正在比较……"));
    try {
      const query = "?event=" + encodeURIComponent(id) + (seat ? "&seat=" + encodeURIComponent(seat) : "");
      const found = (await api("GET", B.draftPath() + "/recommend" + query)).body;
      into.textContent = "";
      into.append(el("h3", {}, seat ? "谁可以去" : "还可以放在"), ranked(found, (one) => {
        const title = (B.item(id) || { title: id }).title;
        if (done) { done(); }
        closeDrawer();
        B.change([seat ? { item: id, seat, taken_by: one.value } : { item: id, half: one.value }], "「" + title + "」" + (seat ? "由" + one.zh + "去" : "改到" + one.zh), { id });
      }));
    } catch (problem) { into.textContent = ""; into.append(el("p", { class: "law" }, problem.message)); }
  }
  B.alternatives = (into, change, done) => { if (!change.item.startsWith("research/")) { recommend(into, change.item, change.half ? null : change.seat, done); } };

  // A time that its host set moves when the host has moved it: then the record is changed, and the draft follows
  B.rehost = (change, done) => {
    const one = B.item(change.item);
    if (!one || !one.fixed || !change.half || !B.may.edit) { return null; }
    return el("button", { class: "tool", type: "button", onclick: (event) => guard(event.target, async () => {
      const at = "/records/event/" + encodeURIComponent(change.item);
      const found = await api("GET", at), body = found.body.body, before = B.plan;
      const part = one.start.slice(11, 16) < "13:00" ? "am" : "pm";
      const clock = change.half.endsWith(part) ? body.when.start.slice(11, 19) : change.half.endsWith("am") ? "09:00:00" : "15:00:00";
      const start = change.half.slice(0, 10) + "T" + clock + "+08:00";
      const end = new Date(Date.parse(start) + Date.parse(body.when.end) - Date.parse(body.when.start) + 8 * 3600000).toISOString().slice(0, 19) + "+08:00";
      await api("PUT", at, { ...body, when: { start, end } }, { etag: found.etag, why: "主办单位改期" });
      await B.renew();
      B.take(await api("PATCH", B.draftPath(), { changes: [{ item: change.item }] }, { etag: B.etag }));
      const text = "「" + one.title + "」主办单位改到" + B.half(change.half);
      B.undo.push(text, async () => {
        await api("PUT", at, body, { etag: (await api("GET", at)).etag, why: "撤销改期" });
        await B.renew();
        B.take(await api("PUT", B.draftPath(), before, { etag: B.etag }));
        await B.refresh();
      });
      done();
      await B.refresh({ id: change.item });
      say(text, "good", "", [["撤销", () => B.undo.undo()]]);
    }) }, "主办单位已改到这个时间");
  };

  // ---- Why: the rules' words on an item, in the draft at hand
  async function why(into, id) {
    if (!B.facts.draft || id.startsWith("research/")) { return; }
    into.append(el("p", { class: "law" }, "正在核对条款……"));
    try {
      const found = (await api("GET", B.draftPath() + "/why?event=" + encodeURIComponent(id))).body[0];
      into.textContent = "";
      if (!found) { return; }
      const words = found.words.concat(found.seats.map((seat) => seat.words).flat());
      into.append(el("h3", {}, "为什么这样排"), el("ul", { class: "whys" }, words.length ? words.map((c) => el("li", { class: "why" }, c.sentence, c.article && !c.sentence.includes(c.article) ? el("span", { class: "article" }, "（" + c.article + "）") : null)) : el("li", {}, "各条规定都符合，没有额外的代价。")));
      const others = found.others.filter((one) => !one.chosen);
      if (others.length) { into.append(el("details", {}, el("summary", {}, "为什么不在别的时间（" + others.length + " 个）"), ranked(others, (one) => { closeDrawer(); B.change([{ item: id, half: one.value }], "「" + found.title + "」改到" + one.zh, { id }); }))); }
    } catch (problem) { into.textContent = ""; }
  }
  B.open = (card, id) => {
    const known = id || B.facts.order[Number(card.slice(2)) - 1];
    const one = B.item(known);
    const from = document.getElementById(card);
    if (!one || !from) { return; }
    const copy = el("div", { class: "of-card" }, all(":scope > .kind, :scope > dl, :scope > ol", from).map((node) => node.cloneNode(true)));
    const reasons = el("div", {}, all(":scope > .whys", from).map((node) => el("div", {}, el("h3", {}, "依据"), node.cloneNode(true))));
    const ways = el("div", {});
    const act = (text, run) => el("button", { class: "tool", type: "button", onclick: (event) => guard(event.target, run) }, text);
    const seats = one.research ? [] : one.seats.filter((seat) => !seat.key.includes(":") || !seat.taken_by).slice(0, 12);
    drawer((one.tentative ? "（" + one.title + "）" : one.title), copy,
      el("div", { class: "bar" },
        B.may.edit && !one.research ? act("修改", () => B.edit(known, null)) : null,
        one.research ? null : act("改时间", async () => { await B.ensureDraft(); ways.textContent = ""; await recommend(ways, known, null); }),
        act("移出本期", async () => { closeDrawer(); await B.change([{ item: known, out: true }], "「" + one.title + "」移出本期", null); })),
      seats.length ? el("ul", { class: "choices" }, seats.map((seat) => el("li", {},
        el("span", { class: "told" }, seat.role + "：", seat.taken_by ? B.leader(seat.taken_by) : el("b", {}, "待定"), seat.owner && seat.taken_by && seat.owner !== seat.taken_by ? "（代" + B.leader(seat.owner) + "）" : ""),
        act(seat.taken_by ? "换人" : "指定", async () => { await B.ensureDraft(); ways.textContent = ""; await recommend(ways, known, seat.key); })))) : null,
      ways, reasons);
    why(reasons, known);
  };
  B.place = async (id) => {
    const one = B.facts.waiting.find((w) => w.id === id);
    const ways = el("div", {});
    drawer(one.title, el("p", { class: "law" }, one.why), ways, B.may.edit ? el("div", { class: "bar" }, el("button", { class: "tool", type: "button", onclick: () => B.edit(id, null) }, "修改要求")) : null);
    await recommend(ways, id, null);
  };

  // ---- The form. A new item stands where the cell is; an old one is read from the records with its revision.
  const field = (name, label, input, wide) => el("div", { class: wide ? "field wide" : "field" }, el("label", { for: "e-" + name }, label), Object.assign(input, { id: "e-" + name, name }), el("p", { class: "fault", hidden: true }));
  const box = (value, facts) => el("input", { value: value || "", autocomplete: "off", ...(facts || {}) });
  const pick = (options, value) => { const s = el("select", {}, options.map((o) => el("option", { value: o.id }, o.title))); s.value = value; return s; };
  const list = (id, values) => el("datalist", { id }, values.map((v) => el("option", { value: v })));
  function seatRow(seat) {
    const who = seat.who || {};
    const other = !who.leader && Object.keys(who).length > 0;
    const people = other ? [{ id: "", title: who.portfolio ? "分管" + who.portfolio + "的领导" : who.any_of ? who.any_of.map(B.leader).join("或") : "全体组成人员" }] : B.facts.leaders;
    const row = el("div", { class: "seat" }, pick(B.facts.roles, seat.role || "attend"), pick(people, who.leader || people[0].id), el("button", { class: "tool", type: "button", "aria-label": "去掉这一席", onclick: () => row.remove() }, "×"));
    row.firstChild.setAttribute("aria-label", "怎样参加");
    row.children[1].setAttribute("aria-label", "哪位领导");
    row.read = () => ({ ...seat, role: row.children[0].value, who: other ? who : { leader: row.children[1].value } });
    return row;
  }
  const numbered = (seats) => { const used = {}; return seats.map((s) => { let id = s.id || s.role, n = 2; while (used[id]) { id = (s.id || s.role) + "-" + n; n += 1; } used[id] = true; return { ...s, id }; }); };
  const newId = () => "hand-" + Richeng.newKey().slice(0, 10);

  B.edit = async (id, td) => {
    if (!B.may.edit) { say("没有改动", "bad", "事项由经办人录入和修改；您可以挪动、换人和签发。"); return; }
    const found = id ? await guard(null, () => api("GET", "/records/event/" + encodeURIComponent(id))) : null;
    if (id && !found) { return; }
    const day = td ? td.dataset.half.slice(0, 10) : B.facts.days[0];
    const pm = td ? td.dataset.half.endsWith("pm") : false;
    const body = found ? found.body.body : { kind: "meeting.work", title: "", seats: td && td.dataset.leader ? [{ role: "attend", who: { leader: td.dataset.leader } }] : [], when: { start: day + "T" + (pm ? "15:00" : "09:00"), end: day + "T" + (pm ? "16:00" : "10:00") } };
    const fixed = Boolean(body.when.start);
    const seats = el("div", { class: "seat-rows" }, (body.seats || []).map(seatRow));
    const tent = el("input", { type: "checkbox" });
    tent.checked = body.firmness === "tentative";
    const how = pick([{ id: "fixed", title: "时间已定" }, { id: "window", title: "由本办在几天内排" }], fixed ? "fixed" : "window");
    const w = body.when;
    const times = el("div", { class: "three-of" }, field("day", "日期", box((w.start || w.earliest).slice(0, 10), { type: "date" })), field("start", "开始", box(fixed ? w.start.slice(11, 16) : "09:00", { type: "time" })), field("end", "结束", box(fixed ? w.end.slice(11, 16) : "10:00", { type: "time" })));
    const last = w.latest && w.latest.slice(11, 16) === "00:00" ? dayBefore(w.latest.slice(0, 10)) : (w.latest || w.end).slice(0, 10);
    const window_ = el("div", { class: "three-of" }, field("earliest", "最早", box((w.earliest || w.start).slice(0, 10), { type: "date" })), field("latest", "最晚", box(last, { type: "date" })), field("minutes", "分钟", box(String(w.minutes || 60), { type: "number", min: 5, max: 660, step: 5 })));
    const show = () => { times.hidden = how.value !== "fixed"; window_.hidden = how.value === "fixed" || Boolean(w.half_days); };
    how.onchange = show;
    const save = el("button", { class: "tool strong", type: "submit" }, id ? "保存" : "加入安排");
    const form = el("form", { class: "form", novalidate: true, onsubmit: (event) => { event.preventDefault(); guard(save, () => keep(), form); } },
      field("title", "内容（必填）", box(body.title, { maxlength: 200 }), true),
      el("div", { class: "wide pair-of" }, field("kind", "类别", pick(B.facts.kinds, body.kind)), field("how", "时间", how)),
      el("div", { class: "wide" }, times, window_),
      el("div", { class: "wide pair-of" }, field("venue", "地点", box(body.venue, { list: "venues", maxlength: 100 })), field("organiser", "承办单位", box(body.organiser, { list: "units", maxlength: 100 }))),
      el("fieldset", { class: "field wide seats-field" }, el("legend", {}, "领导（必填）"), seats, el("button", { class: "tool", type: "button", onclick: () => seats.append(seatRow({})) }, "加一位"), el("input", { type: "hidden", name: "seats" }), el("p", { class: "fault", hidden: true })),
      field("note", "备注", box(body.note, { maxlength: 500 }), true),
      el("label", { class: "check wide" }, tent, "主办单位还没定，表中加（）"),
      el("div", { class: "bar wide" }, save, el("button", { class: "tool", type: "button", onclick: closeDrawer }, "不改了"),
        id ? el("button", { class: "tool", type: "button", onclick: (event) => guard(event.target, () => strike(id, found, body)) }, "删除这一事项") : null),
      list("venues", B.facts.venues), list("units", B.facts.organisers));
    drawer(id ? "修改事项" : "新增事项", form);
    show();
    ask("#e-title").focus();

    async function keep() {
      const value = (name) => ask("#e-" + name, form).value.trim();
      const at = (name) => value("day") + "T" + value(name) + ":00+08:00";
      const when = how.value === "fixed" ? { start: at("start"), end: at("end") } : w.half_days ? w : { earliest: value("earliest") + "T00:00:00+08:00", latest: dayAfter(value("latest")) + "T00:00:00+08:00", minutes: Number(value("minutes")) };
      const made = { ...body, id: id || newId(), title: value("title"), kind: value("kind"), venue: value("venue"), organiser: value("organiser"), note: value("note"), firmness: tent.checked ? "tentative" : "firm", when, seats: numbered(Array.from(seats.children, (row) => row.read())) };
      await B.ensureDraft();
      if (id) { await api("PUT", "/records/event/" + encodeURIComponent(id), made, { etag: found.etag, why: "周安排页面修改" }); } else { await api("POST", "/records/event", { ...made, duty: made.duty || "must" }, { why: "周安排页面新增" }); }
      await B.renew();
      const half = (when.start || when.earliest).slice(0, 10) + "/" + ((when.start || "T09").slice(11, 13) < "13" ? "am" : "pm");
      const first = B.facts.days.includes(half.slice(0, 10)) || when.start ? half : B.facts.days[0] + "/am";
      if (!id || how.value === "fixed") { B.take(await api("PATCH", B.draftPath(), { changes: [how.value === "fixed" ? { item: made.id } : { item: made.id, half: first }] }, { etag: B.etag })); }
      closeDrawer();
      await B.refresh({ id: made.id });
      const again = async () => {
        const now = await api("GET", "/records/event/" + encodeURIComponent(made.id));
        if (id) { await api("PUT", "/records/event/" + encodeURIComponent(id), body, { etag: now.etag, why: "撤销修改" }); } else { await api("DELETE", "/records/event/" + encodeURIComponent(made.id), null, { etag: now.etag, why: "撤销新增" }); }
        await B.renew();
        if (id && body.when.start) { B.take(await api("PATCH", B.draftPath(), { changes: [{ item: id }] }, { etag: B.etag })); }
        await B.refresh();
      };
      const text = (id ? "已修改「" : "已加入「") + made.title + "」";
      B.undo.push(text, again);
      const broken = all(".panel.broken li").length;
      say(text, broken ? "warn" : "good", broken ? "本周有 " + broken + " 处不合规则，见右侧" : "各条规定都符合", [["撤销", () => B.undo.undo()]]);
    }
  };
  async function strike(id, found, body) {
    await B.ensureDraft();
    await api("DELETE", "/records/event/" + encodeURIComponent(id), null, { etag: found.etag, why: "周安排页面删除" });
    await B.renew();
    closeDrawer();
    await B.refresh();
    B.undo.push("删除「" + body.title + "」", async () => { await api("POST", "/records/event", body, { why: "撤销删除" }); await B.renew(); B.take(await api("PATCH", B.draftPath(), { changes: [{ item: id, half: (body.when.start || body.when.earliest).slice(0, 10) + "/am" }] }, { etag: B.etag })); await B.refresh(); });
    say("已删除「" + body.title + "」", "good", "", [["撤销", () => B.undo.undo()]]);
  }
  const shifted = (day, n) => { const d = new Date(day + "T00:00:00Z"); d.setUTCDate(d.getUTCDate() + n); return d.toISOString().slice(0, 10); };
  const dayAfter = (day) => (day ? shifted(day, 1) : day);
  const dayBefore = (day) => shifted(day, -1);
})();
