// The address without a language, or of a page that has moved: leads on to the right page at once and
// leaves no step behind. Who comes back to it sees the list and chooses.
(function () {
  "use strict";

  var arrival = performance.getEntriesByType("navigation")[0];
  if (arrival && arrival.type === "back_forward") return;
  var site = window.brochure;
  var code = site.wantedLanguage();
  var link = document.querySelector("[data-moved]") || (code && document.querySelector('[hreflang="' + code + '"]'));
  if (!link) return;
  site.opensFromADisk();
  site.keepsThePlace(link);
  location.replace(link.href);
})();
