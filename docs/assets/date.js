// The date: names the day so many weeks after the birth, in the words of the page's data- attributes.
// It counts calendar days in UTC, where no clock changes, and keeps nothing.
(function () {
  "use strict";

  var DAY = 24 * 60 * 60 * 1000;
  var FIRST_YEAR = 1900; // while she types 2027, the field says 2, 20 and 202

  var root = document.querySelector("[data-date]");
  var field = root.querySelector("[data-date-birth]");
  var line = root.querySelector("[data-date-result]");

  field.addEventListener("input", show);
  show(); // she may have been quicker than this script

  function show() {
    var birth = read(field.value);
    var weeks = Number(root.dataset.weeks);
    line.textContent = birth === null ? "" : fill(line.dataset.dateResult, {
      weeks: weeks,
      date: write(new Date(birth + weeks * 7 * DAY)),
    });
  }

  // "2027-01-04" in ms, null for any other text and for a day that does not exist.
  function read(text) {
    var parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
    if (!parts || Number(parts[1]) < FIRST_YEAR) return null;
    var day = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])));
    return day.toISOString().slice(0, 10) === text ? day.getTime() : null;
  }

  function write(day) {
    return fill(root.dataset.pattern, {
      weekday: root.dataset.weekdays.split("|")[(day.getUTCDay() + 6) % 7],
      day: day.getUTCDate(),
      month: root.dataset.months.split("|")[day.getUTCMonth()],
      year: day.getUTCFullYear(),
    });
  }

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (placeholder, name) {
      return values[name];
    });
  }
})();
