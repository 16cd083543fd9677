// The page itself: menus, the reader's language, light or dark. Everything readable works without it, and
// nothing of it runs before the page is painted.
(function () {
  "use strict";

  var SOFT_HYPHEN = "\u00AD";
  var SLOW = 500; // ms before the page says that something is coming
  var READ = 5; // seconds before her eyes that count as reading

  var brought = {}; // what features asked for, by address
  var failures = {}; // how often it did not come
  // Several sites may share an origin: what is remembered is remembered for this one's path.
  var base = new URL("..", document.currentScript.src).pathname;
  var root = document.documentElement;
  var page = root.dataset.page; // its language: a browser that translates the page changes lang, and not this

  window.brochure = {
    base: base, page: page, remember: remember, recall: recall, withStorage: withStorage, onReturn: onReturn,
    voices: voices, whole: whole, wantedLanguage: wantedLanguage, keepsThePlace: keepsThePlace,
    opensFromADisk: opensFromADisk,
  };
  whenPainted(function (sign) {
    opensFromADisk();
    makesTheSearchAButton(sign);
    closesMenus();
    putsHerLanguagesFirst();
    listsSecondLanguages();
    remembersLanguage();
    offersLanguage();
    choosesTheme();
    keepsFields();
    printsAddress();
    copiesWholeWords();
    loadsFeatures();
    letsTheGuideSound();
    root.dataset.script = "";
    setTimeout(hearsOfVoices); // some devices take long to tell theirs
    tellsThatItIsRead();
  });

  // After the first frame, or at the first touch, which may be quicker; a page in the background has no frames.
  function whenPainted(begin) {
    var signs = ["pointerdown", "keydown", "focusin", "click"];
    setTimeout(once, 1000);
    requestAnimationFrame(function () { setTimeout(once); });
    signs.forEach(function (sign) { addEventListener(sign, once, true); });

    function once(sign) {
      signs.forEach(function (sign) { removeEventListener(sign, once, true); });
      if (begin) begin(sign);
      begin = null;
    }
  }

  // theme.js has put what she chose before onto the page.
  function choosesTheme() {
    var buttons = document.querySelectorAll("[data-theme-choice]");
    var stored = recall("theme");
    buttons.forEach(function (button) {
      button.addEventListener("click", function () {
        remember("theme", button.dataset.themeChoice);
        stored = recall("theme");
        show(button.dataset.themeChoice);
      });
    });
    document.addEventListener("brochure:forget", show);
    onReturn(function () {
      if (recall("theme") !== stored) show(stored = recall("theme")); // where nothing is stored, the page keeps hers
    });
    show(stored);

    function show(theme) {
      root.dataset.theme = /^(light|dark)$/.test(theme) ? theme : "auto";
      buttons.forEach(function (button) {
        button.setAttribute("aria-pressed", String(button.dataset.themeChoice === root.dataset.theme));
      });
    }
  }

  function remembersLanguage() {
    document.addEventListener("click", function (event) {
      var link = event.target.closest(".languages a, [data-offer] a");
      if (!link) return;
      remember("language", link.hreflang);
      keepsThePlace(link);
    });
  }

  // One line in her language, never a jump.
  function offersLanguage() {
    var line = document.querySelector("[data-offer]");
    if (!line) return;
    var link = line.querySelector("a");
    var close = line.querySelector("button");
    close.addEventListener("click", function () {
      remember("language", page);
      line.hidden = true;
      document.getElementById("text").focus({ preventScroll: true });
    });
    onReturn(offer);
    offer();

    function offer() {
      var first = wantedLanguage();
      line.hidden = !first || first === page;
      if (line.hidden) return;
      var theirs = document.querySelector('.languages [hreflang="' + first + '"]');
      var words = theirs.dataset.offerWords.split("|");
      line.dataset.offer = line.lang = link.hreflang = first;
      line.dir = theirs.dir;
      link.href = theirs.href;
      link.textContent = words[0];
      close.textContent = words[1];
    }
  }

  // Nobody searches a long list for her own.
  function putsHerLanguagesFirst() {
    wantedLanguages().reverse().forEach(function (code) {
      document.querySelectorAll('.languages [hreflang="' + code + '"]').forEach(function (link) {
        link.closest("ul").prepend(link.parentNode);
      });
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
    return wantedLanguages()[0];
  }

  function wantedLanguages() {
    var wanted = [recall("language")].concat(navigator.languages || [navigator.language]);
    return wanted.map(lookUp).filter(Boolean);
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
    document.addEventListener("click", leave);
    document.addEventListener("focusin", leave);
    document.addEventListener("keydown", function (event) {
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

  // Without a script, or on an old phone without dialogs, it stays a link to the contents, whatever the address
  // asks. When it is this very link that she is pressing, it must not go before the press has become a click.
  function makesTheSearchAButton(sign) {
    var link = document.querySelector("a[data-search]");
    if (!link) return;
    if (!window.HTMLDialogElement) return link.parentNode.removeAttribute("data-feature");
    var pressed = sign && /^(pointer|key)down$/.test(sign.type) && link.contains(sign.target);
    if (!pressed) return replace();
    link.addEventListener("click", function (event) {
      event.preventDefault();
      replace();
    });

    function replace() {
      var button = document.createElement("button");
      var focused = document.activeElement === link;
      button.type = "button";
      button.dataset.search = "";
      button.append.apply(button, link.childNodes);
      link.replaceWith(button);
      if (focused) button.focus();
      if (pressed) button.click();
    }
  }

  // What a feature needs comes at her first tap on it, when something happens on the page that it counts, or at
  // once when the address asks something of it. What reads other pages is not there from a disk, where no page can.
  function loadsFeatures() {
    var address = new URLSearchParams(location.search + "&" + location.hash.slice(1));
    document.querySelectorAll("[data-feature]").forEach(function (feature) {
      if ("online" in feature.dataset && location.protocol === "file:") feature.remove();
      else loadsFeature(feature, feature.dataset.asked === "" || address.has(feature.dataset.asked));
    });
  }

  // Shows at once that it is coming, and tells in a sentence when that takes long or fails. Then it hears what it
  // came too late for: the last tap, unless she went on to something else, and everything that it counts.
  function loadsFeature(feature, asked) {
    var state = "";
    var taps = [];
    var happened = [];
    var line = document.querySelector("[data-late]").content.firstElementChild.cloneNode(true);
    var words = line.firstElementChild;
    var again = line.lastElementChild;
    var slow;

    feature.addEventListener("click", tapped);
    feature.addEventListener("input", tapped); // a date can be typed without a tap
    again.addEventListener("click", function (event) {
      event.stopPropagation(); // no tap on the feature itself
      load();
    });
    ["pointerdown", "keydown", "wheel", "touchmove", "visibilitychange"].forEach(function (sign) {
      addEventListener(sign, leaves, { passive: true });
    });
    if (feature.dataset.event) document.addEventListener(feature.dataset.event, function (event) {
      happened.push(event.detail);
      load();
    });
    feature.toggleAttribute("data-asks", asked);
    if (asked) load();

    function tapped(event) {
      var control = event.target.closest("button, summary, select, input");
      if (!control || state === "loaded") return;
      control.setAttribute("aria-busy", "true");
      if (state === "failed") taps = [];
      if (control.localName === "button") taps = taps.filter(counts).concat(control);
      load();
    }

    function load() {
      if (state === "loaded") return tell();
      if (state === "loading") return;
      show("loading");
      delete feature.dataset.left;
      bring(feature.dataset.feature.split(" ")).then(function () {
        show("loaded");
        tell();
        taps.forEach(function (button) { button.click(); });
      }, function () {
        show("failed"); // she has been told: "try again" goes on with her taps, another tap begins anew
      });
    }

    function leaves(event) {
      var stays = /^(pointer|key)down$/.test(event.type) && feature.contains(event.target);
      if (stays || state !== "loading") return;
      feature.dataset.left = "";
      taps = taps.filter(counts);
    }

    function counts(button) {
      return "counts" in button.dataset;
    }

    function tell() {
      while (happened.length) {
        feature.dispatchEvent(new CustomEvent(feature.dataset.event, { detail: happened.shift() }));
      }
    }

    function show(now) {
      clearTimeout(slow);
      if (now === "loading") {
        (feature.closest("header, .tools") || feature).append(line);
        slow = setTimeout(say, state === "failed" ? 0 : SLOW);
      } else {
        feature.querySelectorAll("[aria-busy]").forEach(function (control) { control.removeAttribute("aria-busy"); });
      }
      state = feature.dataset.state = now;
      if (now === "failed") say();
      if (now === "loaded") removeLine();
    }

    function say() {
      again.hidden = again.hidden && state !== "failed";
      words.textContent = words.dataset[state];
    }

    function removeLine() {
      var focused = line.contains(document.activeElement);
      line.remove();
      if (focused) (taps[0] || feature.querySelector("a, button, select, input")).focus();
    }
  }

  // iPhones let a page sound only when that began within a tap, and the guide's script comes after it.
  function letsTheGuideSound() {
    var box = document.querySelector("[data-guide-option=sound]");
    if (!box) return;
    document.querySelector("[data-guide-start]").addEventListener("click", function () {
      if (!box.checked && recall("guide.sound") !== "on") return;
      try {
        window.brochure.sound = new AudioContext();
        window.brochure.sound.resume().catch(function () {});
      } catch (failure) {
        // a device without sound
      }
    }, { once: true });
  }

  // What is brought for later waits until the page is there and read, and the device has nothing else to do.
  function tellsThatItIsRead() {
    var left = READ;
    var clock = setInterval(function () {
      if (document.hidden || document.readyState !== "complete" || --left > 0) return;
      clearInterval(clock);
      (window.requestIdleCallback || setTimeout)(function () {
        document.dispatchEvent(new CustomEvent("brochure:read"));
      });
    }, 1000);
  }

  // The script comes last, and is asked for only when all that it needs is there.
  function bring(addresses) {
    return Promise.all(addresses.slice(0, -1).map(bringOne)).then(function () {
      return bringOne(addresses[addresses.length - 1]);
    });
  }

  // A style sheet or a script, once; what does not come leaves nothing behind. What came in half is an error within
  // it, and may lie in the browser's cache: it is asked for again by another address.
  function bringOne(address) {
    brought[address] = brought[address] || new Promise(function (come, lost) {
      var style = /css$/.test(address);
      var element = document.createElement(style ? "link" : "script");
      var source = address + (failures[address] ? "?again=" + failures[address] : "");
      element.rel = "stylesheet";
      element.onload = come;
      element.onerror = fail;
      element[style ? "href" : "src"] = source;
      addEventListener("error", isWithin);
      element.addEventListener("load", function () { removeEventListener("error", isWithin); });
      document.head.append(element);

      function isWithin(event) {
        if (event.filename === element.src) fail();
      }

      function fail() {
        removeEventListener("error", isWithin);
        element.remove();
        delete brought[address];
        failures[address] = (failures[address] || 0) + 1;
        lost();
      }
    });
    return brought[address];
  }

  // Reading aloud is offered only with a voice of the device itself, and for the language that is shown. Voices
  // may come late, and so may the browser's own translation.
  function hearsOfVoices() {
    var line = document.querySelector("[data-aloud]");
    if (!window.speechSynthesis) return line && (line.hidden = true);
    if (speechSynthesis.addEventListener) speechSynthesis.addEventListener("voiceschanged", show);
    new MutationObserver(show).observe(root, { attributeFilter: ["lang"] });
    show();
    document.addEventListener("click", saysNothing);

    // iPhones let a page speak only once it has spoken from within a tap, and the script comes after it, the guide's
    // first word seconds later.
    function saysNothing(event) {
      var box = event.target.closest("[data-guide]") && document.querySelector("[data-guide-option=voice]");
      var wanted = box ? box.checked || recall("guide.voice") === "on" : event.target.closest("[data-aloud]");
      var voice = wanted && voices(event.target.closest("[lang]").lang)[0];
      if (!voice) return;
      document.removeEventListener("click", saysNothing);
      var nothing = new SpeechSynthesisUtterance("");
      nothing.voice = voice;
      speechSynthesis.speak(nothing);
    }

    function show() {
      document.querySelectorAll("[data-aloud-read]").forEach(function (button) {
        button.toggleAttribute("data-voice", voices(button.lang).length > 0);
      });
      document.dispatchEvent(new Event("brochure:voices"));
    }
  }

  // Of the language that is shown if no other is asked. Another voice than the device's own would send the words
  // to its maker.
  function voices(language) {
    var wanted = plain(language || root.lang);
    return window.speechSynthesis ? speechSynthesis.getVoices().filter(function (voice) {
      return voice.localService && plain(voice.lang) === wanted;
    }) : [];

    function plain(tag) {
      return tag.toLowerCase().split(/[-_]/)[0];
    }
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

  // WebKit empties the fields that no browser may keep (autocomplete="off") when a page comes back from its cache,
  // and leaves what was made of them: while the page lies there, they may be kept. What is empty all the same gets
  // back what stood in it last.
  function keepsFields() {
    var kept = [];
    document.addEventListener("input", keep);
    document.addEventListener("change", keep);
    addEventListener("pagehide", function (event) {
      keep();
      if (event.persisted) allow("on");
    });
    addEventListener("pageshow", function (event) {
      if (!event.persisted) return;
      allow("off");
      kept.forEach(function (was) {
        was.field.value = was.value;
        was.field.checked = was.checked;
      });
    });

    function keep() {
      kept = Array.from(document.querySelectorAll("[autocomplete]"), function (field) {
        return { field: field, value: field.value, checked: field.checked };
      });
    }

    function allow(state) {
      kept.forEach(function (was) { was.field.autocomplete = state; });
    }
  }

  // What is remembered may have changed: in another tab, or while this page lay in the browser's cache.
  function onReturn(handle) {
    addEventListener("storage", handle);
    addEventListener("pageshow", function (event) {
      if (event.persisted) handle(event);
    });
  }
})();
