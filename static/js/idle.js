/* Warns before a session ends for want of anybody, lets it be extended, and keeps what was typed.

   `idle.js#1800` says after how many seconds the server logs an account off. Tabs of one browser
   share a session: they tell one another through localStorage when somebody was last there. */

(() => {
  const WARNED_BEFORE = 120_000;
  const FETCHED_BEFORE = WARNED_BEFORE + 60_000;
  const PASSED_ON_EVERY = 60_000;
  const READ_OUT_AT = [120, 60, 30, 10];
  const SHARED = "expo-last-act";
  const SIGNS = ["pointerdown", "keydown", "input", "wheel", "touchstart"];

  const limit = Number(new URL(document.currentScript.src).hash.slice(1)) * 1000;
  const english = location.pathname.startsWith("/en/") ? "/en" : "";
  let lastAct = Date.now();
  let passedOn = lastAct;
  let dialog = null;
  let isOver = false;
  let readOut = Infinity;

  if (!limit) return;

  const part = (name) => dialog.querySelector(`[data-idle="${name}"]`);

  const remember = (at) => {
    lastAct = passedOn = at;
    try {
      localStorage.setItem(SHARED, String(at));
    } catch {
      /* Without storage each tab counts for itself. */
    }
  };

  const left = () => limit - (Date.now() - lastAct);

  /* Somebody is there: the server is told, at most once a minute. */
  const stay = async () => {
    try {
      const answer = await fetch(`${english}/accounts/stay/`, { cache: "no-store", redirect: "error" });
      if (answer.status === 401) return over();
      const { csrf } = await answer.json();
      for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = csrf;
      remember(Date.now());
      close();
    } catch {
      /* No network: the clock goes on, and the next act asks again. */
    }
  };

  const noticed = (event) => {
    if (isOver || dialog?.open || !event.isTrusted) return;
    if (Date.now() - passedOn < PASSED_ON_EVERY) return;
    passedOn = Date.now();
    stay();
  };

  const build = async () => {
    if (dialog) return;
    dialog = document.createElement("dialog");
    try {
      const answer = await fetch(`${english}/accounts/warning/`, { redirect: "error" });
      const holder = document.createElement("div");
      holder.innerHTML = await answer.text();
      document.body.append(holder);
      dialog = holder.querySelector("dialog");
      part("stay").addEventListener("click", stay);
      dialog.addEventListener("cancel", (event) => {
        event.preventDefault();
        if (!isOver) stay();
      });
    } catch {
      dialog = null;
    }
  };

  const close = () => {
    isOver = false;
    readOut = Infinity;
    if (!dialog?.open) return;
    dialog.classList.remove("is-over");
    part("warned").hidden = false;
    part("over").hidden = true;
    dialog.close();
  };

  const show = () => {
    if (dialog.open) return;
    dialog.showModal();
    part("stay").focus();
  };

  const over = () => {
    isOver = true;
    if (!dialog?.id) return;
    show();
    dialog.classList.add("is-over");
    part("warned").hidden = true;
    part("over").hidden = false;
    part("again").focus();
  };

  const count = () => {
    const seconds = Math.max(0, Math.ceil(left() / 1000));
    const said = part("words").innerHTML
      .replace("{minutes}", Math.floor(seconds / 60))
      .replace("{seconds}", seconds % 60);
    part("left").textContent = said;
    const mark = READ_OUT_AT.find((one) => seconds <= one && one < readOut);
    if (mark === undefined) return;
    readOut = Math.min(...READ_OUT_AT.filter((one) => one >= seconds));
    part("told").textContent = said;
  };

  const tick = () => {
    if (isOver) return;
    if (left() <= FETCHED_BEFORE) build();
    if (!dialog?.id) return;
    if (left() <= 0) return over();
    if (left() <= WARNED_BEFORE) {
      show();
      count();
    } else if (dialog.open) close();
  };

  addEventListener("storage", (event) => {
    if (event.key !== SHARED || !event.newValue) return;
    lastAct = passedOn = Math.max(lastAct, Number(event.newValue));
    if (isOver) stay();
    else tick();
  });
  for (const sign of SIGNS) addEventListener(sign, noticed, { capture: true, passive: true });
  remember(Date.now());
  setInterval(tick, 1000);
})();
