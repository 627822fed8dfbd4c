/* Asks for the document every few seconds, cheaply: an unchanged one comes back as 304.
   A server that does not answer is asked ever more rarely, and the page says so. */

const EVERY = 2000;
const RARELY = 30000;
const DEADLINE = 10000;

export function poll(address, { etag, show, tell, every = EVERY, read = asDocument }) {
  let timer = null;
  let failures = 0;
  let isPaused = false;
  let asking = 0;

  async function ask() {
    const mine = ++asking;
    let wait = every;
    try {
      const answer = await fetch(address, {
        headers: { Accept: "application/json, text/html", "If-None-Match": etag },
        cache: "no-store",
        redirect: "error",
        signal: AbortSignal.timeout(DEADLINE),
      });
      if (answer.status === 401 || answer.status === 404) {
        return end();
      }
      const news = await newsIn(answer, read);
      if (mine !== asking || isPaused) {
        return;
      }
      if (news) {
        etag = answer.headers.get("ETag");
        show(news);
      }
      if (failures) {
        tell("live");
      }
      failures = 0;
    } catch {
      if (mine !== asking || isPaused) {
        return;
      }
      failures += 1;
      wait = Math.min(RARELY, every * 2 ** failures);
      tell("lost", Math.round(wait / 1000));
    }
    timer = setTimeout(ask, wait);
  }

  function end() {
    tell("ended");
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", onSight);
    isPaused = true;
  }

  function onSight() {
    clearTimeout(timer);
    asking += 1;
    if (!document.hidden && !isPaused) {
      ask();
    }
  }

  document.addEventListener("visibilitychange", onSight);
  timer = setTimeout(ask, etag ? every : 0); // without one the page does not hold the document yet

  return {
    toggle() {
      isPaused = !isPaused;
      failures = 0;
      tell(isPaused ? "paused" : "live");
      onSight();
      return isPaused;
    },
  };
}

const asDocument = (answer) => answer.json();

async function newsIn(answer, read) {
  if (answer.status === 304) {
    return null;
  }
  if (!answer.ok) {
    throw new Error(`The feed answered ${answer.status}.`);
  }
  return read(answer);
}
