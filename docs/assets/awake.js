// Keeps the screen on while a feature needs it: one lock however many ask, asked for again when she comes
// back to the page, none when nobody needs it. Where the browser cannot, nothing is lost but that.
(function () {
  "use strict";

  var needed = {}; // by the name of the feature
  var lock = null;
  var asking = false;

  window.brochure.awake = function (name, need) {
    needed[name] = need;
    obey();
  };
  document.addEventListener("visibilitychange", obey);

  function obey() {
    var need = !document.hidden && Object.keys(needed).some(function (name) { return needed[name]; });
    if (need) ask();
    else release();
  }

  function ask() {
    if (lock || asking || !navigator.wakeLock) return;
    asking = true;
    navigator.wakeLock.request("screen").then(function (given) {
      lock = given;
      given.onrelease = function () { // the browser takes it back when she looks at something else
        if (lock === given) lock = null;
      };
    }, function () {}).then(function () {
      asking = false;
      if (lock) obey();
    });
  }

  function release() {
    if (lock) lock.release().catch(function () {});
    lock = null;
  }
})();
