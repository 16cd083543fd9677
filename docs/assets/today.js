// Today: how many series she did, today and on the days before, on this device only.
// Stored as {"2026-10-25": 3}, by the days of her own calendar.
(function () {
  "use strict";

  var DAYS = 14;
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
    var deleted = write({});
    show(!deleted);
    var answer = part("answer");
    answer.textContent = deleted ? answer.dataset.deleted : part("line").dataset.refused;
  }

  // Another tab counts or deletes too, and the day changes while the page is open.
  function staysTrue() {
    window.addEventListener("storage", function (event) {
      if (event.key === null || event.key === window.brochure.base + "today") show();
    });
    document.addEventListener("visibilitychange", function () {
      if (!document.hidden) show();
    });
  }

  function show(refused) {
    var days = forgetsOldDays();
    var dates = lastDays();
    var line = part("line");
    refused = refused || !readable();
    line.textContent = refused ? line.dataset.refused : line.dataset.count.replace("{count}", days[dates[DAYS - 1]] || 0);
    part("often").hidden = refused;
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

  // Only what can be a count, of the last days, in their order; anything else is not there.
  function read() {
    var stored = {};
    var days = {};
    try {
      stored = JSON.parse(window.brochure.recall("today")) || {};
    } catch (corrupted) {
      // as if there were nothing
    }
    lastDays().forEach(function (date) {
      var count = stored[date];
      if (Number.isInteger(count) && count > 0 && count <= MOST) days[date] = count;
    });
    return days;
  }

  function forgetsOldDays() {
    var days = read();
    var stored = window.brochure.recall("today");
    if (stored !== null && stored !== JSON.stringify(days)) write(days);
    return days;
  }

  // Whether the device did it.
  function write(days) {
    var text = JSON.stringify(days);
    if (text !== "{}") {
      window.brochure.remember("today", text);
      return window.brochure.recall("today") === text;
    }
    try {
      window.localStorage.removeItem(window.brochure.base + "today");
      return true;
    } catch (refused) {
      return false;
    }
  }

  function readable() {
    try {
      return Boolean(window.localStorage);
    } catch (refused) {
      return false;
    }
  }

  // The dates of the days that are kept, today's last.
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
