// Asking for leaders' time: a click on a free half-day fills the form; faults stand beside their fields.
(function () {
  "use strict";
  const { ask, all, api, say, guard, fail } = window.Richeng;
  const form = ask("#request");
  if (!form) { return; }
  const told = sessionStorage.getItem("richeng-request");
  if (told) { sessionStorage.removeItem("richeng-request"); say(told, "good"); }
  const again = (text) => { sessionStorage.setItem("richeng-request", text); location.reload(); };

  all(".slot").forEach((slot) => slot.addEventListener("click", () => {
    all(".slot[aria-pressed]").forEach((other) => other.removeAttribute("aria-pressed"));
    slot.setAttribute("aria-pressed", "true");
    form.day.value = slot.dataset.day;
    form.half.value = slot.dataset.half;
    const box = all("[name=attend]", form).find((one) => one.value === slot.dataset.leader);
    if (box && !all("[name=attend]:checked", form).length && form.chair.value !== box.value) { box.checked = true; }
    form.title.focus({ preventScroll: window.innerWidth > 900 });
  }));

  form.addEventListener("input", (event) => {
    const line = ask(".fault", event.target.closest(".field") || form);
    event.target.removeAttribute("aria-invalid");
    if (line) { line.hidden = true; }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = {};
    ["title", "kind", "day", "until", "half", "start", "minutes", "chair", "portfolio", "venue", "priority", "secrecy", "tentative", "note", "unit"].forEach((name) => {
      if (form[name] && form[name].value) { given[name] = form[name].value; }
    });
    ["title", "kind", "day"].forEach((name) => { given[name] = given[name] || ""; });
    given.attend = all("[name=attend]:checked", form).map((box) => box.value).join("、");
    guard(ask("button[type=submit]", form), async () => {
      const made = (await api("POST", "/requests", given)).body;
      again("已交给政府办：" + made.title + "，" + made.when);
    }, form);
  });

  all("[data-withdraw]").forEach((button) => button.addEventListener("click", () => {
    if (!button.dataset.sure) {
      button.dataset.sure = "1";
      button.textContent = "确定撤回？";
      setTimeout(() => { delete button.dataset.sure; button.textContent = "撤回"; }, 5000);
      return;
    }
    guard(button, async () => {
      await api("DELETE", "/requests/" + button.dataset.withdraw.split("/").map(encodeURIComponent).join("/"), null, { etag: '"' + button.dataset.revision + '"', why: "部门撤回" });
      again("已撤回：" + button.dataset.title);
    });
  }));
  window.addEventListener("unhandledrejection", (event) => fail(event.reason));
}());
