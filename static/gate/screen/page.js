/* Small things every part of the screen does with the page. */

export function find(id) {
  return document.getElementById(id);
}

/** Write it only when it differs, so that screen readers and the eye are left in peace. */
export function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
  element.hidden = text === "";
}

export function draw(use, icon) {
  use.setAttribute("href", `#icon-${icon}`);
}

/** Fill a list with texts; empty ones are left out. */
export function list(element, texts) {
  element.replaceChildren(
    ...texts.filter(Boolean).map((text) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    }),
  );
}

/** Show the one element whose `data-view` it is. */
export function show(view) {
  document.body.dataset.view = view;
  for (const section of document.querySelectorAll("[data-view]:not(body)")) {
    section.hidden = section.dataset.view !== view;
  }
}
