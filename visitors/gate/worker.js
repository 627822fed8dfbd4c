/* The scanner without a network. SHELL stands above:
   {version, page: its address, static: where files are, files: {address: hash}}.

   A version is taken whole or not at all, each file checked against its hash: a hotel's log-in page
   is no script. What has been fetched stays, so that a bad network gets there in several goes.
   Nothing but the shell is ever answered from here: what the door says is the server's to say. */

const PREFIX = "gate-shell-";
const CACHE = PREFIX + SHELL.version;
const AT_ONCE = 6;
const PATIENCE = 2000; // milliseconds that a tab has to say which version it runs

async function fill() {
  const waiting = await missing();
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let address = waiting.pop(); address; address = waiting.pop()) {
      await fetchInto(address);
    }
  });
  const ends = await Promise.allSettled(workers);
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) {
    throw failed.reason;
  }
}

async function missing() {
  const cache = await caches.open(CACHE);
  const held = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  return Object.keys(SHELL.files).filter((address) => !held.has(address));
}

async function fetchInto(address) {
  const integrity = SHELL.files[address];
  const answer = await fetch(address, { integrity, cache: "no-cache", redirect: "error" });
  if (!answer.ok) {
    throw new Error(`${address} answered ${answer.status}`);
  }
  await (await caches.open(CACHE)).put(address, answer);
}

async function answerPage(request) {
  const kept = await caches.match(SHELL.page, { cacheName: CACHE });
  return kept ?? fetch(request);
}

async function answerFile(request) {
  // A tab that still runs the version before asks for that version's files.
  return (await caches.match(request.url, { ignoreSearch: true })) ?? fetch(request);
}

async function forgetOldVersions() {
  const versions = await Promise.all((await self.clients.matchAll({ type: "window" })).map(asked));
  if (versions.some((version) => version !== SHELL.version)) {
    return;
  }
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

function asked(client) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => resolve(event.data.version);
    setTimeout(() => resolve(null), PATIENCE);
    client.postMessage({ ask: "version" }, [port2]);
  });
}

async function tell(port) {
  port.postMessage({ version: SHELL.version, missing: (await missing()).length });
}

const TASKS = {
  activate: () => self.skipWaiting(),
  running: () => forgetOldVersions(),
  check: (port) => tell(port),
  mend: (port) => fill().then(() => tell(port), () => tell(port)),
};

self.addEventListener("install", (event) => event.waitUntil(fill()));

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const task = TASKS[event.data?.task];
  if (task) {
    event.waitUntil(Promise.resolve(task(event.ports[0])));
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) {
    return;
  }
  if (request.mode === "navigate" && address.pathname === SHELL.page) {
    event.respondWith(answerPage(request));
  } else if (address.pathname in SHELL.files || address.pathname.startsWith(SHELL.static)) {
    event.respondWith(answerFile(request));
  }
});
