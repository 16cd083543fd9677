// Reading aloud: says the page block by block, with the device's own voice only, and marks where it is.
// Many devices cannot pause a voice, so that a pause, or another speed, begins the block again.
(function () {
  "use strict";

  var line = document.querySelector("[data-aloud]");
  var speed = part("speed");
  var blocks = gathersBlocks();

  var at = 0; // the block that is read
  var marked = null;
  var saying = null; // what is being said; what a silenced voice still reports is not about this

  obeysTheButtons();
  obeysTheSpeed();
  fallsSilentWhenSheLeaves();

  // In document order, each with the words that are not those of a block inside it.
  function gathersBlocks() {
    var found = [];
    document.querySelectorAll("article [data-block]:not(figure)").forEach(function (block) {
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
      if (text.parentElement.closest("[data-block]") === block) words += text.data;
    }
    return words.replace(/\s+/g, " ").trim();
  }

  function obeysTheButtons() {
    part("read").addEventListener("click", function () {
      if (line.dataset.phase === "reading") return pause();
      if (line.dataset.phase === "ready") at = 0;
      read();
    });
    part("stop").addEventListener("click", stop);
  }

  function obeysTheSpeed() {
    speed.addEventListener("change", function () {
      if (line.dataset.phase === "reading") read();
    });
  }

  function fallsSilentWhenSheLeaves() {
    window.addEventListener("pagehide", stop);
  }

  // Begins the block anew; the next follows when its end is reported.
  function read() {
    var voice = window.brochure.voice();
    if (at >= blocks.length || !voice) return stop();
    silence();
    show("reading");
    mark(blocks[at].element);
    var words = new SpeechSynthesisUtterance(blocks[at].words);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = Number(speed.value);
    words.onend = function () {
      if (saying !== words) return;
      saying = null;
      at += 1;
      read();
    };
    words.onerror = function () {
      if (saying === words) pause(); // she can go on with the same block
    };
    saying = words;
    speechSynthesis.speak(words);
  }

  function pause() {
    silence();
    show("paused");
  }

  function stop() {
    silence();
    mark(null);
    var within = line.contains(document.activeElement);
    show("ready");
    if (within) part("read").focus({ preventScroll: true });
  }

  function silence() {
    if (!saying && !speechSynthesis.speaking && !speechSynthesis.pending) return;
    saying = null;
    speechSynthesis.cancel();
  }

  function show(phase) {
    line.dataset.phase = phase;
    document.documentElement.toggleAttribute("data-reads-aloud", phase !== "ready");
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
