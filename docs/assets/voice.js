// The device's own voice: the best one of a language, and one text after another whatever the engine reports.
// Engines forget to say that a text has ended, say so at once when a voice is not installed, swallow what
// follows too closely on a silence, and fall silent while the screen is locked.
(function () {
  "use strict";

  var LOOK = 250; // ms between two looks at what the engine does
  var SILENT = 5000; // ms without a sound after which the voice does not speak
  var CALM = 100; // ms of quiet after a text was broken off
  var QUICKEST = 10; // ms a sign: who is done sooner has said nothing
  var SLOWEST = 400; // ms a sign: who takes longer is stuck
  // Voices that are made for fun, and first in the lists of the devices that have them.
  var NOVELTY = /^(Albert|Bad News|Bahh|Bells|Boing|Bubbles|Cellos|Deranged|Eddy|Flo|Fred|Good News|Grandma|Grandpa|Hysterical|Jester|Junior|Kathy|Organ|Pipe Organ|Ralph|Reed|Rocko|Sandy|Shelley|Superstar|Trinoids|Whisper|Wobble|Zarvox)\b/;

  var saying = null; // what is being said; what a silenced voice still reports is not about this
  var watch;

  window.brochure.voice = { say: say, silence: silence };

  // Calls ended() when the words are said, failed() when the voice does not say them, and interrupted() when it
  // is to say another feature's words instead.
  function say(words, options) {
    if (saying && saying.by !== options.by) saying.interrupted();
    var broken = silence();
    var voice = best(options.language);
    var mine = (saying = {
      by: options.by,
      length: words.length / (options.rate || 1),
      ended: options.ended || nothing,
      failed: options.failed || nothing,
      interrupted: options.interrupted || nothing,
    });
    if (!voice) return fail(mine);
    var text = new SpeechSynthesisUtterance(words);
    text.voice = voice;
    text.lang = voice.lang;
    text.rate = options.rate || 1;
    text.onstart = function () { mine.heard = true; };
    text.onend = function () { over(mine); };
    text.onerror = function () { fail(mine); };
    mine.text = text; // an engine may forget the events of a text that nothing holds
    if (broken) setTimeout(begin, CALM);
    else begin();

    function begin() {
      if (saying !== mine) return;
      mine.since = performance.now();
      watch = setInterval(look, LOOK, mine);
      try {
        speechSynthesis.speak(text);
      } catch (refused) {
        fail(mine);
      }
    }
  }

  // Whether something had to be broken off.
  function silence() {
    saying = null;
    clearInterval(watch);
    var speaks = speechSynthesis.speaking || speechSynthesis.pending;
    if (speaks) speechSynthesis.cancel();
    return speaks;
  }

  function look(mine) {
    var speaks = speechSynthesis.speaking || speechSynthesis.pending;
    var took = performance.now() - mine.since;
    mine.heard = mine.heard || speechSynthesis.speaking;
    mine.quiet = speaks ? 0 : (mine.quiet || 0) + 1;
    if (!mine.heard && took > SILENT) fail(mine);
    else if (mine.heard && mine.quiet > 1 || took > SILENT + mine.length * SLOWEST) over(mine);
  }

  function over(mine) {
    if (saying !== mine) return;
    if (performance.now() - mine.since < mine.length * QUICKEST) return fail(mine);
    rest();
    setTimeout(mine.ended); // when the engine has done with this text
  }

  function fail(mine) {
    if (saying !== mine) return;
    rest();
    mine.failed();
  }

  function rest() {
    saying = null;
    clearInterval(watch);
  }

  // Her device's choice before ours, a serious voice before the others, the accent of her country before others.
  function best(language) {
    var regions = (navigator.languages || [navigator.language]).map(plain);
    return window.brochure.voices(language).map(function (voice) {
      return {
        voice: voice,
        worth: (voice.default ? 4 : 0) + (NOVELTY.test(voice.name) ? 0 : 2) + (regions.indexOf(plain(voice.lang)) < 0 ? 0 : 1),
      };
    }).sort(function (a, b) { return b.worth - a.worth; }).map(function (one) { return one.voice; })[0];
  }

  function plain(tag) {
    return tag.toLowerCase().replace("_", "-");
  }

  function nothing() {}
})();
