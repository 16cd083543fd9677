// Keeps the brochure on her device for when there is no network, once she has read a page; says on the page about
// this website whether it is kept, and removes it. Nothing depends on it: what a browser refuses is passed over.
(function () {
  "use strict";

  var site = window.brochure;
  var panel = document.querySelector("[data-offline]");
  if (!panel) return; // from a disk there is nothing to keep
  var line = panel.querySelector("[data-offline-line]");
  var button = panel.querySelector("[data-offline-remove]");
  var store = site.base + "offline"; // as worker.js names them
  var record = site.base + "sw.js?kept";
  var removed = wasRemoved();

  site.removesCopy = remove;
  panel.addEventListener("brochure:read", keep);
  if (button) button.addEventListener("click", function () {
    remove().then(function () { line.focus(); });
  });
  document.addEventListener("visibilitychange", show); // another page may have kept it or removed it
  show();

  function keep() {
    if (removed || !window.isSecureContext || !workers()) return;
    workers().register(site.base + "sw.js").then(function () {
      return workers().ready;
    }).then(function (registration) {
      var channel = new MessageChannel();
      channel.port1.onmessage = function () {
        channel.port1.close();
        show();
      };
      registration.active.postMessage({ keep: site.page }, [channel.port2]);
    }).catch(refused);
  }

  // Gone for the rest of this visit; the next one begins anew.
  function remove() {
    removed = true;
    remembersForThisVisit();
    return unregister().catch(refused).then(function () {
      return window.caches && caches.delete(store);
    }).catch(refused).then(show);
  }

  function unregister() {
    return Promise.resolve(workers() && workers().getRegistration(site.base)).then(function (registration) {
      // that of a site above this one is not ours
      if (!registration || new URL(registration.scope).pathname !== site.base) return;
      if (registration.active) registration.active.postMessage({ stop: true });
      return registration.unregister();
    });
  }

  function show() {
    if (line) Promise.resolve().then(isKept).catch(refused).then(function (kept) {
      line.textContent = line.dataset[kept ? "kept" : removed ? "removed" : "none"];
      button.hidden = !kept;
    });
  }

  // All of it: a browser that is short of space may have taken away a part.
  function isKept() {
    return window.caches && caches.has(store).then(function (there) {
      return there && caches.open(store).then(function (cache) {
        return Promise.all([cache.match(record).then(function (answer) { return answer.json(); }), cache.keys()]);
      }).then(function (found) {
        var addresses = found[1].map(function (request) { return request.url; });
        return found[0].languages[site.page].every(function (file) {
          return addresses.indexOf(location.origin + site.base + file) >= 0;
        });
      });
    });
  }

  function workers() {
    try {
      return navigator.serviceWorker;
    } catch (refused) {
      return null;
    }
  }

  // Kept until she closes the page; where that is refused too, it holds for this page.
  function remembersForThisVisit() {
    try {
      sessionStorage.setItem(store, "removed");
    } catch (refused) {}
  }

  function wasRemoved() {
    try {
      return sessionStorage.getItem(store) === "removed";
    } catch (refused) {
      return false;
    }
  }

  function refused() {}
})();
