// The guide: leads through one series of an exercise with the values of the page's data- attributes.
// Endurance is timed; strength, for which the brochure gives no seconds, is counted by her.
(function () {
  "use strict";

  var COUNT_IN = 3;
  var AWAY = 2500; // a longer gap between two ticks means that the device slept

  var guide = document.querySelector("[data-guide]");
  var exercise = document.querySelector("[data-exercise]").dataset;
  var total = Number(exercise.repetitions);
  var timed = exercise.contraction === "hold";
  var rest = Number(exercise.rest);
  var choice = part("hold");
  var signals = givesSignals();

  var timer; // runs to the next whole second of the series
  var begun; // when the series would have begun had it never paused, in ms of performance.now()
  var seen; // the last tick, in ms of the series

  part("now").hidden = part("stop").hidden = false; // from here on the style sheet says when
  readsTheLink();
  takesTheHold();
  obeysTheButtons();
  pausesWhenSheGoesAway();

  // ?hold=6, once and within the brochure's range; anything else is refused in a sentence.
  function readsTheLink() {
    var asked = new URLSearchParams(location.search).getAll("hold");
    if (!choice || !asked.length) return;
    var seconds = Number(asked[0]);
    var valid = asked.length === 1 && asked[0] === String(seconds) &&
      Number.isInteger(seconds) && seconds >= Number(exercise.holdMin) && seconds <= Number(exercise.holdMax);
    if (valid) choice.value = seconds;
    var line = part("link");
    line.textContent = valid ? line.dataset.guideLink.replace("{seconds}", seconds) : line.dataset.guideRefused;
  }

  function takesTheHold() {
    if (!choice) return;
    guide.dataset.hold = choice.value;
    choice.addEventListener("change", function () {
      guide.dataset.hold = choice.value;
      part("link").textContent = "";
    });
  }

  function obeysTheButtons() {
    part("start").addEventListener("click", function () {
      var phase = guide.dataset.phase;
      if (phase === "ready" || phase === "done") start();
      else if (phase === "paused") resume();
      else if (timed) pause();
      else count();
    });
    part("stop").addEventListener("click", stop);
  }

  function pausesWhenSheGoesAway() {
    document.addEventListener("visibilitychange", function () {
      if (document.hidden && running()) pause();
    });
  }

  function start() {
    signals.wake();
    setCount(0);
    staysOn(true);
    begun = performance.now();
    seen = 0;
    if (timed) tick();
    else show("contract");
    guide.scrollIntoView({ block: "start" });
    part("start").focus({ preventScroll: true });
  }

  function stop() {
    clearTimeout(timer);
    staysOn(false);
    setCount(0);
    show("ready");
    part("start").focus({ preventScroll: true });
  }

  function pause() {
    clearTimeout(timer);
    staysOn(false);
    if (elapsed() - seen < AWAY) seen = elapsed();
    show("paused");
  }

  function resume() {
    signals.wake();
    staysOn(true);
    begun = performance.now() - seen;
    tick();
  }

  function finish() {
    clearTimeout(timer);
    staysOn(false);
    setCount(total);
    if (document.activeElement === part("stop")) part("start").focus({ preventScroll: true });
    show("done");
    document.dispatchEvent(new CustomEvent("brochure:series", { detail: exercise.exercise }));
  }

  // Strength: she counts her own contractions.
  function count() {
    setCount(Number(guide.dataset.count) + 1);
    if (Number(guide.dataset.count) >= total) return finish();
    say(part("progress").textContent);
    pulse();
  }

  // Every tick derives where the series is from the clock alone: nothing adds up, nothing drifts.
  function tick() {
    var now = elapsed();
    if (now - seen > AWAY) return pause();
    seen = now;
    var at = where(now / 1000 + 0.01);
    if (!at) return finish();
    setCount(at.done);
    part("seconds").textContent = at.left;
    if (at.phase !== guide.dataset.phase) show(at.phase);
    timer = setTimeout(tick, 1000 - (now % 1000));
  }

  // The phase at a moment of the series, in seconds; nothing when it is over.
  function where(second) {
    if (second < COUNT_IN) return { phase: "count-in", left: Math.ceil(COUNT_IN - second), done: 0 };
    var hold = Number(guide.dataset.hold);
    var turn = Math.floor((second - COUNT_IN) / (hold + rest));
    var within = second - COUNT_IN - turn * (hold + rest);
    if (turn >= total) return null;
    if (within < hold) return { phase: "contract", left: Math.ceil(hold - within), done: turn };
    return { phase: "relax", left: Math.ceil(hold + rest - within), done: turn + 1 };
  }

  function show(phase) {
    var series = phase !== "ready" && phase !== "done";
    guide.dataset.phase = phase;
    document.documentElement.toggleAttribute("data-series", series);
    if (choice) choice.disabled = series;
    if (!series || phase === "paused") part("seconds").textContent = "";
    var word = guide.querySelector('.word [data-when="' + phase + '"]');
    say(word ? word.textContent + (phase === "contract" ? ". " + part("progress").textContent : "") : "");
    if (phase === "contract" || phase === "relax" || phase === "done") signals.give(phase, word.textContent);
  }

  function setCount(done) {
    guide.dataset.count = done;
    var progress = part("progress");
    progress.textContent = progress.dataset.guideProgress.replace("{count}", done).replace("{total}", total);
  }

  function say(words) {
    part("said").textContent = words;
  }

  function pulse() {
    guide.classList.remove("pulse");
    void guide.offsetWidth; // lets the animation begin again
    guide.classList.add("pulse");
  }

  function running() {
    return timed && ["count-in", "contract", "relax"].indexOf(guide.dataset.phase) >= 0;
  }

  function elapsed() {
    return performance.now() - begun;
  }

  function staysOn(need) {
    window.brochure.awake("guide", need);
  }

  // Tones, the device's own voice, vibration: each off until she turns it on, absent where the device
  // has none, and never in the way when it fails.
  function givesSignals() {
    var sound = null;
    var options = {};
    guide.querySelectorAll("[data-guide-option]").forEach(function (box) {
      var name = box.dataset.guideOption;
      options[name] = box;
      if (box.checked) keep(); // her tap was quicker than this script
      box.checked = window.brochure.recall("guide." + name) === "on" || box.checked;
      box.addEventListener("change", keep);
      window.brochure.onReturn(function () {
        box.checked = (window.brochure.recall("guide." + name) || (box.checked ? "on" : "off")) === "on";
      });

      function keep() {
        wake(); // her tap on it, in the middle of a series too
        window.brochure.remember("guide." + name, box.checked ? "on" : "off");
      }
    });
    offer("sound", window.AudioContext);
    offer("vibration", navigator.vibrate);
    offersVoice();
    document.addEventListener("brochure:voices", offersVoice);

    return {
      wake: wake,
      give: function (phase, word) {
        quietly(function () {
          if (options.sound.checked && sound) tone(phase === "contract" ? 523 : 349);
        });
        quietly(function () {
          if (options.voice.checked) window.brochure.voice.say(word, { by: "guide" });
        });
        quietly(function () {
          if (options.vibration.checked) navigator.vibrate(phase === "contract" ? [120] : [60, 80, 60]);
        });
      },
    };

    function offer(name, available) {
      options[name].closest("p").hidden = !available;
    }

    function offersVoice() {
      offer("voice", window.brochure.voices().length);
    }

    // Browsers let a page sound only after a tap: called at each one that may be the first.
    function wake() {
      quietly(function () {
        if (!options.sound.checked) return;
        sound = sound || window.brochure.sound || new AudioContext();
        sound.resume().catch(function () {});
      });
    }

    function tone(frequency) {
      var now = sound.currentTime;
      var source = sound.createOscillator();
      var volume = sound.createGain();
      source.frequency.value = frequency;
      volume.gain.setValueAtTime(0, now);
      volume.gain.linearRampToValueAtTime(0.2, now + 0.05);
      volume.gain.linearRampToValueAtTime(0, now + 0.5);
      source.connect(volume).connect(sound.destination);
      source.start(now);
      source.stop(now + 0.55);
    }

    function quietly(signal) {
      try {
        signal();
      } catch (failure) {
        // a signal that fails is only missed
      }
    }
  }

  function part(name) {
    return guide.querySelector("[data-guide-" + name + "]");
  }
})();
