// The service worker: keeps the brochure for when there is no network. The build puts FILES before it and writes
// both as sw.js: for each language the addresses of its files, and below "" those that every reader needs.
//
// A file is stored under its address and the hash of its content (`toilet/?5f2c…`, `assets/site.5f2c….css`), only
// when its content has that hash. So an old file and a new one lie beside each other, nothing is ever written
// over, and a download that was cut off goes on where it stopped. What belongs together is one small record, which
// is replaced in one step when everything of the new one is there.
"use strict";

const BASE = new URL(registration.scope).pathname; // several sites may share an origin
const STORE = BASE + "offline";
const RECORD = BASE + "sw.js?kept"; // { languages: { nl: [files] }, visited: [files], before: [clients] }
const PATIENCE = 3000; // ms for the network to bring a page of which there is a copy, and for the storage to answer
const PAGES = new Map(Object.values(FILES).flat().filter(isPage).map((file) => [addressOf(file), file]));

let stopped = false;

addEventListener("install", (event) => event.waitUntil(replacesWhatIsKept()));
addEventListener("activate", (event) => event.waitUntil(clients.claim().then(sweeps)));
addEventListener("message", (event) => event.waitUntil(hears(event)));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || !pathname.startsWith(BASE)) return;
  const address = pathname.slice(BASE.length).replace(/(^|\/)index\.html$/, "$1");
  if (PAGES.has(address)) event.respondWith(page(event, address));
  else if (PAGES.has(address + "/")) event.respondWith(pageWithoutSlash(request));
  else if (/^assets\/[^/]+$/.test(address)) event.respondWith(asset(request, address));
});

// The newest text first: a number that was corrected reaches her at once. The copy is for when the network is
// gone, breaks off in the middle, answers with a fault of its own, or takes too long.
async function page(event, address) {
  const answer = fetch(event.request);
  answer.catch(refused); // told below, when it is known whether there is a copy
  const looks = copyOf(address);
  const copy = await inTime(looks);
  if (!copy) {
    const first = await answer.catch(() => looks) || Response.error();
    if (first.ok) event.waitUntil(keepsVisited(address, first.clone()).catch(refused));
    return first;
  }
  const whole = answer.then(async (response) => {
    if (response.status >= 500) throw response;
    return response.ok ? new Response(await response.arrayBuffer(), plain(response)) : response;
  });
  return (await inTime(whole)) || copy;
}

// Relative links hold only below the address with its slash.
async function pageWithoutSlash(request) {
  return fetch(request).catch(() => {
    const { origin, pathname, search } = new URL(request.url);
    return Response.redirect(origin + pathname + "/" + search);
  });
}

// Named by its content: whichever copy there is, is the right one, for an old page and for a new one.
async function asset(request, file) {
  const looks = stored(BASE + file);
  return (await inTime(looks)) || (await fetch(request).catch(() => looks)) || Response.error();
}

async function hears(event) {
  const { keep, stop } = event.data;
  if (stop) stopped = true;
  if (!keep || !FILES[keep]) return;
  stopped = false;
  await keeps(keep).catch(refused);
  event.ports[0].postMessage("");
}

// A language's pages with everything that they may load at a tap, whole or not at all.
async function keeps(language) {
  if (registration.installing || registration.waiting) return; // a newer worker, which keeps newer files
  const cache = await caches.open(STORE);
  const files = filesFor(language);
  await brings(cache, files);
  const record = await recordOf(cache);
  record.languages[language] = files;
  await writes(cache, record);
  await sweeps();
}

// An update downloads everything that is kept in its new form before it shows any of it. When that fails the
// browser drops this worker and tries again later: the one before it goes on with its own files.
async function replacesWhatIsKept() {
  skipWaiting();
  if (!(await caches.has(STORE).catch(refused))) return;
  const cache = await caches.open(STORE);
  const record = await recordOf(cache);
  const next = emptyRecord();
  Object.keys(record.languages).filter((language) => FILES[language]).forEach((language) => {
    next.languages[language] = filesFor(language);
  });
  next.visited = record.visited.map((file) => PAGES.get(addressOf(file))).filter(Boolean);
  await brings(cache, filesOf(next));
  // Pages that are open now are of the version before, and may still ask for a part of it.
  next.before = await openPages();
  await writes(cache, next);
}

