// The page itself: menus, the reader's language, light or dark. Everything readable works without it, and
// nothing of it runs before the page is painted.
(function () {
  "use strict";

  var SOFT_HYPHEN = "\u00AD";

  // Several sites may share an origin: what is remembered is remembered for this one's path.
  var base = new URL("..", document.currentScript.src).pathname;
  var root = document.documentElement;
  var page = root.lang;

  window.brochure = { base: base, remember: remember, recall: recall, voice: voice, whole: whole, wantedLanguage: wantedLanguage };
  whenPainted(function () {
    opensFromADisk();
    makesTheSearchAButton();
    closesMenus();
    listsSecondLanguages();
    remembersLanguage();
    offersLanguage();
    choosesTheme();
    printsAddress();
    copiesWholeWords();
    loadsFeatures();
    root.dataset.script = "";
    setTimeout(offersToRead); // some devices take long to tell their voices
  });

  // After the first frame, or at the first touch, which may be quicker; a page in the background has no frames.
  function whenPainted(begin) {
    var signs = ["pointerdown", "keydown", "focusin", "click"];
    setTimeout(once, 1000);
    requestAnimationFrame(function () { setTimeout(once); });
    signs.forEach(function (sign) { addEventListener(sign, once, true); });

    function once() {
      signs.forEach(function (sign) { removeEventListener(sign, once, true); });
      if (begin) begin();
      begin = null;
    }
  }

  // theme.js has put what she chose before onto the page.
  function choosesTheme() {
    var buttons = document.querySelectorAll("[data-theme-choice]");
    on(buttons, "click", function (event) {
      remember("theme", event.currentTarget.dataset.themeChoice);
      show(event.currentTarget.dataset.themeChoice);
    });
    on([document], "brochure:forget", show);
    show(recall("theme"));

    function show(theme) {
      root.dataset.theme = /^(light|dark)$/.test(theme) ? theme : "auto";
      buttons.forEach(function (button) {
        button.setAttribute("aria-pressed", String(button.dataset.themeChoice === root.dataset.theme));
      });
    }
  }

  function remembersLanguage() {
    on([document], "click", function (event) {
      var link = event.target.closest(".languages a, [data-offer] a");
      if (!link) return;
      remember("language", link.hreflang);
      keepsThePlace(link);
    });
  }

  // One line in her language, never a jump.
  function offersLanguage() {
    var first = wantedLanguage();
    var line = document.querySelector("[data-offer]");
    if (!line || !first || first === page) return;
    var theirs = document.querySelector('.languages [hreflang="' + first + '"]');
    var words = theirs.dataset.offerWords.split("|");
    var link = line.querySelector("a");
    var close = line.querySelector("button");
    line.dataset.offer = line.lang = link.hreflang = first;
    line.dir = theirs.dir;
    link.href = theirs.href;
    link.textContent = words[0];
    close.textContent = words[1];
    line.hidden = false;
    on([close], "click", function () {
      remember("language", page);
      line.hidden = true;
      document.getElementById("text").focus({ preventScroll: true });
    });
  }

  // The languages stand once in the page: those for a second one are made from them.
  function listsSecondLanguages() {
    var list = document.querySelector("[data-together-languages]");
    if (list) document.querySelectorAll("header .languages a").forEach(function (link) {
      if (link.hreflang === page) return;
      var button = document.createElement("button");
      button.type = "button";
      button.value = button.lang = link.hreflang;
      button.dir = link.dir;
      button.dataset.page = link.getAttribute("href");
      button.textContent = link.textContent;
      list.appendChild(document.createElement("li")).append(button);
    });
  }

  // What a letter's link asks, and where it points, holds in every language.
  function keepsThePlace(link) {
    link.search = location.search;
    link.hash = location.hash;
  }

  // The language chosen before, else the browser's first that we have.
  function wantedLanguage() {
    var wanted = [recall("language")].concat(navigator.languages || [navigator.language]);
    return wanted.map(lookUp).filter(Boolean)[0];
  }

  // RFC 4647, lookup: "pt-BR" finds "pt". Dari's "prs" finds "fa", as Unicode says.
  function lookUp(range) {
    for (var tag = range || ""; tag; tag = tag.replace(/-?[^-]*$/, "")) {
      var code = CSS.escape(tag);
      var link = document.querySelector('.languages [hreflang="' + code + '"], .languages [data-also~="' + code + '"]');
      if (link) return link.hreflang;
    }
  }

  // One is open at a time; a tap beside it, Escape and the focus elsewhere close it.
  function closesMenus() {
    on([document], "click", leave);
    on([document], "focusin", leave);
    on([document], "keydown", function (event) {
      var open = event.key === "Escape" && document.querySelector(".menu > [open]");
      if (!open) return;
      open.open = false;
      open.firstElementChild.focus();
    });

    function leave(event) {
      document.querySelectorAll(".menu > [open]").forEach(function (menu) {
        if (!menu.parentNode.contains(event.target)) menu.open = false;
      });
    }
  }

  // Without a script, or on an old phone without dialogs, it stays a link to the contents.
  function makesTheSearchAButton() {
    if (window.HTMLDialogElement) document.querySelectorAll("a[data-search]").forEach(function (link) {
      var button = document.createElement("button");
      button.type = "button";
      button.dataset.search = "";
      button.append.apply(button, link.childNodes);
      link.replaceWith(button);
    });
  }

  // What a feature needs, its script last, comes at her first tap on it, when something happens on the page that it counts,
  // or at once when the address asks something of it. It then hears what it came too late for. What
  // reads other pages is not there from a disk, where no page can.
  function loadsFeatures() {
    document.querySelectorAll("[data-feature]").forEach(function (feature) {
      if ("online" in feature.dataset && location.protocol === "file:") return feature.remove();
      var state = "";
      var happened = [];
      var button;
      feature.addEventListener("click", function (event) {
        button = event.target.closest("button") || button; // the last choice wins
        load();
      });
      feature.addEventListener("input", load); // a date can be typed without a tap
      if (feature.dataset.event) {
        document.addEventListener(feature.dataset.event, function (event) {
          happened.push(event.detail);
          if (state === "loaded") tell();
          else load();
        });
      }
      var asked = new URLSearchParams(location.search + "&" + location.hash.slice(1));
      if (feature.dataset.asked && asked.has(feature.dataset.asked)) load();

      function load() {
        if (state) return;
        state = "loading";
        Promise.all(feature.dataset.feature.split(" ").map(bring)).then(function () {
          state = "loaded";
          tell();
          if (button) button.click();
        }, function () {
          state = button = ""; // the next tap tries again
        });
      }

      function tell() {
        while (happened.length) {
          feature.dispatchEvent(new CustomEvent(feature.dataset.event, { detail: happened.shift() }));
        }
      }
    });
  }

  // A style sheet or a script, in the order of asking; what does not come leaves nothing behind.
  function bring(address) {
    return new Promise(function (come, lost) {
      var style = /css$/.test(address);
      var element = document.createElement(style ? "link" : "script");
      element.rel = "stylesheet";
      element.async = false;
      element.onload = come;
      element.onerror = function () {
        element.remove();
        lost();
      };
      element[style ? "href" : "src"] = address;
      document.head.append(element);
    });
  }

  // Reading aloud is offered only with a voice of the device itself; voices may come late.
  function offersToRead() {
    var line = document.querySelector("[data-aloud]");
    if (!line) return;
    line.hidden = !window.speechSynthesis;
    if (line.hidden) return;
    show();
    if (speechSynthesis.addEventListener) speechSynthesis.addEventListener("voiceschanged", show);
    // iPhones let a page speak only from within a tap, and the script comes after it: say nothing, now.
    line.addEventListener("click", function (event) {
      var nothing = new SpeechSynthesisUtterance("");
      nothing.voice = voice(event.target.closest("[lang]").lang);
      speechSynthesis.speak(nothing);
    }, { once: true });

    function show() {
      line.querySelectorAll("[data-aloud-read]").forEach(function (button) {
        button.toggleAttribute("data-voice", Boolean(voice(button.lang)));
      });
    }
  }

  // For the page's language if no other is asked. Another voice than the device's own would send the
  // words to its maker.
  function voice(language) {
    return window.speechSynthesis && speechSynthesis.getVoices().filter(function (one) {
      return one.localService && one.lang.toLowerCase().split(/[-_]/)[0] === (language || page);
    })[0];
  }

  // Paper tells where it came from; an address on a disk leads nobody there, and may tell her name.
  function printsAddress() {
    var line = document.querySelector("[data-address]");
    if (line && !line.textContent && location.protocol !== "file:") {
      line.textContent = location.origin + location.pathname;
    }
  }

  // A disk, unlike a server, does not open the page of a folder.
  function opensFromADisk() {
    if (location.protocol !== "file:") return;
    document.querySelectorAll("a[href]").forEach(function (link) {
      if (link.protocol === "file:") link.pathname = link.pathname.replace(/\/$/, "/index.html");
    });
  }

  // The soft hyphens of long words are for the screen; what is copied has the words as they are written.
  function copiesWholeWords() {
    document.addEventListener("copy", function (event) {
      var chosen = getSelection();
      if (event.defaultPrevented || String(chosen).indexOf(SOFT_HYPHEN) < 0) return;
      var copy = document.createElement("div");
      copy.append(chosen.getRangeAt(0).cloneContents());
      event.clipboardData.setData("text/plain", whole(String(chosen)));
      event.clipboardData.setData("text/html", whole(copy.innerHTML));
      event.preventDefault();
    });
  }

  function whole(words) {
    return words.split(SOFT_HYPHEN).join("");
  }

  function remember(name, value) {
    withStorage(function (storage) {
      storage.setItem(base + name, value);
    });
  }

  function recall(name) {
    return withStorage(function (storage) {
      return storage.getItem(base + name);
    });
  }

  // Storage may be full, or refused by the browser: then nothing is remembered, and nothing breaks.
  function withStorage(use) {
    try {
      return use(window.localStorage);
    } catch (refused) {
      return null;
    }
  }

  function on(targets, event, handle) {
    Array.prototype.forEach.call(targets, function (target) {
      target.addEventListener(event, handle);
    });
  }
})();
