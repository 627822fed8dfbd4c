/* Has the service worker keep this page with all its files, and says whether it did. */

const here = location.pathname;
const PATIENCE = 10000;
const SHORTEST = 2000;
const LONGEST = 60000;
const QUICK = 1500;
const GONE = 410;
const NOTHING = { ok: false, status: 0 };

export async function keeping(page) {
  const told = page.dataset;
  const line = document.querySelector("[data-kept-line]");
  const registered = register(told);
  removal(registered);
  try {
    await registered;
    const worker = await ready();
    const { keptAt } = await ask(worker, { task: "state" });
    if (keptAt) {
      await sayOffline(told, keptAt);
      line.textContent = told.kept;
    } else {
      await loaded();
      const { isKept } = await ask(worker, { task: "keep", page: here, files: files() });
      line.textContent = isKept ? told.kept : told.notKept;
    }
  } catch {
    line.textContent = told.notKept;
  }
  lookAgain();
}

function register({ worker, scope }) {
  return navigator.serviceWorker.register(worker, { scope, updateViaCache: "none" });
}

/* The worker of this page, whether it controls it already or has only just come. */
async function ready() {
  const { active } = await navigator.serviceWorker.ready;
  return navigator.serviceWorker.controller ?? active;
}

function ask(worker, question) {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => resolve(event.data);
    setTimeout(() => reject(new Error("The worker is silent.")), PATIENCE);
    worker.postMessage(question, [port2]);
  });
}

async function loaded() {
  if (document.readyState !== "complete") {
    await new Promise((resolve) => {
      addEventListener("load", resolve, { once: true });
    });
  }
  await document.fonts.ready;
}

/* Everything of ours that this page has loaded: styles, scripts and what they import, fonts. */
function files() {
  const asked = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
  const named = [...document.querySelectorAll("link[href], script[src]")].map(
    (element) => new URL(element.href || element.src),
  );
  const ours = [...asked, ...named].filter(
    ({ origin, pathname }) => origin === location.origin && /\.[a-z0-9]+$/.test(pathname) && !pathname.startsWith("/ticket/"),
  );
  return [...new Set(ours.map(({ pathname }) => pathname))];
}

async function sayOffline(told, keptAt) {
  const time = new Date(keptAt).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
  const line = document.querySelector("[data-offline-line]");
  line.textContent = told.offline.replace("{time}", time);
  line.hidden = false;
  const list = document.querySelector("[data-feed]");
  const kept = list && (await caches.match(list.dataset.feed));
  if (kept) {
    list.innerHTML = await kept.text();
  }
}

/* With the network back, or the page in sight again: is this still the ticket? Without a network
   asked again by itself, ever more rarely. */
function lookAgain() {
  const line = document.querySelector("[data-offline-line]");
  let pause = SHORTEST;
  let timer = null;

  async function look() {
    clearTimeout(timer);
    const begun = performance.now();
    const { ok, status } = await fetch(here, { method: "HEAD", cache: "no-store" }).catch(() => NOTHING);
    const isQuick = performance.now() - begun < QUICK; // else the worker would show the kept page again
    if (status === GONE || (ok && isQuick && !line.hidden)) {
      location.reload();
    } else if (!line.hidden) {
      pause = Math.min(LONGEST, pause * 2);
      timer = setTimeout(look, pause);
    }
  }

  if (!line.hidden) {
    timer = setTimeout(look, pause);
  }
  addEventListener("online", look);
  document.addEventListener("visibilitychange", () => document.hidden || look());
}

/* Forgets pages and worker here, then has the server forget this browser. */
function removal(registered) {
  const form = document.querySelector("[data-removal]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("ticket-")).map((name) => caches.delete(name)));
    await registered.then((registration) => registration.unregister(), () => {});
    form.submit();
  });
}
