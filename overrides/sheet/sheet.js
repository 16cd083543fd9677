// The review sheet: choices text by text, kept in this browser and in files that can be sent on and joined.
(function () {
  "use strict";

  var sheet = document.body.dataset;
  var messages = JSON.parse(sheet.messages);
  var numberWords = words(sheet.numberWords);
  var unitWords = words(sheet.unitWords);
  var negations = JSON.parse(sheet.negations);
  var key = "perinatal-review-" + sheet.sheet + "-" + sheet.made;
  var texts = Array.from(document.querySelectorAll("fieldset[data-key]"));
  var reviewer = ["name", "profession", "date"];
  var stored = true;
  var warned = false; // she was told of warnings before she saves

  document.querySelectorAll("[data-buttons], .choices").forEach(function (part) { part.hidden = false; });
  signs(recalled());
  takeOver(recalled());
  texts.forEach(obeys);
  reviewer.forEach(function (name) { field(name).addEventListener("input", keep); });
  onButton("next", goOn);
  onButton("save", function () { saveFile("review-" + sheet.sheet + "-draft.json", false); });
  onButton("finish", finish);
  onButton("print", function () { window.print(); });
  document.querySelector("[data-load]").addEventListener("change", loadFile);
  showProgress();

  function obeys(text) {
    text.addEventListener("change", function (event) {
      if (event.target.type === "radio") show(text, event.target.value);
      keep();
    });
    text.addEventListener("input", function () {
      warn(text);
      keep();
    });
  }

  function show(text, choice) {
    text.dataset.choice = choice;
    part(text, "[data-field=change]").hidden = choice !== "change";
    part(text, "[data-field=remark]").hidden = choice !== "question" && choice !== "change";
    warn(text);
  }

  // What the text must keep: numbers in the order of the Dutch, what a page fills in, bold and links.
  function warn(text) {
    var now = typed(text, "change");
    var warnings = [];
    if (text.dataset.choice === "change" && now) {
      var found = numbersOf(now).join(", ");
      var expected = text.dataset.numbers.split(" ").filter(Boolean).join(", ");
      if (found !== expected) warnings.push(said("numbers", { expected: expected || "–", found: found || "–" }));
      var lost = text.dataset.kept.split(" ").filter(function (one) { return now.split(one).length !== 2; });
      if (text.dataset.kept && lost.length) warnings.push(said("kept", { parts: lost.join(" ") }));
      if (signsOf(now) !== text.dataset.signs) warnings.push(said("broken", {}));
      if (unitsOf(now) !== text.dataset.units) warnings.push(said("units", {}));
      if (String(denies(now)) !== text.dataset.denies) warnings.push(said("negation", {}));
    }
    fill(part(text, "[data-warning]"), warnings.flat());
    return warnings.length;
  }

  // As brochure/check/fidelity.py reads them: digits, and the words for two to twelve.
  function numbersOf(text) {
    return wordsOf(text).map(function (word) {
      if (word in numberWords) return numberWords[word];
      return Number(word.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, function (digit) { return digit.charCodeAt(0) & 15; }));
    }).filter(function (number) { return !Number.isNaN(number); });
  }

  // Only in a text with a number, or with the place of one.
  function unitsOf(text) {
    if (!/\d|\{(min|max|seconds|weeks)\}/.test(text)) return "";
    var units = wordsOf(text).filter(function (word) { return word in unitWords; }).map(function (word) { return unitWords[word]; });
    return Array.from(new Set(units)).sort().join(" ");
  }

  // A list in which nothing is that is not the list's own: "constructor" is a word.
  function words(json) {
    return Object.assign(Object.create(null), JSON.parse(json));
  }

  function denies(text) {
    return wordsOf(text).some(function (word) { return negations.indexOf(word) >= 0; });
  }

  function wordsOf(text) {
    var tokens = text.replace(/\{[a-z]+\}/g, " ").match(/\d+|[\u0660-\u0669]+|[\u06f0-\u06f9]+|[\p{L}\p{M}]+(?:[’'][\p{L}\p{M}]+)*/gu) || [];
    return tokens.map(function (token) {
      return token.toLowerCase().normalize("NFD").replace(/\p{Mn}/gu, "").normalize("NFC");
    });
  }

  // Pairs of * and of [ ], such as "*[]": the same signs in the same number, none left open.
  function signsOf(text) {
    var open = [];
    var found = [];
    (text.match(/[*[\]]/g) || []).forEach(function (sign) {
      var last = open[open.length - 1];
      if (sign === "*" && last === "*" || sign === "]" && last === "[") found.push(open.pop());
      else open.push(sign);
    });
    return open.length ? "?" : found.sort().join("");
  }

  function keep() {
    try {
      window.localStorage.setItem(key, JSON.stringify(work(false)));
      stored = true;
    } catch (refused) {
      stored = false;
    }
    showProgress();
  }

  function recalled() {
    try {
      return parsed(window.localStorage.getItem(key));
    } catch (refused) {
      return null;
    }
  }

  // Everything chosen so far, as it is kept, saved and mailed.
  function work(finished) {
    var chosen = {};
    texts.forEach(function (text) {
      if (!text.dataset.choice) return;
      chosen[text.dataset.key] = {
        dutch: part(text, "[data-dutch]").dataset.dutch,
        text: part(text, "[data-text]").dataset.text,
        choice: text.dataset.choice,
        change: text.dataset.choice === "change" ? typed(text, "change") : "",
        remark: text.dataset.choice === "good" ? "" : typed(text, "remark"),
      };
    });
    return {
      format: "perinatal-review",
      version: 1,
      language: sheet.sheet,
      finished: finished,
      reviewer: { name: field("name").value.trim(), profession: field("profession").value.trim(), date: field("date").value },
      texts: chosen,
    };
  }

  // Only her own name comes back: nobody signs for a colleague whose file she has opened.
  function signs(own) {
    var now = new Date();
    var today = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
    reviewer.forEach(function (name) { field(name).value = own ? own.reviewer[name] : ""; });
    field("date").value = field("date").value || today;
  }

  // One's own work, or a colleague's: where she has no choice yet theirs is taken, where they differ both stand.
  function takeOver(found) {
    var counts = { taken: 0, older: 0, differing: 0 };
    if (!found) return counts;
    texts.forEach(function (text) {
      var theirs = found.texts[text.dataset.key];
      if (!theirs) return;
      if (theirs.dutch !== part(text, "[data-dutch]").dataset.dutch || theirs.text !== part(text, "[data-text]").dataset.text) {
        counts.older += 1;
      } else if (!text.dataset.choice) {
        counts.taken += 1;
        put(text, theirs);
      } else if (differs(text, theirs)) {
        counts.differing += 1;
        showOther(text, theirs, found.reviewer.name);
      }
    });
    return counts;
  }

  function put(text, theirs) {
    var radio = part(text, 'input[value="' + theirs.choice + '"]');
    if (!radio) return;
    radio.checked = true;
    if (theirs.choice === "change") box(text, "change").value = theirs.change;
    box(text, "remark").value = theirs.remark;
    show(text, theirs.choice);
  }

  function differs(text, theirs) {
    var mine = work(false).texts[text.dataset.key];
    return ["choice", "change", "remark"].some(function (name) { return mine[name] !== theirs[name]; });
  }

  function showOther(text, theirs, name) {
    var other = part(text, "[data-other]");
    var words = document.createElement("p");
    var button = document.createElement("button");
    var choice = part(text, 'input[value="' + theirs.choice + '"]');
    words.append(choice ? choice.parentNode.textContent.trim() : theirs.choice, " ", theirs.change, " ", theirs.remark);
    button.type = "button";
    button.append.apply(button, said("take", {}, "span"));
    button.addEventListener("click", function () {
      put(text, theirs);
      other.hidden = true;
      part(text, "input:checked").focus();
      keep();
    });
    fill(other, said("differs", { name: name || "?" }).concat(words, button));
    other.hidden = false;
  }

  function loadFile(event) {
    var file = event.target.files[0];
    if (!file) return;
    var reader = new FileReader();
    reader.addEventListener("load", function () {
      var found = parsed(reader.result);
      var counts = found && takeOver(found);
      if (counts) keep();
      tell("[data-said]", counts
        ? ["taken", "differing", "older"].reduce(function (lines, name) {
          return name === "taken" || counts[name] ? lines.concat(said(name === "taken" ? "loaded" : name, { count: counts[name] })) : lines;
        }, [])
        : said("foreign", {}));
    });
    reader.readAsText(file);
    event.target.value = "";
  }

  // The work on this language, whole and of the right kinds; else nothing.
  function parsed(json) {
    try {
      var found = JSON.parse(json);
      var whole = found.format === "perinatal-review" && found.version === 1 && found.language === sheet.sheet &&
        reviewer.every(function (name) { return typeof found.reviewer[name] === "string"; }) &&
        Object.keys(found.texts).every(function (name) {
          return ["dutch", "text", "choice", "change", "remark"].every(function (one) {
            return typeof found.texts[name][one] === "string";
          }) && ["good", "change", "question"].indexOf(found.texts[name].choice) >= 0;
        });
      return whole ? found : null;
    } catch (broken) {
      return null;
    }
  }

  function goOn() {
    var next = texts.filter(function (text) { return isOpen(text) || !part(text, "[data-other]").hidden; })[0];
    if (!next) return field("name").focus();
    next.scrollIntoView({ block: "center" });
    part(next, "input[type=radio]").focus({ preventScroll: true });
  }

  function finish() {
    var missing = reviewer.filter(function (name) { return !field(name).value.trim(); });
    if (missing.length) {
      tell("[data-finished]", said("missing", { fields: missing.map(labelOf).join(", ") }));
      return field(missing[0]).focus();
    }
    var warnings = texts.filter(warn);
    if (warnings.length && !warned) {
      warned = true;
      warnings[0].scrollIntoView({ block: "center" });
      return tell("[data-finished]", said("warned", { count: warnings.length }));
    }
    warned = false;
    var name = "review-" + sheet.sheet + ".json";
    saveFile(name, true);
    tell("[data-finished]", (open().length ? said("open", { count: open().length }) : []).concat(said("send", { file: name })));
  }

  function saveFile(name, finished) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(work(finished), null, 1)], { type: "application/json" }));
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  function open() {
    return texts.filter(isOpen);
  }

  // No choice yet, a change that changes nothing, or a question without words.
  function isOpen(text) {
    var change = typed(text, "change");
    var choice = text.dataset.choice;
    return !choice || choice === "question" && !typed(text, "remark") ||
      choice === "change" && (!change || change === part(text, "[data-text]").dataset.text);
  }

  function showProgress() {
    var done = texts.length - open().length;
    tell("[data-progress]", said("progress", { count: done, total: texts.length }));
    tell("[data-stored]", said(stored ? "stored" : "unstored", {}));
  }

  // A sentence of the sheet in the reviewer's language and in Dutch.
  function said(name, values, tag) {
    return messages[name].map(function (one) {
      var line = document.createElement(tag || "p");
      line.className = one.lang === "nl" ? "dutch" : "";
      line.lang = one.lang;
      line.dir = one.dir;
      line.textContent = one.text.replace(/\{([a-z]+)\}/g, function (whole, slot) { return values[slot]; }) + (tag ? " " : "");
      return line;
    });
  }

  function tell(selector, lines) {
    fill(document.querySelector(selector), lines);
  }

  function fill(place, lines) {
    place.replaceChildren.apply(place, lines);
  }

  function labelOf(name) {
    return document.querySelector('label[for="' + name + '"] [lang]').textContent;
  }

  function field(name) {
    return document.getElementById(name);
  }

  function typed(text, name) {
    return box(text, name).value.trim();
  }

  function box(text, name) {
    return part(text, "[data-field=" + name + "] textarea");
  }

  function part(text, selector) {
    return text.querySelector(selector);
  }

  function onButton(name, act) {
    document.querySelector('[data-do="' + name + '"]').addEventListener("click", act);
  }
})();
