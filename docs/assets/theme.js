// Light or dark as she chose, before anything is painted: the one script that the page waits for.
(function () {
  "use strict";
  try {
    var theme = localStorage.getItem(new URL("..", document.currentScript.src).pathname + "theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (refused) {
    // as the device is set
  }
})();
