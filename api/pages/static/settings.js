// Settings: leaders, pairs and the policy are records, written one by one; a holiday notice is looked at before it is
// taken.
(function () {
  "use strict";
  const { el, ask, all, api, say, guard, drawer, closeDrawer, state, filter, newKey } = window.Richeng;
  const { records, policy } = state();
  const KEPT = "richeng-settings";
  const again = (text) => { sessionStorage.setItem(KEPT, text); location.reload(); };
  const told = sessionStorage.getItem(KEPT);
  if (told) { sessionStorage.removeItem(KEPT); say(told, "good"); }
  const tag = (revision) => '"' + revision + '"';
  const address = (kind, id) => "/records/" + kind + "/" + id.split("/").map(encodeURIComponent).join("/");
  const filled = (id) => document.importNode(ask(id).content, true).querySelector("form");

  // ---- Leaders and pairs
  function leader(id) {
    const form = filled("#leader-form");
    const known = id ? records["leader/" + id] : null;
    if (known) {
      form.elements.title.value = known.body.title;
      form.elements.post.value = known.body.post;
      form.elements.portfolios.value = known.body.portfolios.join("、");
    }
    drawer(known ? "修改" + known.body.title : "增加一位领导", form);
    form.elements.title.focus();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const given = { id: id || "leader-" + newKey().slice(0, 8), post: form.elements.post.value, title: form.elements.title.value.trim(), portfolios: form.elements.portfolios.value.split(/[、，,\s]+/).filter(Boolean) };
      guard(ask("button", form), async () => {
        if (known) { await api("PUT", address("leader", id), given, { etag: tag(known.revision), why: "修改领导名单" }); } else { await api("POST", "/records/leader", given, { why: "增加领导" }); }
        again("已记入：" + given.title);
      }, form);
    });
  }
  all("[data-leader]").forEach((button) => button.addEventListener("click", () => leader(button.dataset.leader)));
  const on = (css, act) => { if (ask(css)) { ask(css).addEventListener("click", act); } };
  on("#new-leader", () => leader(""));
  on("#new-pair", () => {
    const form = filled("#pair-form");
    drawer("增加AB角结对", form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const given = { a: form.elements.a.value, b: form.elements.b.value, first: form.elements.first.value, mutual: form.elements.mutual.checked };
      guard(ask("button", form), async () => { await api("POST", "/records/pair", given, { why: "增加AB角" }); again("已记入AB角"); }, form);
    });
  });
  all("[data-end]").forEach((button) => button.addEventListener("click", () => {
    const id = button.dataset.end, known = records["pair/" + id];
    const input = el("input", { id: "f-last", name: "last", type: "date", "aria-describedby": "e-last" });
    const form = el("form", { onsubmit: (event) => {
      event.preventDefault();
      guard(ask("button", form), async () => { await api("PATCH", address("pair", id), { last: input.value }, { etag: tag(known.revision), why: "终止AB角" }); again("AB角到 " + input.value + " 终止"); }, form);
    } }, el("div", { class: "field" }, el("label", { for: "f-last" }, "最后一天"), input, el("p", { class: "fault", id: "e-last", hidden: true })), el("p", { class: "bar" }, el("button", { class: "tool strong", type: "submit" }, "记入")));
    drawer("终止AB角", form);
    input.focus();
  }));

  // ---- The policy: one setting at a time; the program's own settings become the office's record with the first change
  async function set(change, why) {
    if (policy.id) { await api("PATCH", address("policy", policy.id), change, { etag: tag(policy.revision), why }); return; }
    const made = JSON.parse(JSON.stringify(policy.body));
    Object.entries(change).forEach(([section, given]) => { made[section] = Array.isArray(given) ? given : Object.assign({}, made[section], given); });
    await api("POST", "/records/policy", made, { why });
  }
  all("[data-confirm]").forEach((button) => button.addEventListener("click", () => guard(button, async () => {
    await set({ confirmed: [...policy.body.confirmed, button.dataset.confirm] }, "单位确认：" + button.dataset.zh);
    again("已确认：" + button.dataset.zh);
  })));
  all("[data-edit]").forEach((button) => button.addEventListener("click", () => {
    const { edit, zh, control, value } = button.dataset;
    const [section, name] = edit.split(".");
    const input = control === "choice"
      ? el("select", { id: "f-value", name }, el("option", { value: "true" }, "是"), el("option", { value: "false" }, "否"))
      : el("input", { id: "f-value", name, type: "number", "data-path": edit });
    input.value = value === "null" ? "" : value;
    const form = el("form", { novalidate: true, onsubmit: (event) => {
      event.preventDefault();
      const made = control === "choice" ? input.value === "true" : input.value === "" ? null : Number(input.value);
      guard(ask("button", form), async () => { await set({ [section]: { [name]: made } }, "修改设置：" + zh); again("已修改：" + zh); }, form);
    } }, el("div", { class: "field" }, el("label", { for: "f-value" }, zh), input, el("p", { class: "hint" }, control === "number" ? "空着即照规则书（没有写的就不设）" : ""), el("p", { class: "fault", hidden: true })),
    el("p", { class: "bar" }, el("button", { class: "tool strong", type: "submit" }, "记入")));
    drawer("修改设置", form);
    input.focus();
  }));
  const rows = () => all(".policy tbody tr");
  const only = ask("#only-open");
  const narrow = () => {
    rows().forEach((row) => { row.classList.toggle("not-open", only.checked && !row.classList.contains("is-open")); });
    all(".policy-section").forEach((part) => {
      const left = all("tbody tr", part).filter((row) => !row.hidden && !row.classList.contains("not-open")).length;
      part.hidden = left === 0;
      if (only.checked || ask("#search").value) { part.open = left > 0; }
    });
  };
  filter(ask("#search"), rows, narrow);
  only.addEventListener("change", narrow);

  // ---- The holiday notice
  const form = ask("#notice");
  if (!form) { return; }
  const shown = ask("#notice-look");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    shown.replaceChildren();
    const given = { year: Number(form.elements.year.value), number: form.elements.number.value.trim(), text: form.elements.text.value };
    guard(ask("button", form), async () => {
      let look;
      try { look = (await api("POST", "/notices/preview", given)).body; } catch (problem) {
        if (!problem.faults || !problem.faults.length) { throw problem; }
        shown.replaceChildren(el("div", { class: "note bad" }, el("div", { class: "told" }, el("p", { class: "note-title" }, "通知有 " + problem.faults.length + " 处读不懂"), el("ul", {}, problem.faults.map((fault) => el("li", {}, (/^(第|全文)/.test(fault.path) ? fault.path + "：" : "") + fault.message))))));
        return;
      }
      const part = document.importNode(new DOMParser().parseFromString(look.html, "text/html").body, true);
      const take = el("button", { class: "tool strong", type: "button", id: "take-notice", onclick: () => guard(take, async () => {
        const why = "录入" + given.year + "年放假通知 " + given.number;
        if (look.revision) { await api("PUT", "/records/notice/" + given.year, look.notice, { etag: tag(look.revision), why }); } else { await api("POST", "/records/notice", look.notice, { why }); }
        again(given.year + "年放假通知已录入，下次排定起按它算");
      }) }, "就是这样，录入");
      shown.replaceChildren(...Array.from(part.childNodes), el("p", { class: "bar" }, take, el("button", { class: "tool", type: "button", onclick: () => { shown.replaceChildren(); closeDrawer(); } }, "不对，重新粘贴")));
      shown.scrollIntoView({ block: "start" });
    });
  });
}());
