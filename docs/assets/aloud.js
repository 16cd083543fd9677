// Reading aloud: says the page block by block, with the device's own voice only, and marks where it is.
// Many devices cannot pause a voice, so that a pause, or another speed, begins the block again; so does
// a locked screen, behind which some fall silent without a word.
// With two languages on the page each has its button, and while it reads, a tap on a block of either
// goes on from there.
(function () {
  "use strict";

  var line = document.querySelector("[data-aloud]");
  var speed = part("speed");

  var language = ""; // what is read: "" is the page's own, else that of the counterparts
  var blocks = [];
  var at = 0; // the block that is read
  var marked = null;
  var voice = window.brochure.voice;

  speed.hidden = part("stop").hidden = false; // from here on the style sheet says when
  obeysTheButtons();
  obeysTheSpeed();
  goesOnWhereSheTaps();
  fallsSilentWhenSheLeaves();
  goesOnWhenSheReturns();

  // In document order, each with the words that are not those of a block inside it.
  function gathersBlocks(theirs) {
    var found = [];
    var selector = theirs ? "article :not(figure) > [data-of]" : "article [data-block]:not(figure)";
    document.querySelectorAll(selector).forEach(function (block) {
      var words = wordsOf(block);
      if (words) found.push({ element: block, words: words });
    });
    return found;
  }

  function wordsOf(block) {
    var texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    var words = "";
    while (texts.nextNode()) {
      var text = texts.currentNode;
      if (text.parentElement.closest("[data-block], [data-of]") === block) words += text.data;
    }
    return window.brochure.whole(words).replace(/\s+/g, " ").trim();
  }

  function obeysTheButtons() {
    line.addEventListener("click", function (event) {
      var button = event.target.closest("[data-aloud-read]");
      if (!button) return;
      if (line.dataset.phase === "reading") pause();
      else if (line.dataset.phase === "ready") begin(button.lang);
      else read();
    });
    part("stop").addEventListener("click", stop);
  }

  function obeysTheSpeed() {
    speed.addEventListener("change", function () {
      if (line.dataset.phase === "reading") read();
    });
  }

  function goesOnWhereSheTaps() {
    document.querySelector("article").addEventListener("click", function (event) {
      var block = event.target.closest("[data-block], [data-of]");
      if (!block || line.dataset.phase === "ready" || !document.querySelector("[data-of]")) return;
      if (!event.target.closest("a") && !String(getSelection())) begin(block.lang, block);
    });
  }

  function fallsSilentWhenSheLeaves() {
    window.addEventListener("pagehide", stop);
  }

  function goesOnWhenSheReturns() {
    document.addEventListener("visibilitychange", function () {
      var silent = speechSynthesis.paused || !speechSynthesis.speaking;
      if (!document.hidden && silent && line.dataset.phase === "reading") read();
    });
  }

  // At the first block of a language, or at one of them.
  function begin(asked, from) {
    var found = gathersBlocks(asked);
    var place = from ? found.findIndex(function (block) { return block.element === from; }) : 0;
    if (place < 0 || !window.brochure.voices(asked).length) return;
    language = asked;
    blocks = found;
    at = place;
    read();
  }

  // Begins the block anew; the next follows when it has been said.
  function read() {
    if (at >= blocks.length) return stop();
    show("reading");
    mark(blocks[at].element);
    voice.say(blocks[at].words, {
      by: "aloud",
      language: language,
      rate: Number(speed.value),
      ended: function () {
        at += 1;
        read();
      },
      failed: function () {
        if (window.brochure.voices(language).length) pause(); // she can go on with the same block
        else stop();
        part("failed").hidden = false;
      },
      interrupted: function () { show("paused"); }, // the guide's word comes first
    });
  }

  function pause() {
    voice.silence();
    show("paused");
  }

  function stop() {
    voice.silence();
    mark(null);
    var within = line.contains(document.activeElement);
    var button = line.querySelector("[data-aloud-read]:not([hidden])");
    show("ready");
    if (within) button.focus({ preventScroll: true });
  }

  function show(phase) {
    line.dataset.phase = phase;
    part("failed").hidden = true;
    window.brochure.awake("aloud", phase === "reading");
    document.documentElement.toggleAttribute("data-reads-aloud", phase !== "ready");
    line.querySelectorAll("[data-aloud-read]").forEach(function (button) {
      button.hidden = phase !== "ready" && button.lang !== language;
    });
  }

  // The page follows the voice, unless she scrolled away from it.
  function mark(block) {
    var follows = !marked || marked === block || inView(marked);
    if (marked) marked.classList.remove("read-aloud");
    marked = block;
    if (!block) return;
    block.classList.add("read-aloud");
    if (follows) block.scrollIntoView({ block: "nearest" });
  }

  function inView(block) {
    var box = block.getBoundingClientRect();
    return box.bottom > 0 && box.top < window.innerHeight;
  }

  function part(name) {
    return line.querySelector("[data-aloud-" + name + "]");
  }
})();
