// Collecting: a sheet is looked at as soon as it is chosen, its faults by row and column; taken only as it was shown.
(function () {
  "use strict";
  const { el, ask, all, api, say, fail, guard, filter } = window.Richeng;
  const preview = ask("#preview");
  if (!preview) { return; }

  // ---- Looking at a sheet
  let sheet = null;
  const cells = (one) => [
    el("td", { class: "num", "data-label": "行" }, one.row ? "第" + one.row + "行" : ""),
    el("td", { class: "word", "data-label": "结果" }, one.word),
    el("th", { scope: "row" }, one.title, el("div", { class: "hint" }, one.kind)),
    el("td", { "data-label": "时间" }, one.when), el("td", { "data-label": "领导" }, one.people), el("td", { "data-label": "部门" }, one.unit),
    el("td", { "data-label": "改动" }, one.differs.map((line) => el("div", {}, line))),
  ];
  const table = (heads, rows, more) => el("div", { class: "scroll" }, el("table", { class: "rows stack " + (more || "") },
    el("thead", {}, el("tr", {}, heads.map((text) => el("th", { scope: "col" }, text)))), el("tbody", {}, rows)));

  function shown(look) {
    const counts = ["新增", "修改", "不变"].map((word) => [word, look.requests.filter((one) => one.word === word).length]);
    const changes = counts[0][1] + counts[1][1];
    const told = counts.map(([word, n]) => word + " " + n + " 项").join("，");
    const take = el("button", { class: "tool strong", type: "button", id: "take-it", onclick: (event) => taken(event.target, look) }, "收入这 " + changes + " 项");
    const mark = { 新增: "is-new", 修改: "is-changed", 不变: "" };
    preview.replaceChildren(
      el("h2", { class: "section-title" }, "预览", el("small", {}, "共 " + look.requests.length + " 项：" + told + "；还没有写入")),
      el("p", { class: "bar" }, changes ? take : el("span", { class: "hint" }, "与已收到的一样，没有可收入的。"), el("button", { class: "tool", type: "button", onclick: dropped }, "不收")),
      table(["行", "结果", "事项", "时间", "领导", "部门", "改动"], look.requests.map((one) => el("tr", { class: mark[one.word] }, cells(one)))));
    if (changes) { take.focus(); }
  }
  function refused(problem) {
    const rows = problem.faults.map((fault) => {
      const named = /^第(\d+)行(?:“(.*)”)?$/.exec(fault.path);
      return el("tr", {}, el("td", { class: "num", "data-label": "行" }, named ? "第" + named[1] + "行" : ""), el("td", { class: "word", "data-label": "列" }, named ? named[2] || "" : fault.path), el("td", {}, fault.message));
    });
    preview.replaceChildren(
      el("h2", { class: "section-title" }, "有 " + rows.length + " 处要改", el("small", {}, "一项也没有收；请改好后再选一次，或退回部门")),
      table(["行", "列", "哪里不对、怎么改"], rows, "faults-table"));
  }
  function dropped() { sheet = null; preview.replaceChildren(); ask("#take").reset(); ask("#chosen").textContent = "或把 .xlsx 文件拖到这里"; ask("#file").focus(); }

  async function look(file) {
    sheet = file;
    ask("#chosen").textContent = file.name;
    preview.replaceChildren(el("p", { class: "hint" }, "正在读“" + file.name + "”……"));
    try {
      shown((await api("POST", "/requests/sheet/preview", file)).body);
    } catch (problem) {
      if (problem.faults && problem.faults.length) { refused(problem); } else { preview.replaceChildren(); fail(problem); }
    }
  }
  async function taken(button, seen) {
    await guard(button, async () => {
      await api("POST", "/requests/sheet?seen=" + seen.seen, sheet, { why: "收入申请表“" + sheet.name + "”" });
      dropped();
      say("已收入 " + seen.requests.filter((one) => one.word !== "不变").length + " 项", "good", "每一项都已记入留痕；现在可以排定。");
      await came();
    });
  }

  const input = ask("#file"), drop = ask("#drop");
  input.addEventListener("change", () => { if (input.files[0]) { look(input.files[0]); } });
  input.addEventListener("click", () => { input.value = ""; });
  ["dragover", "dragenter"].forEach((name) => drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); }));
  ["dragleave", "drop"].forEach((name) => drop.addEventListener(name, () => drop.classList.remove("over")));
  drop.addEventListener("drop", (event) => { event.preventDefault(); if (event.dataTransfer.files[0]) { look(event.dataTransfer.files[0]); } });

  // ---- What has come in
  const body = ask("#came tbody");
  const search = filter(ask("#search"), () => all("tr", body), (left, asked) => { ask("#count").textContent = asked ? "找到 " + left + " 项" : "共 " + left + " 项"; });
  async function came() {
    const { items } = (await api("GET", "/requests")).body;
    body.replaceChildren(...items.map((one) => el("tr", {},
      el("th", { scope: "row" }, one.title, el("div", { class: "hint" }, one.kind)), el("td", {}, one.when), el("td", {}, one.people), el("td", {}, one.unit),
      el("td", {}, el("span", { class: one.settled ? "badge good" : "badge" }, one.settled ? "已列入安排" : "待安排")))));
    ask("#none").hidden = items.length > 0;
    search();
  }
  came().catch(fail);
}());
