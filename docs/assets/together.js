// Reading together: each block of the page is followed by the same block in a second language, which is
// read from that language's own page. What was chosen stands in the address alone: ?with=ar.
(function () {
  "use strict";

  var SLOW = 500; // ms before the page says that something is coming
  var PATIENCE = 20000; // ms after which what has not come will not come
  var HOLDS = /^(li|dt|dd|figure|figcaption)$/; // take their counterpart inside: no item counts twice

  var root = document.documentElement;
  var control = document.querySelector("[data-together]");
  var menu = control.querySelector("details");
  var button = menu.firstElementChild;
  var choices = Array.from(control.querySelectorAll(".languages button"));
  var aloud = document.querySelector("[data-aloud]");

  var shown = ""; // the second language that stands on the page
  var turn = 0; // counts the choices: the last one wins
  var slow; // runs until the page says that something is coming
  var pages = {}; // what was asked for, by language
  var undo = []; // takes the second language away again

  part("said").setAttribute("role", "status");
  obeysTheButtons();
  obeysTheAddress();
  staysInTheLinks();

  function obeysTheButtons() {
    choices.concat(part("off")).forEach(function (choice) {
      choice.addEventListener("click", function () {
        if (control.contains(document.activeElement)) button.focus({ preventScroll: true });
        menu.open = false;
        choose(choice.value, true);
      });
    });
  }

  function obeysTheAddress() {
    window.addEventListener("popstate", obey);
    obey();

    function obey() {
      showTheChoice();
      choose(asked(), false);
    }
  }

  // Links that are made or changed while she reads take the choice along too.
  function staysInTheLinks() {
    document.addEventListener("click", function (event) {
      var link = event.target.closest("a[href]");
      if (link) carry(link);
    });
  }

  // The language that the address asks for: one of the menu's, and once. Anything else asks nothing.
  function asked() {
    var languages = new URLSearchParams(location.search).getAll("with");
    return languages.length === 1 && choiceOf(languages[0]) ? languages[0] : "";
  }

  // Nothing changes before everything has come.
  function choose(language, tapped) {
    var mine = ++turn;
    say("");
    if (!language || language === shown) return turnTo(null);
    slow = setTimeout(say, SLOW, "loading");
    pageOf(language).then(function (theirs) {
      if (mine === turn) turnTo(theirs);
    }, function () {
      if (mine === turn) say("failed");
    });

    function turnTo(theirs) {
      var others = theirs && blocksOf(theirs);
      if (others && !match(others)) {
        delete pages[language]; // perhaps the site was renewed a moment ago
        return say("unequal");
      }
      inPlace(function () {
        if (language !== shown) takeAway();
        shown = language;
        if (theirs) put(theirs, others);
        if (tapped) writeTheAddress();
        showTheChoice();
        say(tapped && shown ? "shown" : "");
      });
    }
  }

  function pageOf(language) {
    if (pages[language]) return pages[language];
    var patience = new AbortController();
    setTimeout(function () { patience.abort(); }, PATIENCE);
    var page = fetch(choiceOf(language).dataset.page, { signal: patience.signal }).then(function (answer) {
      if (!answer.ok) throw new Error("no page came");
      return answer.text();
    }).then(function (html) {
      var theirs = new DOMParser().parseFromString(html, "text/html");
      if (theirs.documentElement.lang !== language) throw new Error("another page came");
      return theirs;
    });
    page.catch(function () { delete pages[language]; }); // the next tap tries again
    return (pages[language] = page);
  }

  function blocksOf(page) {
    return Array.from(page.querySelectorAll("article [data-block]"));
  }

  // Whether the two pages are the same sequence of blocks. If they are not, nothing is guessed.
  function match(others) {
    var ours = blocksOf(document);
    return ours.length === others.length && ours.every(function (block, at) {
      return kindOf(block) === kindOf(others[at]);
    });
  }

  function kindOf(block) {
    var list = block.closest("ol, ul");
    return [block.dataset.block, block.localName, list && list.localName, linksOf(partsOf(block)).length].join();
  }

  // What a block itself says, without the blocks inside it.
  function partsOf(block) {
    return Array.from(block.childNodes).filter(function (node) {
      return !holdsBlocks(node);
    });
  }

  function holdsBlocks(node) {
    var block = "[data-block], [data-of]";
    return node.nodeType === Node.ELEMENT_NODE && (node.matches(block) || node.querySelector(block));
  }

  function linksOf(parts) {
    return parts.reduce(function (links, node) {
      if (node.localName === "a") links.push(node);
      return links.concat(node.querySelectorAll ? Array.from(node.querySelectorAll("a")) : []);
    }, []);
  }

  function put(theirs, others) {
    blocksOf(document).forEach(function (block, at) {
      accompany(block, others[at]);
    });
    // A draft says so in its own language too, and what to do now stands in both.
    repeat("[data-review]", function (line) { control.parentNode.before(line); });
    [".word", ".breathe", ".counting", ".after"].forEach(function (words) {
      repeat("[data-guide] " + words, function (copy, ours) { ours.after(copy); });
    });
    repeat("[data-aloud-read]", function (button, ours) {
      button.toggleAttribute("data-voice", window.brochure.voices(shown).length > 0);
      button.hidden = aloud.dataset.phase !== "ready";
      ours.after(button);
    });

    function repeat(selector, place) {
      var original = theirs.querySelector(selector);
      var ours = document.querySelector(selector);
      if (!original || !ours && selector !== "[data-review]") return;
      var copy = inItsLanguage(document.importNode(original, true));
      copy.querySelectorAll("a").forEach(function (link) {
        link.href = new URL(link.getAttribute("href"), new URL(choiceOf(shown).dataset.page, location));
      });
      place(copy, ours);
      undo.push(function () { copy.remove(); });
    }
  }

  // A block and its counterpart. Paragraphs and titles are paired; the counterpart of a title is not a
  // title, so that the page has one outline. A picture stands once, its words for the blind twice.
  function accompany(block, other) {
    var holds = HOLDS.test(block.localName);
    var counterpart = inItsLanguage(document.createElement(holds ? "div" : "p"));
    var links = linksOf(partsOf(block));
    counterpart.dataset.of = block.dataset.block;
    counterpart.className = other.className;
    if (block.localName === "figure") {
      counterpart.className = "unseen";
      counterpart.textContent = other.querySelector("svg").getAttribute("aria-label");
    } else {
      partsOf(other).forEach(function (node) {
        counterpart.append(document.importNode(node, true));
      });
    }
    linksOf([counterpart]).forEach(function (link, at) {
      link.setAttribute("href", links[at].getAttribute("href"));
      link.hreflang = window.brochure.page;
    });
    counterpart.querySelectorAll("[id]").forEach(function (named) {
      named.removeAttribute("id");
    });
    if (holds) {
      block.insertBefore(counterpart, Array.from(block.childNodes).filter(holdsBlocks)[0] || null);
      undo.push(function () { counterpart.remove(); });
    } else {
      var pair = document.createElement("div");
      pair.dataset.pair = block.localName;
      block.replaceWith(pair);
      pair.append(block, counterpart);
      undo.push(function () { pair.replaceWith(block); });
    }
  }

  function inItsLanguage(element) {
    element.lang = shown;
    element.dir = choiceOf(shown).dir;
    return element;
  }

  function takeAway() {
    if (shown && aloud && aloud.dataset.phase !== "ready") aloud.querySelector("[data-aloud-stop]").click();
    while (undo.length) undo.pop()();
  }

  // What she reads stays where it is on her screen, and what has the focus keeps it.
  function inPlace(change) {
    var kept = document.querySelector(":target");
    if (!kept || !inView(kept)) {
      kept = Array.from(document.querySelectorAll("article [data-block], footer")).filter(function (element) {
        return element.getBoundingClientRect().bottom > 0;
      })[0];
    }
    var top = kept.getBoundingClientRect().top;
    var focused = document.activeElement;
    change();
    if (document.activeElement !== focused) focused.focus({ preventScroll: true });
    var moved = kept.getBoundingClientRect().top - top;
    if (moved) window.scrollBy({ top: moved, behavior: "instant" });
  }

  function inView(element) {
    var top = element.getBoundingClientRect().top;
    return top >= 0 && top < window.innerHeight;
  }

  function writeTheAddress() {
    var address = new URL(location.href);
    if (shown) address.searchParams.set("with", shown);
    else address.searchParams.delete("with");
    if (address.href !== location.href) history.pushState(null, "", address);
  }

  // What stands on the page by its name, and in every link what the address asks for.
  function showTheChoice() {
    var choice = choiceOf(shown);
    var name = part("name");
    root.toggleAttribute("data-with", Boolean(shown));
    name.hidden = !choice;
    name.textContent = choice ? choice.textContent : "";
    if (choice) name.lang = shown;
    choices.forEach(function (one) {
      if (one === choice) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    });
    part("off").hidden = !asked();
    document.querySelectorAll("a[href]").forEach(carry);
  }

  // To the second language's own page, the one that she leaves goes along as the second.
  function carry(link) {
    var address = /^([^?#]*)(\?[^#]*)?(#.*)?$/.exec(link.getAttribute("href"));
    if (!address[1] || link.origin !== location.origin || !isPage(link.pathname)) return;
    var language = asked();
    var query = new URLSearchParams(address[2]);
    var near = link.closest("[lang]");
    var target = link.hreflang || (near === root ? window.brochure.page : near.lang);
    query.delete("with");
    if (language) query.set("with", target === language ? window.brochure.page : language);
    link.setAttribute("href", address[1] + (String(query) && "?" + query) + (address[3] || ""));
  }

  function isPage(path) {
    return path.indexOf(window.brochure.base) === 0 && path.slice(-1) === "/";
  }

  function choiceOf(language) {
    return choices.filter(function (choice) {
      return choice.value === language;
    })[0];
  }

  // That two languages stand there now is said only to those who cannot see it.
  function say(what) {
    var line = part("said");
    clearTimeout(slow);
    line.textContent = what === "shown" ? button.textContent : line.dataset[what] || "";
    line.classList.toggle("unseen", what === "shown");
  }

  function part(name) {
    return control.querySelector("[data-together-" + name + "]");
  }
})();
