/* One code as large as the screen, which stays on meanwhile where the browser can do that. */

export function door(dialog, { button, codes }) {
  const place = dialog.querySelector("[data-door-place]");
  const awake = dialog.querySelector("[data-door-awake]");
  let shown = 0;
  let lock = null;

  function show(number) {
    shown = (number + codes.length) % codes.length;
    const code = codes[shown];
    dialog.querySelector("[data-door-code]").replaceChildren(code.cloneNode(true));
    dialog.querySelector("[data-door-name]").textContent = code.dataset.code;
    dialog.querySelector("[data-door-class]").textContent = code.dataset.class;
    if (place) {
      place.textContent = `${shown + 1} / ${codes.length}`;
    }
  }

  async function stayAwake() {
    try {
      lock = await navigator.wakeLock.request("screen");
      awake.hidden = false;
    } catch {
      awake.hidden = true; // not offered, or the battery is low
    }
  }

  function open() {
    show(0);
    dialog.showModal();
    stayAwake();
  }

  button?.addEventListener("click", open);
  if (button) {
    button.hidden = false;
  }
  dialog.addEventListener("close", () => {
    lock?.release();
    lock = null;
    button?.focus();
  });
  dialog.addEventListener("click", (event) => {
    const pressed = event.target.closest("button");
    if (pressed?.hasAttribute("data-door-closes")) {
      dialog.close();
    } else if (pressed?.dataset.doorStep) {
      show(shown + Number(pressed.dataset.doorStep));
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && dialog.open) {
      stayAwake(); // a lock ends when the page is out of sight
    }
  });
}
