// Search: finds the section that her words are about, in this page's language, on the device.
// Her words stay in the address after #q=, which no browser sends.
(function () {
  "use strict";

  var LONGEST = 100; // signs of a question that are read
  var PAUSE = 400; // ms between two changes of the address
  var BOOST = { title: 4, aliases: 4, page: 1, text: 1 };

  // Signs that mean the same to who types; accents and marks go by themselves.
  var LETTERS = {
    "ß": "ss", "ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe",
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ۍ": "ي", "ے": "ي", "ک": "ك", "ګ": "گ",
    "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۃ": "ه",
  };
  var SILENT = /[\p{M}\u0640\u200c\u200d'’ʼ]/gu; // accents, harakat, tatweel, joiners, apostrophes in a word
  var ARTICLE = /^(?:[وف]?[بك]?ال|[وف]?لل)(?=...)/; // Arabic, with what is written together with it
  var language = window.brochure.page;
  // An apostrophe stands inside a word (su'aal, п'ять), or else between two (l'endurance).
  var WORD = /^(so|uk)$/.test(language)
    ? /\p{N}+|\p{L}[\p{L}\p{M}\u200c\u200d'’ʼ]*/gu
    : /\p{N}+|[\p{L}\p{M}\u200c\u200d]+/gu;

  var root = new URL("..", document.currentScript.src);
  var button = document.querySelector("[data-search]");
  var panel = button.parentElement;
  var dialog = panel.querySelector("dialog");
  var field = part("field");
  var status = part("status");
  var results = part("results");
  var sections, ignored, refused, engine;
  var fragment = ""; // of the address, before she searched
  var leaves = false; // for a result on this page
  var put = 0; // when the address was last changed
  var later;
  var folded = new Map();

  index();
  opens();
  closes();
  answers();
  movesByArrows();
  goesToAResult();
  survivesBack();

  function opens() {
    button.addEventListener("click", open);
  }

  function closes() {
    part("close").addEventListener("click", function () {
      dialog.close();
    });
    dialog.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault(); // some browsers would only empty the field
      dialog.close();
    });
    dialog.addEventListener("close", function () {
      if (!leaves) {
        puts("", true);
        button.focus();
      }
      leaves = false;
    });
  }

  function answers() {
    field.addEventListener("input", answer);
  }

  // From the field down through the results and back; Enter in the field opens the first.
  function movesByArrows() {
    dialog.addEventListener("keydown", function (event) {
      var stops = [field].concat(Array.from(results.querySelectorAll("a")));
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      var here = stops.indexOf(document.activeElement);
      var best = results.querySelector("section a");
      if (event.key === "Enter" && here === 0 && best && !event.isComposing) best.click();
      if (!step || here < 0) return;
      event.preventDefault();
      (stops[here + step] || stops[here]).focus();
    });
  }

  // A result on this page is only scrolled to, so the dialog must make way.
  function goesToAResult() {
    results.addEventListener("click", function (event) {
      var link = event.target.closest("a");
      if (!link) return;
      puts(read(), true);
      if (!link.hash || !samePage(link) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      leaves = true;
      dialog.close();
    });
  }

  function survivesBack() {
    window.addEventListener("hashchange", function () {
      if (asked() !== null) open();
      else if (dialog.open) leave();
    });
    window.brochure.onReturn(function () {
      if (dialog.open && asked() !== null) field.value = asked();
    });
    if (asked() !== null && !("left" in panel.dataset)) open();

    function leave() {
      clearTimeout(later);
      leaves = true;
      dialog.close();
    }
  }

  function open() {
    var query = asked();
    if (query === null) fragment = location.hash;
    else field.value = query;
    if (!dialog.open) dialog.showModal();
    field.select();
    answer();
  }

  function read() {
    return field.value.slice(0, LONGEST);
  }

  // What the address asks, null if nothing.
  function asked() {
    return new URLSearchParams(location.hash.slice(1)).get("q");
  }

  // A browser may be slow at this, and refuse more than a hundred in half a minute.
  function puts(query, now) {
    clearTimeout(later);
    var wait = now ? 0 : put + PAUSE - Date.now();
    if (wait > 0) {
      later = setTimeout(puts, wait, query);
      return;
    }
    put = Date.now();
    try {
      var hash = query.trim() ? "#q=" + encodeURIComponent(query) : fragment;
      history.replaceState(history.state, "", hash || location.pathname + location.search);
    } catch (refused) {
      // half an emoji: the next key catches up
    }
  }

  function index() {
    var pages = {};
    sections = window.brochure.search.sections;
    ignored = words(window.brochure.search.ignored);
    refused = words(window.brochure.search.refused);
    engine = new window.MiniSearch({
      fields: Object.keys(BOOST),
      tokenize: words,
      processTerm: function (word) { return word; },
      searchOptions: { boost: BOOST, weights: { prefix: 0.1, fuzzy: 0.4 }, tokenize: function (word) { return [word]; } },
    });
    engine.addAll(sections.map(function (section, id) {
      var address = section.address.split("#");
      if (!address[1]) pages[address[0]] = section.title + " " + section.aliases;
      return {
        id: id,
        title: section.title,
        aliases: section.aliases,
        page: address[1] ? pages[address[0]] : "",
        text: section.text.join(" "),
      };
    }));
  }

  function answer() {
    var query = read();
    puts(query);
    var found = find(query);
    status.textContent = !found ? "" : found.length
      ? status.dataset.found.replace("{count}", found.length)
      : status.dataset.none;
    results.replaceChildren.apply(results, found && !found.length ? everything() : grouped(found || []));
    results.scrollTop = 0;
  }

  // Best first; null while there is nothing to look for yet, such as one letter or "how must I".
  function find(query) {
    var asked = telling(query);
    if (asked.join("").length < 2) return null;
    // "cannot pee" is a complaint, and so is "pus", which is no slip of "push"
    if (asked.some(function (word) { return refused.indexOf(word) >= 0; })) return [];
    var found = findAll(asked);
    if (!found.length && asked.length > 1) found = findAll([asked.join("")]); // "urine verlies"
    return found.length || ignored.indexOf(asked[0]) < 0 ? found : null;
  }

  // A section must have every word, so that a question about something that the brochure does not name is
  // not answered by the rest of its words. Of two that are as good, the one with less else in its title
  // comes first.
  function findAll(asked) {
    var found = engine.search({ combineWith: "AND", queries: asked.map(meant) });
    found.forEach(function (one) {
      var title = telling(sections[one.id].title);
      one.score *= 1 + title.filter(function (word) { return one.match[word]; }).length / title.length;
    });
    return found.sort(function (a, b) { return b.score - a.score; });
  }

  // The words of a text, each once, without the little ones if there are others.
  function telling(text) {
    var all = Array.from(new Set(words(text)));
    var telling = all.filter(function (word) { return ignored.indexOf(word) < 0; });
    return telling.length ? telling : all;
  }

  // The word as it stands or as a beginning; only if there is none, one with a slip of the thumb.
  function meant(word) {
    var spelt = {
      queries: [word],
      prefix: word.length > 1,
      boostDocument: function (id, found) { return word.length * 3 < found.length ? 0 : 1; },
    };
    if (engine.search(spelt).length) return spelt;
    return {
      queries: [word],
      fuzzy: slips(word) && slips(word) + 1, // there, two letters changed about count as two
      boostDocument: function (id, found) {
        return like(word, found) || (language === "ar" && like(word, "ال" + found)) ? 1 : 0;
      },
    };
  }

  // The first letter is right; in Arabic that of the article may be it.
  function like(word, found) {
    return (language === "ar" || found[0] === word[0]) && distance(word, found) <= slips(word);
  }

  // None in a short word, where one letter makes another word; Arabic writes few vowels, Ethiopic syllables.
  function slips(word) {
    var short = /[\u0600-\u06ff]/.test(word) ? 4 : /[\u1200-\u137f]/.test(word) ? 3 : 5;
    return word.length < short ? 0 : word.length < 2 * short ? 1 : 2;
  }

  // Letters wrong, missing, too many, or two changed about (optimal string alignment).
  function distance(a, b) {
    var rows = [];
    for (var i = 0; i <= a.length; i++) {
      rows[i] = [i];
      for (var j = 1; j <= b.length; j++) {
        rows[i][j] = !i ? j : Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
      }
    }
    return rows[a.length][b.length];
  }

  function words(text) {
    return (text.match(WORD) || []).map(fold);
  }

  function fold(word) {
    if (!folded.has(word)) folded.set(word, same(word));
    return folded.get(word);
  }

  function same(word) {
    return word.normalize("NFKD").toLowerCase().replace(SILENT, "")
      .replace(/[^a-z]/gu, function (sign) { return LETTERS[sign] || sign; })
      .replace(/[፩-፺]+/g, ethiopic)
      .replace(/\p{Nd}/gu, western)
      .replace(ARTICLE, "");
  }

  // The digits of a script follow each other from its zero.
  function western(digit) {
    var zero = digit.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return digit.codePointAt(0) - zero;
  }

  // Ones and tens, each with a sign of its own.
  function ethiopic(number) {
    return Array.from(number).reduce(function (sum, sign) {
      var place = sign.charCodeAt(0) - 0x1368;
      return sum + (place < 10 ? place : (place - 9) * 10);
    }, 0);
  }

  // Results under the name of their page, the page of the best first.
  function grouped(found) {
    var groups = new Map();
    found.forEach(function (one) {
      var section = sections[one.id];
      var page = section.address.split("#")[0];
      groups.set(page, (groups.get(page) || []).concat(one));
    });
    return Array.from(groups.values(), function (group) {
      var page = sections[group[0].id].page;
      var list = element("ul", group.map(function (one) {
        return element("li", [result(sections[one.id], Object.keys(one.match))]);
      }));
      var named = sections[group[0].id].title === page;
      return element("section", named ? [list] : [element("h2", [page]), list]);
    });
  }

  function result(section, terms) {
    var link = linkTo(section, marked(section.title, terms));
    var sentence = bestSentence(section.text, terms);
    if (sentence) link.append(element("span", marked(sentence, terms)));
    return link;
  }

  // A whole sentence, never a part of one: half a sentence could say something else.
  function bestSentence(blocks, terms) {
    var sentences = blocks.join("\n").match(/[^\n]+?(?:[.!?؟።](?=\s)|(?=\n|$))/g) || [""];
    var counts = sentences.map(function (sentence) {
      return new Set(words(sentence).filter(function (word) { return terms.indexOf(word) >= 0; })).size;
    });
    return sentences[counts.indexOf(Math.max.apply(null, counts))].trim();
  }

  // The text with the words that match marked; only ever as text.
  function marked(text, terms) {
    var parts = [];
    var end = 0;
    text.replace(WORD, function (word, start) {
      if (terms.indexOf(fold(word)) < 0) return;
      parts.push(text.slice(end, start), element("mark", [word]));
      end = start + word.length;
    });
    return parts.concat(text.slice(end));
  }

  // What can be found here, and whom to ask.
  function everything() {
    var list = element("ul", []);
    sections.forEach(function (section) {
      var page = list.lastChild;
      var item = element("li", [linkTo(section, [section.title])]);
      if (section.address.indexOf("#") < 0) list.append(item);
      else (page.querySelector("ul") || page.appendChild(element("ul", []))).append(item);
    });
    var contact = document.querySelector("footer.site section");
    return [list].concat(contact ? Array.from(contact.cloneNode(true).children, withoutId) : []);
  }

  function withoutId(copy) {
    copy.removeAttribute("id");
    return copy;
  }

  function linkTo(section, title) {
    var link = element("a", [element("b", title)]);
    var target = new URL(section.address.replace(/#|$/, location.protocol === "file:" ? "index.html$&" : "$&"), root);
    var together = new URLSearchParams(location.search).get("with");
    if (samePage(target)) target.search = location.search;
    else if (together) target.search = "?with=" + encodeURIComponent(together);
    link.href = target.href;
    return link;
  }

  function samePage(target) {
    return target.pathname === location.pathname;
  }

  function element(name, parts) {
    var made = document.createElement(name);
    made.append.apply(made, parts);
    return made;
  }

  function part(name) {
    return panel.querySelector("[data-search-" + name + "]");
  }
})();
