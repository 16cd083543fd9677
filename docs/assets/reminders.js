// Reminders: the moments of the day that she chooses become one calendar file (RFC 5545), made here
// and handed to her device. Nothing is kept and nothing is sent.
(function () {
  "use strict";

  var MOST = 6;
  var LINE = 75; // octets before a line must be folded

  var form = document.querySelector("[data-reminders]");
  var moments = part("moments");
  var empty = moments.firstElementChild.cloneNode(true);
  empty.querySelector("input").value = "";
  empty.querySelector("select").selectedIndex = 0;

  addsAndRemoves();
  makesTheFile();

  function addsAndRemoves() {
    part("add").addEventListener("click", function () {
      if (moments.children.length >= MOST) return;
      var moment = empty.cloneNode(true);
      moments.append(moment);
      offer();
      moment.querySelector("input").focus();
    });
    moments.addEventListener("click", function (event) {
      if (!event.target.closest("button")) return;
      event.target.closest("li").remove();
      offer();
      part("add").focus();
    });

    function offer() {
      say("");
      part("add").hidden = moments.children.length >= MOST;
      moments.querySelectorAll("button").forEach(function (button) {
        button.hidden = moments.children.length === 1;
      });
    }
  }

  function makesTheFile() {
    form.addEventListener("change", function () {
      say("");
    });
    part("file").addEventListener("click", function () {
      var fields = Array.from(moments.querySelectorAll("input"));
      var unclear = fields.filter(isUnclear)[0];
      if (unclear) return asksAgain(unclear);
      var chosen = eachTimeOnce(fields.filter(function (field) { return field.value; }));
      if (!chosen.length) return say(part("said").dataset.remindersNone);
      var name = part("title").textContent.replace(/\u200c/g, " ") + ".ics"; // a file's name has no joiners
      download(name, calendar(chosen));
      say(name);
    });
  }

  // What she typed where the browser has no field for a time stands there now as it was understood.
  function isUnclear(field) {
    var time = clock(field.value.trim());
    if (time) field.value = time;
    return field.validity.badInput || field.value && !time;
  }

  function asksAgain(field) {
    say(part("said").dataset.remindersUnclear);
    field.focus();
  }

  // "09:30" from "9h30", "9.30", "0930" or "9"; "" if it is no time, or one that needs a guess ("9 pm").
  function clock(typed) {
    var western = typed.replace(/[٠-٩۰-۹]/g, function (digit) { return digit.charCodeAt(0) % 16; });
    var parts = /^(\d{1,2})(?:\s?[.:,h-u ]\s?(\d{1,2}))?(?::\d\d)?\s?(?:h|u|uur|uhr)?$/i.exec(western) ||
      /^(\d{1,2})(\d\d)$/.exec(western);
    return !parts || parts[1] > 23 || parts[2] > 59 ? "" : two(Number(parts[1])) + ":" + two(Number(parts[2] || 0));
  }

  // Each time of day once: of two at the same time the one with an occasion.
  function eachTimeOnce(fields) {
    var byTime = {};
    fields.forEach(function (field) {
      var moment = field.closest("li");
      var other = byTime[field.value];
      if (!other || !other.querySelector("select").value) byTime[field.value] = moment;
    });
    return Object.keys(byTime).map(function (time) { return byTime[time]; });
  }

  function calendar(chosen) {
    var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Pelvic floor brochure//Reminders//EN"];
    var now = new Date();
    chosen.forEach(function (moment) {
      lines = lines.concat(reminder(moment, now));
    });
    return lines.concat("END:VCALENDAR", "").map(fold).join("\r\n");
  }

  function reminder(moment, now) {
    var here = location.href.split(/[?#]/)[0];
    // An address on a disk leads nowhere from a calendar, and may tell her name.
    var link = location.protocol === "file:" ? [] : ["DESCRIPTION:" + escaped(here), "URL:" + here];
    var title = escaped(titleOf(moment.querySelector("select")));
    var time = moment.querySelector("input").value;
    return [
      "BEGIN:VEVENT",
      "UID:" + unique(time),
      "DTSTAMP:" + now.toISOString().replace(/[-:]|\.\d+/g, ""),
      "DTSTART:" + next(time, now),
      "DURATION:PT5M",
      "RRULE:FREQ=DAILY",
      "SUMMARY;LANGUAGE=" + document.documentElement.lang + ":" + title,
    ].concat(link, [
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      "TRIGGER:PT0M",
      "DESCRIPTION:" + title,
      "END:VALARM",
      "END:VEVENT",
    ]);
  }

  // A neutral title says neither what the reminder is for nor when in her day it comes.
  function titleOf(occasion) {
    var neutral = part("neutral");
    if (neutral.checked) return neutral.dataset.remindersNeutral;
    var title = window.brochure.whole(document.querySelector("h1").textContent).trim();
    return occasion.value ? title + " – " + occasion.selectedOptions[0].textContent : title;
  }

  // The next time that her clock says so, today or tomorrow, in whatever time zone she is: "20270104T093000".
  function next(time, now) {
    var passed = time <= two(now.getHours()) + ":" + two(now.getMinutes());
    var day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + (passed ? 1 : 0), 12);
    return day.getFullYear() + two(day.getMonth() + 1) + two(day.getDate()) + "T" + time.replace(":", "") + "00";
  }

  function two(number) {
    return String(number).padStart(2, "0");
  }

  // The same for the same time on the same site, so that a calendar replaces the reminder that it has. A disk's
  // path may tell her name.
  function unique(time) {
    var site = location.protocol === "file:" ? "" : location.host + window.brochure.base;
    return "reminder-" + time.replace(":", "") + "@" + (site || "brochure").replace(/[^\w.-]+/g, "-");
  }

  function escaped(text) {
    return text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|[\r\n]/g, "\\n");
  }

  // A line break and a space after at most 75 octets, never within a character.
  function fold(line) {
    var folded = "";
    var octets = 0;
    Array.from(line).forEach(function (character) {
      var size = new TextEncoder().encode(character).length;
      if (octets + size > LINE) {
        folded += "\r\n ";
        octets = 1;
      }
      folded += character;
      octets += size;
    });
    return folded;
  }

  function download(name, text) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/calendar;charset=utf-8" }));
    link.download = name;
    link.click();
    setTimeout(function () {
      URL.revokeObjectURL(link.href);
    }, 60000); // some phones read the file only after asking her where to keep it
  }

  function say(words) {
    part("said").textContent = words;
  }

  function part(name) {
    return form.querySelector("[data-reminders-" + name + "]");
  }
})();
