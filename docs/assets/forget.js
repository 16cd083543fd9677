// Deletes what this site has remembered on the device; other sites of the same origin keep theirs, also those below it.
(function () {
  "use strict";

  var panel = document.querySelector("[data-forget]").closest("[data-feature]");

  panel.querySelector("[data-forget]").addEventListener("click", function () {
    var base = window.brochure.base;
    try {
      Object.keys(localStorage).forEach(function (key) {
        if (key.indexOf(base) === 0 && key.indexOf("/", base.length) < 0) localStorage.removeItem(key);
      });
    } catch (refused) {
      // then there is nothing to delete
    }
    document.dispatchEvent(new Event("brochure:forget"));
    var copy = window.brochure.removesCopy;
    Promise.resolve(copy && copy()).then(function () {
      var answer = panel.querySelector("[data-forgotten]");
      answer.textContent = answer.dataset.forgotten;
    });
  });
})();
