// Deletes what this site has remembered on the device; other sites of the same origin keep theirs, also those below it.
(function () {
  "use strict";

  var site = window.brochure;
  var panel = document.querySelector("[data-forget]").closest("[data-feature]");

  panel.querySelector("[data-forget]").addEventListener("click", function () {
    site.withStorage(function (storage) {
      Object.keys(storage).forEach(function (key) {
        if (key.indexOf(site.base) === 0 && key.indexOf("/", site.base.length) < 0) storage.removeItem(key);
      });
    });
    document.dispatchEvent(new Event("brochure:forget"));
    Promise.resolve(site.removesCopy && site.removesCopy()).then(function () {
      var answer = panel.querySelector("[data-forgotten]");
      answer.textContent = answer.dataset.forgotten;
    });
  });
})();
