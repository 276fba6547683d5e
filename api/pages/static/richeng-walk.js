// The board by keys: arrows walk cells and the items in them; M moves, N makes, Enter opens, Esc takes back, / finds.
(function () {
  "use strict";
  const { ask, all } = Richeng;
  const { sheet, cellOf, unmark, saved } = window.Board;
  const B = window.Board;

  let moving = null;
  const rows = () => all(".matrix tbody tr", sheet);
  function cellAt(r, c) {
    for (let up = r; up >= 0 && up > r - 2; up -= 1) {
      const td = rows()[up] && ask("td[data-day='" + c + "']", rows()[up]);
      if (td && (up === r || td.rowSpan === 2)) { return td; }
    }
    return null;
  }
  function neighbour(td, key) {
    const r = rows().indexOf(td.parentNode) + (key === "ArrowDown" ? td.rowSpan : key === "ArrowUp" ? -1 : 0);
    const c = Number(td.dataset.day) + (key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0);
    return r >= 0 && c >= 0 && c < 7 ? cellAt(r, c) : null;
  }
  function enter(td, last) {
    const items = all("a.item", td);
    (moving || !items.length ? td : last ? items[items.length - 1] : items[0]).focus();
  }
  function stopMoving() { if (moving) { moving.node.classList.remove("moving"); unmark(); moving = null; saved(""); } }
  document.addEventListener("keydown", (event) => {
    const at = document.activeElement;
    if (event.altKey || event.ctrlKey || event.metaKey || ask(".drawer") || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) { return; }
    if (event.key === "/") { event.preventDefault(); ask("#find").focus(); return; }
    const td = cellOf(at), node = at.closest ? at.closest("a.item[data-item]") : null;
    if (event.key === "n" || event.key === "N") { event.preventDefault(); B.edit(null, td); return; }
    if (!td) { return; }
    if (/^Arrow/.test(event.key)) {
      event.preventDefault();
      const own = all("a.item", td), here = own.indexOf(node);
      if (!moving && event.key === "ArrowDown" && here >= 0 && here + 1 < own.length) { own[here + 1].focus(); return; }
      if (!moving && event.key === "ArrowUp" && here > 0) { own[here - 1].focus(); return; }
      const next = neighbour(td, event.key);
      if (!next) { return; }
      enter(next, event.key === "ArrowUp");
      if (moving) { unmark(); next.classList.add("target"); next.focus(); }
    } else if ((event.key === "m" || event.key === "M") && node && !moving) {
      event.preventDefault();
      moving = { id: node.dataset.item, from: node.dataset.from, node };
      node.classList.add("moving");
      td.classList.add("target");
      td.focus();
      saved("用方向键选位置，回车放下，Esc 取消");
    } else if (event.key === "Enter" && moving) {
      event.preventDefault();
      const wish = moving;
      stopMoving();
      B.moved(wish.id, wish.from, td.dataset.leader, td.dataset.half);
    } else if (event.key === "Enter" && !node) {
      event.preventDefault();
      B.edit(null, td);
    } else if (event.key === "Escape") { stopMoving(); }
  });
})();
