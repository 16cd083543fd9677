// The page itself: menus, the reader's language, light or dark. Everything readable works without it.
(function () {
  "use strict";

  // Several sites may share an origin: what is remembered is remembered for this one's path.
  var base = new URL("..", document.currentScript.src).pathname;
  var root = document.documentElement;
  var page = root.lang;

  root.dataset.script = "";
  window.brochure = { base: base, remember: remember, recall: recall }; // for the features' own scripts
  choosesTheme();
  remembersLanguage();
  offersLanguage();
  closesMenus();
  forgets();
  loadsFeatures();

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

  // One line, never a jump: the language chosen before, else the browser's first that we have.
  function offersLanguage() {
    var wanted = [recall("language")].concat(navigator.languages || [navigator.language]);
    var first = wanted.map(lookUp).filter(Boolean)[0];
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

  // RFC 4647, lookup: "pt-BR" finds "pt".
  function lookUp(range) {
    for (var tag = range || ""; tag; tag = tag.replace(/-?[^-]*$/, "")) {
      if (tag === page || document.querySelector('[data-offer="' + CSS.escape(tag) + '"]')) return tag;
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

  // A feature's script comes at her first tap on it, or at once when the address asks something of it.
  function loadsFeatures() {
    document.querySelectorAll("[data-feature]").forEach(function (feature) {
      var state = "";
      feature.addEventListener("click", load);
      var asked = new URLSearchParams(location.search);
      if (feature.dataset.asked && asked.has(feature.dataset.asked)) load();

      function load(event) {
        if (state) return;
        state = "loading";
        var button = event && event.target.closest("button");
        var script = document.createElement("script");
        script.src = feature.dataset.feature;
        script.onload = function () {
          if (button) button.click();
        };
        script.onerror = function () {
          script.remove();
          state = ""; // the next tap tries again
        };
        document.head.append(script);
      }
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
