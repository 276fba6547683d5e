// The trail: verified on request, searched by typing.
(function () {
  "use strict";
  const { el, ask, all, api, guard, filter } = window.Richeng;
  filter(ask("#search"), () => all(".trail tbody tr"));
  ask("#verify").addEventListener("click", (event) => guard(event.target, async () => {
    const found = (await api("GET", "/trail/verification")).body;
    ask("#verified").replaceChildren(found.whole
      ? el("span", { class: "badge good" }, "完整：" + found.anchor.number + " 条逐条相接，记录和发布的各版都与封存时一致")
      : el("span", {}, el("span", { class: "badge late" }, "不完整，请停止使用并联系维护人员"), el("ul", {}, found.faults.map((fault) => el("li", {}, fault.sentence)))));
    if (found.whole) { ask("#verified").append(el("span", { class: "hint" }, " 末条核对值 " + found.anchor.seal.slice(0, 16) + "…，可抄存备查")); }
  }));
}());
