// Richeng, the office's pages: talking to the API, saying what happened, undo, autosave, progress, the drawer.
// Everything is made of text nodes: whatever is typed stays text. Nothing here is newer than Chromium 80.
window.Richeng = (function () {
  "use strict";
  // Chromium before 86 has no replaceChildren
  if (!Element.prototype.replaceChildren) {
    Element.prototype.replaceChildren = function (...children) { this.textContent = ""; this.append(...children); };
  }
  const ask = (css, root) => (root || document).querySelector(css);
  const all = (css, root) => Array.from((root || document).querySelectorAll(css));
  const office = ask("[data-office]") ? ask("[data-office]").dataset.office : "";
  const base = "/api/offices/" + encodeURIComponent(office);

  // el("li", { class: "why", onclick: go }, "text", node, null): an element; strings become text, null nothing
  function el(name, facts, ...children) {
    const made = document.createElement(name);
    Object.entries(facts || {}).forEach(([key, value]) => {
      if (value === null || value === undefined || value === false) { return; }
      if (key.startsWith("on")) { made.addEventListener(key.slice(2), value); } else if (value === true) { made.setAttribute(key, ""); } else { made.setAttribute(key, value); }
    });
    children.flat(9).forEach((child) => { if (child !== null && child !== undefined && child !== false) { made.append(child); } });
    return made;
  }
  const state = () => JSON.parse(ask("#state").textContent);
  const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

  // ---- The API. path: from /offices/{office}, or from the root where it begins with /api.
  // options: etag (If-Match), key (Idempotency-Key, made up for a POST that has none), why (for the trail), signal.
  // Answers { status, body, etag }; throws a Problem.
  class Problem extends Error {
    constructor(status, body) {
      super(body.detail || body.title || "出错了");
      Object.assign(this, { status, body, code: body.code || "", title: body.title || "出错了", faults: body.faults || [] });
    }
  }
  async function api(method, path, given, options) {
    const wish = options || {};
    const headers = { Accept: "application/json" };
    const raw = given instanceof Blob || given instanceof FormData;
    if (given !== undefined && given !== null && !raw) { headers["Content-Type"] = "application/json"; }
    if (given instanceof Blob && given.type) { headers["Content-Type"] = given.type; }
    if (wish.etag) { headers["If-Match"] = wish.etag; }
    if (method === "POST") { headers["Idempotency-Key"] = wish.key || newKey(); }
    if (wish.why) { headers["Richeng-Why"] = encodeURIComponent(wish.why); }
    const body = given === undefined || given === null ? undefined : raw ? given : JSON.stringify(given);
    let answer;
    try {
      answer = await fetch(path.startsWith("/api") ? path : base + path, { method, headers, body, credentials: "same-origin", signal: wish.signal, keepalive: Boolean(wish.keepalive) });
    } catch (fault) {
      if (fault.name === "AbortError") { throw fault; }
      throw new Problem(0, { code: "offline", title: "连不上服务", detail: "没有连上服务，刚才的操作没有办成；请检查网络后再试。" });
    }
    const text = await answer.text();
    let told = null;
    try { told = text ? JSON.parse(text) : null; } catch (fault) { told = { title: "出错了", detail: "服务的回答读不懂，请刷新后再试。" }; }
    if (!answer.ok) {
      if (answer.status === 401) { told = { ...told, title: "登录已过期", detail: "请重新登录；没有保存的改动请先抄下来。" }; }
      throw new Problem(answer.status, told || {});
    }
    return { status: answer.status, body: told, etag: answer.headers.get("ETag") };
  }

  // ---- Saying, one thing at a time. kind: "good", which goes after 8 seconds, "warn" (done, but …) or "bad" (not done).
  // actions: [["撤销", () => …], …]
  function say(title, kind, detail, actions) {
    const area = ask("#notices");
    const close = el("button", { class: "tool", type: "button", onclick: () => note.remove() }, "知道了");
    const buttons = (actions || []).map(([text, act]) => el("button", { class: "tool", type: "button", onclick: () => { note.remove(); act(); } }, text));
    const lines = [].concat(detail || []);
    const note = el("div", { class: "note " + (kind || "good") },
      el("div", { class: "told" }, el("p", { class: "note-title" }, title), lines.length > 1 ? el("ul", {}, lines.map((one) => el("li", {}, one))) : lines.length ? el("p", {}, lines[0]) : null),
      el("span", { class: "push" }, buttons, close));
    all(".note", area).forEach((old) => old.remove());
    area.append(note);
    if (!kind || kind === "good") { setTimeout(() => note.remove(), 8000); }
    return note;
  }

  // ---- Faults: beside the fields of a form where they name one, the rest in the notices
  function clearFaults(form) {
    all("[aria-invalid]", form).forEach((input) => input.removeAttribute("aria-invalid"));
    all(".field .fault", form).forEach((line) => { line.hidden = true; line.textContent = ""; });
  }
  function fieldOf(form, path) {
    const last = path.split(/[.[\]]+/).filter((part) => part && !/^\d+$/.test(part)).pop() || "";
    const named = all("[name]", form);
    return named.find((input) => input.dataset.path === path) || named.find((input) => input.name === last) || null;
  }
  function fail(problem, form) {
    if (problem.name === "AbortError") { return; }
    if (!(problem instanceof Problem)) { say("页面出错了", "bad", String(problem.message || problem)); throw problem; }
    const rest = [];
    let first = null;
    if (form) { clearFaults(form); }
    problem.faults.forEach((fault) => {
      const input = form ? fieldOf(form, fault.path) : null;
      const line = input ? ask(".fault", input.closest(".field") || form) : null;
      if (!line) { rest.push(fault.message); return; }
      input.setAttribute("aria-invalid", "true");
      line.textContent = fault.message;
      line.hidden = false;
      first = first || input;
    });
    if (first) { first.focus(); }
    if (!problem.faults.length) { rest.push(problem.message); }
    if (rest.length) { say(problem.title, "bad", rest); }
  }
  // guard(button, act): runs act; the button rests meanwhile, what goes wrong is said
  async function guard(button, act, form) {
    if (button) { button.disabled = true; }
    try { return await act(); } catch (problem) { fail(problem, form); return undefined; } finally { if (button) { button.disabled = false; } }
  }

  // ---- Undo: a stack of deeds, each with the way back; Ctrl+Z takes the last back
  function undoStack(changed) {
    const done = [];
    const tell = () => { if (changed) { changed(done.length ? done[done.length - 1].text : ""); } };
    const stack = {
      push(text, undo) { done.push({ text, undo }); tell(); },
      get size() { return done.length; },
      clear() { done.length = 0; tell(); },
      async undo() { const last = done.pop(); if (last) { await last.undo(); tell(); } return last ? last.text : ""; },
    };
    document.addEventListener("keydown", (event) => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test((document.activeElement || {}).tagName || "");
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === "z" && !typing && done.length) { event.preventDefault(); stack.undo(); }
    });
    return stack;
  }

  // ---- Autosave: touch() after each change; save() runs a moment later, one at a time, and before the page goes
  function autosave(save, told, wait) {
    let timer = null, running = null, dirty = false;
    const run = async () => {
      clearTimeout(timer);
      timer = null;
      if (running) { await running; }
      if (!dirty) { return; }
      dirty = false;
      told("saving");
      running = Promise.resolve(save()).then(() => told("saved"), (problem) => { dirty = true; told("failed"); fail(problem); });
      await running;
      running = null;
    };
    window.addEventListener("beforeunload", (event) => { if (dirty || running) { run(); event.preventDefault(); event.returnValue = ""; } });
    document.addEventListener("visibilitychange", () => { if (document.hidden && dirty) { run(); } });
    return {
      touch() { dirty = true; told("dirty"); clearTimeout(timer); timer = setTimeout(run, wait === undefined ? 600 : wait); },
      flush: run,
      get dirty() { return dirty; },
    };
  }

  // ---- Progress of a run: on(data) for each step, ended(data) at the end; answers a way to stop watching
  // (the browser reconnects by itself, after the event that it saw last)
  function watch(path, on, ended) {
    const source = new EventSource(base + path);
    ["progress", "state", "end"].forEach((name) => source.addEventListener(name, (event) => {
      const data = JSON.parse(event.data);
      if (name === "end") { source.close(); }
      (name === "end" ? ended : on)(data, name);
    }));
    return () => source.close();
  }
  const seconds = (n) => (n < 60 ? n.toFixed(n < 10 ? 1 : 0) + " 秒" : Math.floor(n / 60) + " 分 " + Math.round(n % 60) + " 秒");

  // ---- The drawer: one at a time, Esc closes it, and the focus goes back to where it was
  let from = null;
  function closeDrawer() {
    const open = ask(".drawer");
    if (!open) { return; }
    open.remove();
    if (from && from.isConnected) { from.focus({ preventScroll: true }); }
    document.dispatchEvent(new CustomEvent("drawer-closed"));
  }
  function drawer(title, ...children) {
    const before = ask(".drawer");
    if (before) { before.remove(); } else { from = document.activeElement; }
    const made = el("section", { class: "drawer", role: "dialog", "aria-label": title, tabindex: "-1" },
      el("h2", {}, title), el("button", { class: "tool close", type: "button", onclick: closeDrawer }, "关闭"), children);
    document.body.append(made);
    made.focus({ preventScroll: true });
    return made;
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && ask(".drawer")) { event.preventDefault(); event.stopPropagation(); closeDrawer(); }
  }, true);

  // ---- Search by typing: every word must occur; rows that do not match are hidden. Answers how many are left.
  function filter(box, rows, told) {
    const run = () => {
      const words = box.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      let left = 0;
      rows().forEach((row) => {
        const hit = words.every((word) => row.textContent.toLowerCase().includes(word));
        row.hidden = !hit;
        left += hit ? 1 : 0;
      });
      if (told) { told(left, words.length > 0); }
      return left;
    };
    box.addEventListener("input", run);
    return run;
  }

  // A table wider than the screen can be scrolled by keys
  const reach = () => all(".scroll").forEach((box) => { if (box.scrollWidth > box.clientWidth) { box.tabIndex = 0; } });
  document.addEventListener("DOMContentLoaded", reach);
  window.addEventListener("resize", reach);

  return { el, ask, all, api, base, office, state, newKey, Problem, say, fail, guard, clearFaults, undoStack, autosave, watch, seconds, drawer, closeDrawer, filter };
})();
