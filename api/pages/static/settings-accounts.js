// Accounts: made with a one-time link, which is shown once; closed and opened again.
(function () {
  "use strict";
  const { el, ask, all, api, guard, drawer, state } = window.Richeng;
  const revisions = state() || {};
  const form = ask("#account");

  async function entry(id, title) {
    const made = (await api("POST", "/people/" + id + "/entry")).body;
    drawer(title + "的一次性链接", el("p", { class: "once" }, "只显示这一次，一天内有效；打开后自己设口令。"), el("p", { class: "address" }, made.address),
      el("p", { class: "hint" }, "请当面或用内部渠道交给本人。原来的登录和旧链接都已失效。"));
    document.addEventListener("drawer-closed", () => location.reload(), { once: true });
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = { title: form.elements.title.value.trim(), login: form.elements.login.value.trim(), roles: all("[name=roles]:checked", form).map((box) => box.value) };
    if (form.elements.leader.value) { given.leader = form.elements.leader.value; }
    guard(ask("button", form), async () => {
      const made = (await api("POST", "/people", given, { why: "新建账号" })).body;
      await entry(made.id, made.title);
    }, form);
  });
  all("[data-entry]").forEach((button) => button.addEventListener("click", () => guard(button, () => entry(button.dataset.entry, button.dataset.title))));
  all("[data-disable]").forEach((button) => button.addEventListener("click", () => guard(button, async () => {
    const id = button.dataset.disable;
    await api("PATCH", "/people/" + id, { disabled: Boolean(button.dataset.to) }, { etag: '"' + revisions[id] + '"', why: button.textContent + button.dataset.title });
    location.reload();
  })));
}());
