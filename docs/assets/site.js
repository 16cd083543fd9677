// The page itself: menus, the reader's language, light or dark. Everything readable works without it.
(function () {
  "use strict";

  // Several sites may share an origin: what is remembered is remembered for this one's path.
  var base = new URL("..", document.currentScript.src).pathname;
  var root = document.documentElement;
  var page = root.lang;

  root.dataset.script = "";
  window.brochure = { base: base, remember: remember, recall: recall, voice: voice, wantedLanguage: wantedLanguage };
  choosesTheme();
  remembersLanguage();
  offersLanguage();
  closesMenus();
  forgets();
  makesTheSearchAButton();
  loadsFeatures();
  offersToRead();
  printsAddress();
  opensFromADisk();

  function choosesTheme() {
    var buttons = document.querySelectorAll("[data-theme-choice]");
    function show() {
      var theme = recall("theme");
      if (theme === "light" || theme === "dark") root.dataset.theme = theme;
      else delete root.dataset.theme;
      buttons.forEach(function (button) {
        var choice = button.dataset.themeChoice;
        button.setAttribute("aria-pressed", String(choice === (root.dataset.theme || "auto")));
      });
    }
    on(buttons, "click", function (event) {
      remember("theme", event.currentTarget.dataset.themeChoice);
      show();
    });
    document.addEventListener("brochure:forget", show);
    show();
  }

  function remembersLanguage() {
    on(document.querySelectorAll(".languages a"), "click", function (event) {
      remember("language", event.currentTarget.lang);
      keepsThePlace(event.currentTarget);
    });
  }

  // One line, never a jump.
  function offersLanguage() {
    var first = wantedLanguage();
    var line = first && first !== page && document.querySelector('[data-offer="' + first + '"]');
    if (!line) return;
    line.hidden = false;
    on(line.querySelectorAll("a"), "click", function (event) {
      remember("language", first);
      keepsThePlace(event.currentTarget);
    });
    on(line.querySelectorAll("[data-offer-close]"), "click", function () {
      remember("language", page);
      line.hidden = true;
      document.getElementById("text").focus({ preventScroll: true });
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

  function closesMenus() {
    var menus = document.querySelectorAll("details.menu");
    function close(except) {
      menus.forEach(function (menu) {
        if (menu !== except) menu.open = false;
      });
    }
    on(menus, "toggle", function (event) {
      if (event.currentTarget.open) close(event.currentTarget);
    });
    on(menus, "keydown", function (event) {
      if (event.key !== "Escape" || !event.currentTarget.open) return;
      close();
      event.currentTarget.querySelector("summary").focus();
    });
    on(menus, "focusout", function (event) {
      if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) close();
    });
    on([document], "click", function (event) {
      close(event.target.closest("details.menu"));
    });
  }

  function forgets() {
    on(document.querySelectorAll("[data-forget]"), "click", function () {
      withStorage(function (storage) {
        Object.keys(storage).forEach(function (key) {
          if (key.indexOf(base) === 0) storage.removeItem(key);
        });
      });
      document.dispatchEvent(new Event("brochure:forget"));
      var answer = document.querySelector("[data-forgotten]");
      answer.textContent = answer.dataset.forgotten;
    });
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

  // A feature's script comes at her first tap on it, when something happens on the page that it counts,
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
        var script = document.createElement("script");
        script.src = feature.dataset.feature;
        script.onload = function () {
          state = "loaded";
          tell();
          if (button) button.click();
        };
        script.onerror = function () {
          script.remove();
          state = button = ""; // the next tap tries again
        };
        document.head.append(script);
      }

      function tell() {
        while (happened.length) {
          feature.dispatchEvent(new CustomEvent(feature.dataset.event, { detail: happened.shift() }));
        }
      }
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
