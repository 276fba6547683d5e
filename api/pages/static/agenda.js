// Agenda items: a click on a gate gives it its day, at once on record; Ctrl+Z or 撤销 takes the last one back.
(function () {
  "use strict";
  const { el, ask, all, api, say, guard, drawer, closeDrawer, undoStack, state, newKey } = window.Richeng;
  const revisions = state() || {};
  const undo = ask("#undo");
  if (!undo) { return; }
  const KEPT = "richeng-agenda-undo";
  const address = (id) => "/records/agenda_item/" + id.split("/").map(encodeURIComponent).join("/");

  const stack = undoStack((text) => { undo.hidden = !text; undo.textContent = "撤销：" + text; });
  const put = async (deed, day) => {
    const made = await api("PATCH", address(deed.item), { gates: { [deed.field]: day || null } }, { etag: '"' + revisions[deed.item] + '"', why: deed.zh + (day ? "：" + day : "：清除日期") });
    revisions[deed.item] = made.body.revision;
  };
  const keep = (deeds) => sessionStorage.setItem(KEPT, JSON.stringify(deeds.slice(-20)));
  const kept = () => JSON.parse(sessionStorage.getItem(KEPT) || "[]");
  const back = async (deed) => {
    await guard(undo, async () => {
      await put(deed, deed.before);
      keep(kept().slice(0, -1));
      await fresh();
      say("已撤销：" + deed.text, "good");
    });
  };
  kept().forEach((deed) => stack.push(deed.text, () => back(deed)));
  undo.addEventListener("click", () => stack.undo());

  // the table anew, without leaving the page
  async function fresh() {
    const text = await (await fetch(location.href, { credentials: "same-origin" })).text();
    const other = new DOMParser().parseFromString(text, "text/html");
    ask("#main").replaceWith(document.adoptNode(ask("#main", other)));
    Object.assign(revisions, JSON.parse(ask("#state", other).textContent) || {});
    const button = ask("#undo");
    button.replaceWith(undo);
    bind();
  }

  function edit(button) {
    const { item, field, zh, asks, day } = button.dataset;
    const title = ask(".item-title", button.closest("tr")).textContent;
    const input = el("input", { id: "f-day", name: field, type: "date", value: day, "aria-describedby": "e-day" });
    const save = async (to, pressed) => guard(pressed, async () => {
      const deed = { item, field, zh, before: day, text: title + "，" + zh };
      await put(deed, to);
      keep([...kept(), deed]);
      stack.push(deed.text, () => back(deed));
      closeDrawer();
      await fresh();
      const again = all(".gate-button").find((one) => one.dataset.item === item && one.dataset.field === field);
      if (again) { again.focus({ preventScroll: true }); }
      say(to ? zh + "：" + to + "，已记入" : zh + "：日期已清除", "good", title);
    }, form);
    const today = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);
    const form = el("form", { onsubmit: (event) => { event.preventDefault(); save(input.value, ask("button", form)); } },
      el("p", { class: "hint" }, title + "　" + asks),
      el("div", { class: "field" }, el("label", { for: "f-day" }, "哪天办的（定于哪天办）"), input, el("p", { class: "fault", id: "e-day", hidden: true })),
      el("p", { class: "bar" }, el("button", { class: "tool strong", type: "submit" }, "记入"),
        el("button", { class: "tool", type: "button", onclick: () => { input.value = ask("[data-today]") ? ask("[data-today]").dataset.today : today; } }, "今天"),
        day ? el("button", { class: "tool", type: "button", onclick: (event) => save("", event.target) }, "清除日期") : null));
    drawer(zh, form);
    input.focus();
  }

  function make() {
    const form = document.importNode(ask("#new-form").content, true).querySelector("form");
    drawer("新增议题", form);
    form.title.focus();
    const key = newKey();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const value = (name) => form.elements[name].value.trim();
      const given = { id: "agenda-" + key.slice(0, 12), title: value("title"), owner: value("owner"), unit: value("unit"), meeting: value("meeting"), priority: Number(value("priority")), gates: value("submitted") ? { submitted: value("submitted") } : {} };
      if (value("category")) { given.category = value("category"); }
      if (value("urgent")) { given.urgent = value("urgent"); }
      guard(ask("button[type=submit]", form), async () => {
        await api("POST", "/records/agenda_item", given, { key, why: "登记议题" });
        closeDrawer();
        await fresh();
        say("已登记：" + given.title, "good");
      }, form);
    });
  }

  function bind() {
    all(".gate-button").forEach((button) => button.addEventListener("click", () => edit(button)));
    ask("#new").addEventListener("click", make);
  }
  bind();
}());