// A page of another language, as she saw it.
async function keepsVisited(address, response) {
  if (!(await caches.has(STORE))) return; // she has removed the copy, or has not read anything yet
  const cache = await caches.open(STORE);
  const file = PAGES.get(address);
  const content = await response.arrayBuffer();
  if ((await hash(content)) !== hashIn(file)) return; // of another version than this worker
  await cache.put(BASE + file, new Response(content, plain(response)));
  const record = await recordOf(cache);
  if (!record.visited.includes(file)) record.visited.push(file);
  await writes(cache, record);
}

// Removes what no record names any more, once no page is open that may ask for it.
async function sweeps() {
  if (!(await caches.has(STORE).catch(refused))) return;
  const cache = await caches.open(STORE);
  const record = await recordOf(cache);
  const open = await openPages();
  if (record.before.some((id) => open.includes(id))) return;
  const kept = new Set(filesOf(record).map((file) => BASE + file).concat(RECORD));
  const all = await cache.keys();
  await Promise.all(all.filter((request) => !kept.has(nameOf(request))).map((request) => cache.delete(request)));
}

// One after the other: it is not to stand in the way of what she reads.
async function brings(cache, files) {
  const there = new Set((await cache.keys()).map(nameOf));
  for (const file of new Set(files)) {
    if (stopped) throw new Error("removed");
    if (!there.has(BASE + file)) await cache.put(BASE + file, await checked(file));
  }
}

// What the browser itself has kept may be older, or cut off: the second time it asks the server for the whole.
async function checked(file) {
  for (const cache of [isPage(file) ? "no-cache" : "default", "reload"]) {
    const response = await fetch(BASE + addressOf(file), { cache, redirect: "error" });
    const content = await response.arrayBuffer();
    if (response.ok && (await hash(content)) === hashIn(file)) return new Response(content, plain(response));
  }
  throw new Error(file + " is not what it should be");
}

// Of the page as it belongs to what is kept whole; none where a browser that is short of space has taken it away.
async function copyOf(address) {
  const answer = await stored(RECORD);
  const file = answer && filesOf(read(await answer.text())).find((one) => addressOf(one) === address);
  return file === undefined ? undefined : stored(BASE + file);
}

function stored(name) {
  return caches.match(name, { cacheName: STORE }).catch(refused);
}

async function recordOf(cache) {
  const answer = await cache.match(RECORD);
  return read(answer ? await answer.text() : "");
}

function read(text) {
  try {
    return Object.assign(emptyRecord(), JSON.parse(text));
  } catch (damaged) {
    return emptyRecord();
  }
}

function emptyRecord() {
  return { languages: {}, visited: [], before: [] };
}

function writes(cache, record) {
  return cache.put(RECORD, new Response(JSON.stringify(record)));
}

function filesFor(language) {
  return FILES[language].concat(FILES[""]);
}

function filesOf(record) {
  return Object.values(record.languages).flat().concat(record.visited);
}

async function openPages() {
  return (await clients.matchAll({ includeUncontrolled: true })).map((client) => client.id);
}

function isPage(file) {
  return file.includes("?");
}

function addressOf(file) {
  return file.split("?")[0];
}

function nameOf(request) {
  const { pathname, search } = new URL(request.url);
  return pathname + search;
}

function hashIn(file) {
  return /[?.]([0-9a-f]{10})(\.\w+)?$/.exec(file)[1];
}

async function hash(content) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 10);
}

// The server's headers, but for those about how the content travelled.
function plain(response) {
  const headers = new Headers(response.headers);
  ["Content-Encoding", "Content-Length", "Vary"].forEach((name) => headers.delete(name));
  return { headers };
}

// What comes before her patience ends; nothing, when it fails or comes later.
function inTime(answer) {
  return Promise.race([answer, new Promise((resolve) => setTimeout(resolve, PATIENCE))]).catch(refused);
}

// Storage may be full, refused or emptied: then the page comes from the network, as without a worker.
function refused() {}
