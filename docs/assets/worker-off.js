// The service worker of a site whose hospital has turned it off: frees the phones that have an earlier one.
"use strict";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const store = new URL(registration.scope).pathname + "offline";
  event.waitUntil(caches.delete(store).catch(() => {}).then(() => registration.unregister()));
});
