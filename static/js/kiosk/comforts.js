/* How the screen looks for this visitor: larger, stronger, lower. The next one finds it as ever. */

const wanted = new Set();

export function toggle(comfort) {
  wanted.has(comfort) ? wanted.delete(comfort) : wanted.add(comfort);
}

export function reset() {
  wanted.clear();
}

export function any() {
  return wanted.size > 0;
}

export function apply(stage) {
  for (const comfort of ["large", "contrast", "low"]) {
    document.documentElement.classList.toggle(`is-${comfort}`, wanted.has(comfort));
  }
  stage.mark("[data-press=comfort]", (button) => {
    button.setAttribute("aria-pressed", String(wanted.has(button.dataset.value)));
  });
  stage.mark("[data-press=speak]", (button) => {
    button.setAttribute("aria-pressed", String(button.dataset.value === stage.language));
  });
}
