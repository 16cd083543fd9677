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
      var chosen = Array.from(moments.children).filter(function (moment) {
        return moment.querySelector("input").value;
      });
      if (!chosen.length) return say(part("said").dataset.remindersNone);
      var name = part("title").textContent + ".ics";
      download(name, calendar(chosen));
      say(name);
    });
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
    return [
      "BEGIN:VEVENT",
      "UID:" + unique(),
      "DTSTAMP:" + now.toISOString().replace(/[-:]|\.\d+/g, ""),
      "DTSTART:" + next(moment.querySelector("input").value, now),
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
    var clock = time.slice(0, 5);
    var passed = clock <= two(now.getHours()) + ":" + two(now.getMinutes());
    var day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + (passed ? 1 : 0), 12);
    return day.getFullYear() + two(day.getMonth() + 1) + two(day.getDate()) + "T" + clock.replace(":", "") + "00";
  }

  function two(number) {
    return String(number).padStart(2, "0");
  }

  // Not crypto.randomUUID: browsers refuse it on plain HTTP.
  function unique() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), function (octet) {
      return octet.toString(16).padStart(2, "0");
    }).join("");
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
