// Subscriptions: an address is made, rotated, revoked; it is shown once, with its codes, and nowhere kept.
(function () {
  "use strict";
  const { el, ask, all, api, say, guard, drawer } = window.Richeng;

  async function show(made, title) {
    const codes = (await api("POST", "/links/codes", { address: made.address })).body;
    const part = document.importNode(new DOMParser().parseFromString(codes.html, "text/html").body, true);
    const copy = el("button", { class: "tool strong", type: "button", onclick: () => {
      const box = el("textarea", {}, made.address);
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
      say("地址已复制", "good");
    } }, "复制地址");
    drawer(title, el("p", { class: "once" }, "这个地址只显示这一次，请现在扫码或复制。"), Array.from(part.childNodes), el("p", { class: "bar" }, copy));
    document.addEventListener("drawer-closed", () => location.reload(), { once: true });
  }
  all("form.add").forEach((form) => form.addEventListener("submit", (event) => {
    event.preventDefault();
    const input = form.elements.title;
    const title = input.value.trim() || input.placeholder.replace(/^.*“|”.*$/g, "");
    guard(ask("button", form), async () => show((await api("POST", "/links", { audience: form.dataset.audience, title })).body, title));
  }));
  all("[data-rotate]").forEach((button) => button.addEventListener("click", () => sure(button, "更换后旧地址立即失效", async () => show((await api("POST", "/links/" + button.dataset.rotate + "/rotate")).body, button.dataset.title))));
  all("[data-revoke]").forEach((button) => button.addEventListener("click", () => sure(button, "停用后立即失效", async () => { await api("DELETE", "/links/" + button.dataset.revoke); location.reload(); })));

  // asked twice: what ends at once cannot be taken back
  function sure(button, text, act) {
    if (!button.dataset.sure) {
      const was = button.textContent;
      button.dataset.sure = "1";
      button.textContent = text + "，确定" + was + "？";
      setTimeout(() => { delete button.dataset.sure; button.textContent = was; }, 6000);
      return;
    }
    guard(button, act);
  }
}());
