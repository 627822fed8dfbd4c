/* What the reader asks for: the words and boxes of the form, and the address that remembers them. */

const PAUSE = 300; // browsers refuse an address that changes with every key

export function askedOf(page) {
  const form = page.querySelector("#directory-search");
  const input = form.elements.q;
  const boxes = [...form.elements].filter(({ type }) => type === "checkbox");
  const clearing = [...page.querySelectorAll("[data-clear]")];
  const chosen = page.querySelector("[data-chosen]");
  let timer = null;

  unfoldWhereThereIsRoom(page.querySelector("[data-filters]"));

  /** `boxes`: name of a filter → the values of its ticked boxes; only filters with one. */
  function now() {
    const ticked = new Map();
    for (const { name, value } of boxes.filter(({ checked }) => checked)) {
      ticked.set(name, [...(ticked.get(name) ?? []), value]);
    }
    return { query: input.value, boxes: ticked };
  }

  function remember() {
    const ticked = boxes.filter(({ checked }) => checked).length;
    clearing[0].hidden = !ticked && !input.value.trim();
    chosen.textContent = ticked ? chosen.dataset.words.replace("{count}", ticked) : "";
    clearTimeout(timer);
    timer = setTimeout(() => history.replaceState(history.state, "", address()), PAUSE);
  }

  function address() {
    const asked = new URLSearchParams(new FormData(form));
    if (!input.value.trim()) {
      asked.delete("q");
    }
    return `${form.action.split("?")[0]}${asked.size ? `?${asked}` : ""}`;
  }

  function clear() {
    input.value = "";
    for (const box of boxes) {
      box.checked = false;
    }
    input.focus();
  }

  function onChange(changed) {
    input.addEventListener("input", changed);
    for (const box of boxes) {
      box.addEventListener("change", changed);
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      input.blur(); // a phone takes its keyboard away, which hides what was found
    });
    for (const link of clearing) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        clear();
        changed();
      });
    }
    addEventListener("pagehide", () => {
      clearTimeout(timer);
      history.replaceState(history.state, "", address());
    });
  }

  return { now, remember, onChange };
}

/** Beside the list the boxes are always in view; above it, on a phone, they are folded. */
function unfoldWhereThereIsRoom(filters) {
  const wide = matchMedia("(min-width: 1024px)");
  const unfold = () => {
    filters.open ||= wide.matches;
  };
  wide.addEventListener("change", unfold);
  unfold();
}
