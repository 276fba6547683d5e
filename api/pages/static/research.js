// The year's research: topics written in place, a free stretch put in at a click and taken back.
(function () {
  "use strict";
  const { el, ask, all, api, say, guard, drawer, closeDrawer, state } = window.Richeng;
  const revisions = state() || {};
  const KEPT = "richeng-research";
  const again = (text, made) => { sessionStorage.setItem(KEPT, JSON.stringify({ text, made: made || null })); location.reload(); };
  const told = JSON.parse(sessionStorage.getItem(KEPT) || "null");
  sessionStorage.removeItem(KEPT);
  if (told) {
    const back = async () => {
      await guard(null, async () => {
        await api("DELETE", "/records/event/" + told.made.id, null, { etag: '"' + told.made.revision + '"', why: "撤销：" + told.text });
        again("已撤销");
      });
    };
    say(told.text, "good", null, told.made ? [["撤销", back]] : []);
  }

  all("[data-start]").forEach((button) => button.addEventListener("click", () => {
    const { leader, start, end, halves, zh, topic, title } = button.dataset;
    const id = "survey/" + leader + "/" + start.slice(0, 13).replace(/[^0-9]/g, "");
    const given = {
      id, title: "调研" + (topic ? "：" + topic : ""), kind: "research", duty: "must", organiser: "区政府办公室",
      when: { earliest: start, latest: end, half_days: Number(halves) },
      seats: [{ id: "main", role: "attend", who: { leader }, cover: "none" }],
    };
    guard(button, async () => {
      const made = (await api("POST", "/records/event", given, { why: "补足全年调研：" + title + zh })).body;
      again(title + "：" + zh + "已排上调研，下次排定时定下", { id: made.id, revision: made.revision });
    });
  }));

  all("[data-topics]").forEach((button) => button.addEventListener("click", () => {
    const leader = button.dataset.topics;
    const lines = all(".topics > span:not(.badge)", button.closest("td")).map((one) => one.textContent);
    const input = el("textarea", { id: "f-topics", name: "topics", rows: "6", "aria-describedby": "e-topics" });
    input.value = lines.join("\n");
    const form = el("form", {
      onsubmit: (event) => {
        event.preventDefault();
        const topics = input.value.split("\n").map((line) => line.trim()).filter(Boolean);
        guard(ask("button", form), async () => {
          const why = button.dataset.title + "的调研课题";
          if (revisions[leader]) {
            await api("PATCH", "/records/research_plan/" + leader, { topics }, { etag: '"' + revisions[leader] + '"', why });
          } else {
            await api("POST", "/records/research_plan", { leader, topics }, { why });
          }
          closeDrawer();
          again("已记入" + why);
        }, form);
      },
    },
    el("div", { class: "field" }, el("label", { for: "f-topics" }, "重点课题，一行一个"), input, el("p", { class: "hint" }, "排定时依次写进他的调研日程（第六十六条）"), el("p", { class: "fault", id: "e-topics", hidden: true })),
    el("p", { class: "bar" }, el("button", { class: "tool strong", type: "submit" }, "记入")));
    drawer(button.dataset.title + "的课题", form);
    input.focus();
  }));
}());
