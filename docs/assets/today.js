// Today: how many series she did, today and on the days before, on this device only.
// Stored as {"2026-10-25": 3}, by the days of her own calendar. A device's clock may be wrong, and she may travel:
// no day is forgotten because of today's date, and a day that is still to come is shown when it comes.
(function () {
  "use strict";

  var DAYS = 14; // are shown
  var KEPT = 60; // with a count, so that the record does not grow for ever
  var DATE = /^\d{4}-\d\d-\d\d$/;
  var MOST = 999; // more in one day is no count
  var HIGHEST = 4; // a bar, in rem

  var panel = document.querySelector("[data-today]");
  var midnight; // runs to the next day

  part("add").addEventListener("click", add);
  panel.addEventListener("brochure:series", add);
  part("delete").addEventListener("click", forget);
  staysTrue();
  show();

  function add() {
    var days = read();
    var today = lastDays().pop();
    days[today] = Math.min(MOST, (days[today] || 0) + 1);
    show(!write(days));
  }

  function forget() {
    var deleted = remove("today.unread") && remove("today");
    show(!deleted);
    var answer = part("answer");
    answer.textContent = deleted ? answer.dataset.deleted : part("line").dataset.refused;
  }

  // Another tab counts or deletes too, and the day changes while the page is open or in the browser's cache.
  function staysTrue() {
    window.brochure.onReturn(function (event) {
      if (!event.key || event.key === window.brochure.base + "today") show();
    });
    document.addEventListener("visibilitychange", function () {
      if (!document.hidden) show();
    });
  }

  function show(refused) {
    var days = read();
    var dates = lastDays();
    var line = part("line");
    refused = refused || !window.brochure.withStorage(Boolean);
    line.textContent = refused ? line.dataset.refused : line.dataset.count.replace("{count}", days[dates[DAYS - 1]] || 0);
    part("often").hidden = refused;
    part("unread").hidden = !window.brochure.recall("today.unread");
    part("answer").textContent = "";
    draw(dates, days);
    clearTimeout(midnight);
    midnight = setTimeout(show, dayFromToday(1, 0) - new Date());
  }

  // One list item a day: "25: 3", with a bar in between.
  function draw(dates, days) {
    var most = Math.max.apply(null, dates.map(function (date) { return days[date] || 0; }));
    var step = Math.min(0.75, HIGHEST / most);
    part("days").replaceChildren.apply(part("days"), dates.map(function (date) {
      var count = days[date] || 0;
      var item = document.createElement("li");
      var day = element("time", Number(date.slice(-2)));
      var colon = element("span", ": ");
      var bar = element("i", "");
      day.dateTime = date;
      colon.className = "unseen";
      bar.style.blockSize = count * step + "rem";
      item.append(day, colon, bar, element("b", count));
      if (date === dates[DAYS - 1]) item.setAttribute("aria-current", "date");
      return item;
    }));
  }

  function element(name, text) {
    var made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  // Every day with its count. What is neither is put aside, and the page says so.
  function read() {
    var text = window.brochure.recall("today") || "{}";
    var stored = parsed(text);
    var dates = Object.keys(stored);
    var days = {};
    dates.filter(function (date) {
      return DATE.test(date) && Number.isInteger(stored[date]) && stored[date] > 0 && stored[date] <= MOST;
    }).forEach(function (date) {
      days[date] = stored[date];
    });
    if (Object.keys(days).length < dates.length) putAside(text, days);
    return days;
  }

  // As days if it is a list of anything; else as one strange day.
  function parsed(text) {
    try {
      var stored = JSON.parse(text);
      if (typeof stored === "object" && !Array.isArray(stored)) return stored || {};
    } catch (corrupted) {
      // no list
    }
    return { strange: text };
  }

  function putAside(text, days) {
    window.brochure.remember("today.unread", text);
    if (window.brochure.recall("today.unread") === text) write(days);
  }

  // Whether the device did it.
  function write(days) {
    var last = {};
    Object.keys(days).sort().slice(-KEPT).forEach(function (date) { last[date] = days[date]; });
    var text = JSON.stringify(last);
    if (text === "{}") return remove("today");
    window.brochure.remember("today", text);
    return window.brochure.recall("today") === text;
  }

  function remove(name) {
    return window.brochure.withStorage(function (storage) {
      storage.removeItem(window.brochure.base + name);
      return true;
    });
  }

  // The dates of the days that are shown, today's last.
  function lastDays() {
    var dates = [];
    for (var ago = DAYS - 1; ago >= 0; ago--) {
      var day = dayFromToday(-ago, 12); // noon, which every day has, whatever the clock does
      dates.push([day.getFullYear(), two(day.getMonth() + 1), two(day.getDate())].join("-"));
    }
    return dates;
  }

  function dayFromToday(days, hour) {
    var now = new Date();
    return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
  }

  function two(number) {
    return String(number).padStart(2, "0");
  }

  function part(name) {
    return panel.querySelector("[data-today-" + name + "]");
  }
})();
