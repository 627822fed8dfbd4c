/* The ticket page without a network. SHELL stands above:
   {static: where files are, isHashed: whether their names change with what they hold}.

   The network first, for a short while: a ticket that was replaced must not be shown from here.
   Kept are the ticket page, the files it uses and the last notices, on this device alone; what
   lies below the page is personal, changes, and is never kept. */

const CACHE = "ticket-1";
const KEPT_AT = "X-Kept-At";
const FILES = "X-Files";
const DEADLINE = 2500; // milliseconds until a page that is kept is better than one that may come
const TICKET = /^\/(en\/)?ticket\/[\w-]{48}\/$/;
const NOTICES = /^\/(en\/)?notices\/$/;
const GONE = 410;

const servedFromHere = new Map(); // id of a window → when its page was kept

async function answerPage(event) {
  const cache = await caches.open(CACHE);
  const { pathname } = new URL(event.request.url);
  const kept = event.request.method === "GET" ? await cache.match(pathname) : null;
  const fresh = fetched(event.request, pathname, cache);
  event.waitUntil(fresh.catch(() => {}));
  if (!kept) {
    return fresh;
  }
  const answer = await Promise.race([fresh.catch(() => null), after(DEADLINE)]);
  if (answer) {
    return answer;
  }
  servedFromHere.set(event.resultingClientId || event.clientId, kept.headers.get(KEPT_AT));
  return kept;
}

async function fetched(request, pathname, cache) {
  const answer = await fetch(request);
  if (answer.status === GONE) {
    await cache.delete(pathname);
    await forgetFiles(cache);
  }
  const kept = answer.ok && request.method === "GET" ? await cache.match(pathname) : null;
  if (kept) {
    await cache.put(pathname, await dated(answer.clone(), kept.headers.get(FILES)));
  }
  return answer;
}

async function answerNotices(request) {
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(CACHE);
    await cache.put(new URL(request.url).pathname, await dated(answer.clone()));
  }
  return answer;
}

async function answerFile(request) {
  const kept = await caches.match(request.url, { cacheName: CACHE });
  if (kept && SHELL.isHashed) {
    return kept;
  }
  return fetch(request).catch((reason) => {
    if (kept) {
      return kept;
    }
    throw reason;
  });
}

async function dated(answer, files = "[]") {
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, new Date().toISOString());
  headers.set(FILES, files);
  return new Response(await answer.blob(), { status: answer.status, headers });
}

/* Page and files are there together or the page is not. */
async function keep({ page, files }) {
  const cache = await caches.open(CACHE);
  await Promise.all(files.map((file) => keepFile(cache, file)));
  const answer = await fetch(page, { redirect: "error" });
  if (!answer.ok) {
    throw new Error(`The page answered ${answer.status}.`);
  }
  await cache.put(page, await dated(answer, JSON.stringify(files)));
  await forgetFiles(cache);
}

async function keepFile(cache, file) {
  if (SHELL.isHashed && (await cache.match(file))) {
    return;
  }
  const answer = await fetch(file, { redirect: "error" });
  if (!answer.ok) {
    throw new Error(`${file} answered ${answer.status}.`);
  }
  await cache.put(file, answer);
}

/* Those that no kept page uses: of an earlier version, or of a page that is gone. */
async function forgetFiles(cache) {
  const requests = await cache.keys();
  const used = new Set();
  for (const request of requests) {
    const answer = await cache.match(request);
    JSON.parse(answer.headers.get(FILES) ?? "[]").forEach((file) => used.add(file));
  }
  const paths = requests.map((request) => new URL(request.url).pathname);
  const old = paths.filter((path) => path.startsWith(SHELL.static) && !used.has(path));
  await Promise.all(old.map((path) => cache.delete(path)));
}

function after(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), milliseconds);
  });
}

const TASKS = {
  keep: (told) => keep(told).then(() => ({ isKept: true }), () => ({ isKept: false })),
  state: (_told, client) => Promise.resolve({ keptAt: servedFromHere.get(client) ?? null }),
  forget: () => caches.delete(CACHE).then(() => ({ isForgotten: true })),
};

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const task = TASKS[event.data?.task];
  if (task) {
    const told = task(event.data, event.source.id);
    event.waitUntil(told.then((answer) => event.ports[0]?.postMessage(answer)));
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== location.origin || !["GET", "HEAD"].includes(request.method)) {
    return;
  }
  if (TICKET.test(address.pathname)) {
    event.respondWith(answerPage(event));
  } else if (NOTICES.test(address.pathname)) {
    event.respondWith(answerNotices(request));
  } else if (address.pathname.startsWith(SHELL.static)) {
    event.respondWith(answerFile(request));
  }
});
