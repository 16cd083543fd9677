// Links for letters: the physiotherapist ticks a language and pages, and has a text, QR codes and cards
// at once. Nothing is kept and nothing is sent; titles and addresses stand in the page's own table.
(function () {
  "use strict";

  var QUIET = 4; // modules of white around a code (ISO/IEC 18004)
  var MODULE = 12; // pixels to a module of the picture: sharp at 4 cm on paper

  var letter = document.querySelector("[data-letter]");
  var root = letter.dataset.site || new URL("..", document.currentScript.src).href;

  makesTheLetter();
  showsAddresses();
  copiesTheText();
  printsCards();

  function makesTheLetter() {
    letter.addEventListener("change", make);
    make();
  }

  // All of them without a script; with one, those of one language at a time.
  function showsAddresses() {
    var choice = document.querySelector("[data-letter-shown]");
    choice.addEventListener("change", show);
    show();

    function show() {
      document.querySelectorAll("[data-language]").forEach(function (row) {
        row.hidden = row.dataset.language !== choice.value;
      });
    }
  }

  function make() {
    var language = choice("language").value;
    var own = letter.dataset.own;
    var sections = chosen(language);
    part("hold").hidden = sections.indexOf("endurance") < 0;
    part("result").hidden = !sections.length;
    writeText("own", sections, language ? own : "", own);
    writeText("patient", language === own ? [] : sections, language, language);
    say("");
    showCards(sections, language);
  }

  // A page that the hospital does not show in that language yet cannot be ticked.
  function chosen(language) {
    return Array.from(letter.querySelectorAll("[name=section]"), function (box) {
      box.disabled = !row(box.value, language);
      return box.checked && !box.disabled && box.value;
    }).filter(Boolean);
  }

  // The titles are in the language `words`, the addresses open in `language`: "" leaves it to her phone.
  function writeText(name, sections, language, words) {
    var area = letter.querySelector('[data-letter-text="' + name + '"]');
    var links = words ? sections.map(function (section) {
      return linkTo(section, language, words);
    }) : [];
    area.hidden = !links.length;
    if (area.hidden) return (area.value = "");
    var heading = nameOf(words);
    area.lang = words;
    area.dir = links[0].dir;
    area.setAttribute("aria-label", part("result").querySelector("h2").textContent + ": " + heading);
    area.value = [language ? heading : ""].concat(links.map(function (link) {
      return link.title + "\n" + link.address + "\n";
    })).join("\n").trim();
    area.rows = area.value.split("\n").length + 1;
  }

  // One page as the letter names it: its title, with the seconds that were chosen, and its address.
  function linkTo(section, language, words) {
    var title = row(section, words).querySelector("[data-title]");
    var address = new URL(row(section, language).querySelector("a").dataset.path, root);
    var seconds = section === "endurance" && part("hold").querySelector("select").value;
    if (seconds) address.searchParams.set("hold", seconds);
    return {
      address: address.href,
      title: title.textContent + (seconds ? " (" + choice("language", words).dataset.seconds.replace("{seconds}", seconds) + ")" : ""),
      lang: words,
      dir: title.dir,
    };
  }

  function row(section, language) {
    return document.querySelector('[data-section="' + section + '"] [data-language="' + language + '"]');
  }

  function nameOf(language) {
    return choice("language", language).parentNode.textContent.trim();
  }

  // Where a patient at home could not open the address, a plain warning stands in the place of the codes.
  function showCards(sections, language) {
    var unreachable = isPrivate(new URL(root));
    var warning = part("unreachable");
    warning.hidden = !unreachable;
    if (unreachable) warning.textContent = warning.dataset.letterUnreachable.replace("{address}", "\u2066" + root + "\u2069");
    part("cards").hidden = unreachable;
    part("codes").replaceChildren();
    if (unreachable) return;
    sections.forEach(function (section) {
      part("codes").append(card(section, linkTo(section, language, language || letter.dataset.own), language));
    });
  }

  function card(section, link, language) {
    var item = letter.querySelector('[data-letter-card="' + section + '"]').content.cloneNode(true).firstElementChild;
    var title = item.querySelector("[data-card-title]");
    var image = item.querySelector("[data-card-code]");
    var modules = window.uqr.encode(link.address, { ecc: "Q", border: QUIET }).data;
    var picture = paint(modules);
    title.textContent = link.title;
    title.lang = link.lang;
    title.dir = link.dir;
    item.querySelector("[data-card-names]").hidden = Boolean(language);
    writeAddress(item.querySelector("[data-card-address]"), link.address);
    image.alt = image.dataset.cardCode.replace("{address}", link.address);
    image.src = picture.toDataURL();
    offer(item, "svg", section, "data:image/svg+xml," + encodeURIComponent(draw(modules)));
    offer(item, "png", section, image.src);
    item.querySelector("[data-card-copy]").addEventListener("click", function () {
      copyPicture(picture, image);
    });
    return item;
  }

  // A long address breaks after a slash.
  function writeAddress(line, address) {
    address.match(/[^/]*\/+|[^/]+/g).forEach(function (piece) {
      line.append(piece, document.createElement("wbr"));
    });
  }

  function offer(item, type, section, address) {
    var link = item.querySelector('[data-card-file="' + type + '"]');
    link.href = address;
    link.download = "qr-" + section + "." + type;
  }

  // Black on white whatever the theme: some readers of codes do not know the opposite.
  function paint(modules) {
    var canvas = document.createElement("canvas");
    var pen = canvas.getContext("2d");
    canvas.width = canvas.height = modules.length * MODULE;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = "#000";
    eachDark(modules, function (x, y) {
      pen.fillRect(x * MODULE, y * MODULE, MODULE, MODULE);
    });
    return canvas;
  }

  function draw(modules) {
    var size = modules.length;
    var path = "";
    eachDark(modules, function (x, y) {
      path += "M" + x + " " + y + "h1v1h-1z";
    });
    return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ' + size + " " + size + '" shape-rendering="crispEdges">' +
      '<path fill="#fff" d="M0 0h' + size + "v" + size + 'H0z"/><path d="' + path + '"/></svg>';
  }

  function eachDark(modules, use) {
    modules.forEach(function (line, y) {
      line.forEach(function (dark, x) {
        if (dark) use(x, y);
      });
    });
  }

  // A disk, this computer, a name or an address that exists only inside a network (RFC 1918, 4193, 6762 and
  // the names that networks give themselves).
  function isPrivate(address) {
    var host = address.hostname.replace(/^\[|\]$|\.$/g, "");
    if (!/^https?:$/.test(address.protocol)) return true;
    if (host.indexOf(":") >= 0) return /^(::|f[cde])/i.test(host);
    if (/^[\d.]+$/.test(host)) return /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(host);
    return !/\./.test(host) || /\.(localhost|localdomain|local|lan|home|internal|intranet|intra|private|corp|arpa)$/.test(host);
  }

  function copiesTheText() {
    part("copy").addEventListener("click", function () {
      var text = Array.from(letter.querySelectorAll("[data-letter-text]"), function (area) {
        return area.value;
      }).filter(Boolean).join("\n\n") + "\n";
      copy({ "text/plain": text }, function () {
        return navigator.clipboard.writeText(text);
      });
    });
  }

  function copyPicture(canvas, image) {
    copy({ "text/html": '<img src="' + image.src + '">' }, function () {
      var picture = new Promise(function (resolve) {
        canvas.toBlob(resolve);
      });
      return navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
    });
  }

  // On plain HTTP there is no clipboard to write to, but a copy command whose data can be set.
  function copy(data, write) {
    say("");
    if (window.isSecureContext && navigator.clipboard && (data["text/plain"] || window.ClipboardItem)) {
      Promise.resolve().then(write).then(done, tryCommand);
    } else {
      tryCommand();
    }

    function tryCommand() {
      say(part("said").dataset[command(data) ? "copied" : "uncopied"]);
    }

    function done() {
      say(part("said").dataset.copied);
    }
  }

  function command(data) {
    var heard = false;
    var focused = document.activeElement;
    document.addEventListener("copy", give);
    letter.querySelector("[data-letter-text]:not([hidden])").select(); // some browsers copy only a selection
    document.execCommand("copy");
    document.removeEventListener("copy", give);
    focused.focus({ preventScroll: true });
    return heard;

    function give(event) {
      Object.keys(data).forEach(function (type) {
        event.clipboardData.setData(type, data[type]);
      });
      event.preventDefault();
      heard = true;
    }
  }

  // Only the cards reach the paper: one on each A6, or eight alike on each A4, to be cut. Phones tell too early
  // that it is printed, or never: the cards make way when she does something on the page again.
  function printsCards() {
    var sheets = document.createElement("div");
    sheets.className = "sheets";
    ["pointerdown", "pointermove", "keydown", "focus", "pagehide"].forEach(function (sign) {
      window.addEventListener(sign, clear);
    });
    letter.addEventListener("click", function (event) {
      var size = event.target.dataset.letterPrint;
      if (!size) return;
      clear();
      letter.querySelectorAll("[data-letter-codes] [data-card]").forEach(function (card) {
        var sheet = document.createElement("div");
        sheet.className = size;
        for (var count = size === "a4" ? 8 : 1; count; count--) sheet.append(card.cloneNode(true));
        sheets.append(sheet);
      });
      document.body.append(sheets);
      document.documentElement.dataset.printing = size;
      window.print();
    });

    function clear() {
      delete document.documentElement.dataset.printing;
      sheets.replaceChildren();
      sheets.remove();
    }
  }

  function choice(name, value) {
    return letter.querySelector("[name=" + name + "]" + (value === undefined ? ":checked" : '[value="' + value + '"]'));
  }

  function say(words) {
    part("said").textContent = words;
  }

  function part(name) {
    return letter.querySelector("[data-letter-" + name + "]");
  }
})();
