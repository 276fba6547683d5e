// Richeng: what a page cannot do by itself: walk by arrows, search by typing, open a phone at today, print.
(function () {
  "use strict";
  var all = function (css, root) { return Array.prototype.slice.call((root || document).querySelectorAll(css)); };

  // Print
  all("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  // Search the list by typing: every word must occur in a row
  var box = document.querySelector("[data-filter]");
  if (box) {
    box.closest(".filter").hidden = false;
    var found = document.querySelector("[data-found]");
    var nothing = document.querySelector(".none-found");
    box.addEventListener("input", function () {
      var words = box.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      var hits = 0;
      all(".list tbody").forEach(function (group) {
        var day = group.querySelector(".l-date").textContent + group.querySelector(".l-day").textContent;
        var shown = 0;
        all("tr", group).forEach(function (row) {
          var plain = row.classList.contains("none") || row.classList.contains("outs");
          var text = (day + row.textContent).toLowerCase();
          var hit = words.every(function (word) { return text.indexOf(word) >= 0; });
          all("td:not(.l-day)", row).forEach(function (cell) { cell.hidden = words.length > 0 && !hit; });
          if (hit && !(plain && words.length)) { hits += 1; }
          if (hit) { shown += 1; }
        });
        group.hidden = words.length > 0 && shown === 0;
      });
      found.textContent = words.length ? "找到 " + hits + " 项" : "";
      nothing.hidden = !words.length || hits > 0;
    });
  }

  // Arrow keys walk the items of the table; Escape closes what is open
  var step = function (item, key) {
    var cell = item.closest("td");
    var own = all("a.item", cell);
    var here = own.indexOf(item);
    if (key === "ArrowDown" && here + 1 < own.length) { return own[here + 1]; }
    if (key === "ArrowUp" && here > 0) { return own[here - 1]; }
    var rows = all(".matrix tbody tr");
    var r = rows.indexOf(cell.parentNode);
    var c = Number(cell.dataset.day);
    var dr = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
    var dc = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
    for (r += dr, c += dc; rows[r] && c >= 0 && c < 7; r += dr, c += dc) {
      var next = rows[r].querySelector("td[data-day='" + c + "']");
      var items = next ? all("a.item", next) : [];
      if (items.length) { return dr < 0 ? items[items.length - 1] : items[0]; }
    }
    return null;
  };
  document.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey) { return; }
    var item = document.activeElement && document.activeElement.closest ? document.activeElement.closest("a.item") : null;
    if (item && /^Arrow/.test(event.key)) {
      var next = step(item, event.key);
      if (next) { next.focus(); }
      event.preventDefault();
    } else if (event.key === "Escape") {
      all(".menu[open]").forEach(function (menu) { menu.open = false; });
      close();
    }
  });

  // Opening a card moves the reader there, closing brings him back
  var from = null;
  var close = function () {
    if (!/^#i-/.test(location.hash)) { return; }
    var y = window.pageYOffset;
    location.hash = "#top";
    history.replaceState(null, "", location.pathname + location.search);
    window.scrollTo(window.pageXOffset, y);
    all("a.item.on").forEach(function (item) { item.classList.remove("on"); });
    if (from) { from.focus({ preventScroll: true }); }
  };
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a") : null;
    if (link && link.classList.contains("close")) { event.preventDefault(); close(); return; }
    if (link && /^#i-/.test(link.getAttribute("href") || "")) { from = link; }
    all(".menu[open]").forEach(function (menu) { if (!menu.contains(event.target)) { menu.open = false; } });
  });
  var show = function () {
    all("a.item.on").forEach(function (item) { item.classList.remove("on"); });
    if (!/^#i-\d+$/.test(location.hash)) { return; }
    all("a.item[href='" + location.hash + "']").forEach(function (item) { item.classList.add("on"); });
    var card = document.getElementById(location.hash.slice(1));
    if (card) { card.focus({ preventScroll: true }); }
  };
  window.addEventListener("hashchange", show);
  show();

  // A phone opens at today, and its strip of days swipes the days
  var strip = document.querySelector(".strip");
  if (strip && getComputedStyle(strip).display !== "none") {
    var track = document.querySelector(".list table");
    var go = function (day) { track.scrollLeft = day.offsetLeft - track.offsetLeft; };
    var today = document.querySelector("tbody[data-today]");
    var mark = function () {
      var page = Math.round(track.scrollLeft / track.clientWidth);
      all("a", strip).forEach(function (link, n) {
        if (n === page) { link.setAttribute("aria-current", "date"); } else { link.removeAttribute("aria-current"); }
      });
    };
    if (today) { go(today); }
    mark();
    track.addEventListener("scroll", mark);
    strip.addEventListener("click", function (event) {
      var link = event.target.closest("a");
      if (link) { event.preventDefault(); go(document.querySelector(link.getAttribute("href").replace("#", "[id='") + "']")); }
    });
  }
})();
