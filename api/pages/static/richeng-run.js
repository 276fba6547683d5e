// A run of the solver, watched: objective, bound and gap as they come; stopped with the best kept, or cancelled.
(function () {
  "use strict";
  const { el, api, watch, seconds, guard, drawer, closeDrawer, say, Problem } = Richeng;

  // meter(): a node that shows how far a run is, with its two ways to end it
  function meter(id) {
    const fill = el("div", { class: "fill" });
    const bar = el("div", { class: "track", role: "progressbar", "aria-label": "离最优的把握", "aria-valuemin": "0", "aria-valuemax": "100", "aria-valuenow": "0" }, fill);
    const line = el("p", { class: "now" }, "排队中……");
    const figures = el("p", { class: "figures" });
    const stop = el("button", { class: "tool", type: "button", disabled: true, onclick: () => guard(stop, () => api("POST", "/runs/" + id + "/stop", null)) }, "停下，用现在最好的");
    const cancel = el("button", { class: "tool", type: "button", onclick: () => guard(cancel, () => api("POST", "/runs/" + id + "/cancel", null)) }, "取消");
    const node = el("div", { class: "progress", "data-run": id }, line, bar, figures, el("div", { class: "bar" }, stop, cancel));
    function on(data, name) {
      if (name === "state") { line.textContent = data.state === "queued" ? "排队中……" : data.stop_wanted ? "正在收尾……" : "正在排定"; stop.disabled = !data.has_plan; return; }
      const sure = data.gap === null ? 0 : Math.max(0, Math.min(100, Math.round(100 * (1 - data.gap))));
      fill.style.width = sure + "%";
      bar.setAttribute("aria-valuenow", String(sure));
      line.textContent = data.objective === null ? "正在找第一个可行方案" : data.gap === 0 ? "已证明最优" : "已有可行方案，继续改进";
      stop.disabled = data.objective === null;
      figures.textContent = "";
      const told = [["用时", seconds(data.seconds)], ["代价", data.objective], ["下限", data.bound], ["差距", data.gap === null ? null : (100 * data.gap).toFixed(1) + "%"], ["方案数", data.solutions || null]];
      told.filter(([, value]) => value !== null && value !== undefined).forEach(([name_, value]) => figures.append(el("span", {}, name_ + " " + value)));
    }
    return { node, on };
  }
  // follow(id, place): shows the meter in a place and waits for the end; answers how the run ended
  Richeng.follow = (id, place) => new Promise((done) => {
    const shown = meter(id);
    place.append(shown.node);
    watch("/runs/" + id + "/events", shown.on, (end) => { shown.node.remove(); done(end); });
  });
  // solve(horizon, title, place): asks, follows, and answers the draft ({ body, etag }), none where it was cancelled
  Richeng.solve = async (horizon, title, place, most) => {
    const run = (await api("POST", "/runs", { horizon, title: title || "", seconds: most || 300 })).body;
    const box = place || drawer("正在排定" + (title || ""));
    const end = await Richeng.follow(run.id, box);
    if (!place) { closeDrawer(); }
    if (end.state === "cancelled") { say("已取消，什么都没有改动"); return null; }
    if (!end.has_plan) { throw new Problem(409, { title: "没有排出方案", detail: end.message || "必办事项互相冲突，请到月计划看冲突和出路。" }); }
    return api("POST", "/runs/" + run.id + "/draft", null);
  };
})();
