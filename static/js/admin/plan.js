// The organisers' floor plan: spaces open beside the plan without leaving it, several are chosen by
// Shift, Ctrl or the space bar, and an exhibitor's new space is picked on the plan itself.
// Without this script every link and form leads to a page of its own.

const floor = document.querySelector("[data-floor]");
const panel = floor.querySelector("#floor-panel");
const main = () => floor.querySelector("#floor-main");
const asking = document.createElement("p");
asking.className = "floor-asking";
asking.setAttribute("role", "status");

let picking = null; // the form of the exhibitor whose new space is picked

const tileOf = (target) => target.closest(".tile");
const boxes = () => [...main().querySelectorAll('input[name="space"]')];
const all = () => main().querySelector("[data-all]");
const boxOf = (code) => boxes().find((box) => box.value === code);

function open(href, code) {
  window.htmx.ajax("GET", href, { target: panel, swap: "innerHTML" }).then(() => {
    window.history.replaceState(null, "", withFilters(href));
    mark(code);
    panel.querySelector("#floor-title")?.focus();
  });
}

function withFilters(href) {
  const address = new URL(href, window.location.href);
  for (const [name, value] of new URLSearchParams(window.location.search)) {
    if (name !== "q") address.searchParams.set(name, value);
  }
  return address.toString();
}

function mark(code) {
  for (const tile of main().querySelectorAll(".tile")) {
    tile.classList.toggle("is-open", tile.dataset.code === code);
  }
  main().querySelector(".tile.is-open")?.scrollIntoView({ block: "nearest", inline: "center" });
}

function opened() {
  return panel.querySelector("[data-open]")?.dataset.open ?? "";
}

// Choosing several: the boxes of the list are what is chosen, the plan only shows it.

function choose(code) {
  const box = boxOf(code);
  if (box) box.checked = !box.checked;
  showChosen();
}

function showChosen() {
  const codes = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
  for (const tile of main().querySelectorAll(".tile")) {
    tile.classList.toggle("is-chosen", codes.has(tile.dataset.code));
  }
  const line = main().querySelector("[data-chosen]");
  const words = [...codes].join(", ");
  line.textContent = codes.size ? line.dataset.some.replace("{spaces}", words) : line.dataset.none;
  for (const button of main().querySelectorAll('[data-bulk] button[name="act"]')) {
    button.disabled = codes.size === 0;
  }
}

// Picking the space to move to.

function pick(form) {
  picking = form;
  floor.classList.add("is-picking");
  asking.textContent = form.querySelector("[data-pick]").dataset.ask;
  main().prepend(asking);
  main().querySelector(".tile.is-free")?.focus();
}

function stopPicking() {
  picking = null;
  floor.classList.remove("is-picking");
  asking.remove();
}

function pickTile(tile) {
  const target = picking.querySelector('select[name="target"]');
  const free = [...target.options].find((option) => option.value === tile.dataset.code);
  if (!free) return; // somebody stands there: the question stays
  target.value = free.value;
  const form = picking;
  stopPicking();
  form.requestSubmit();
}

// Forms of the panel: sent by script, answered in the panel, also where the answer is a refusal.

function send(form, submitter) {
  const values = Object.fromEntries(new FormData(form, submitter));
  return window.htmx.ajax("POST", form.getAttribute("action"), {
    target: panel,
    swap: "innerHTML",
    values,
  });
}

document.body.addEventListener("htmx:beforeSwap", (event) => {
  if ([409, 422].includes(event.detail.xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// The floor is not what it was: draw it again. Filters, chosen spaces and the focus stay.

async function redraw() {
  const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const chosen = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
  const whom = mainSelect().value;
  const isOpen = all().open;
  const focus = selectorOf(document.activeElement);
  main().replaceWith(page.querySelector("#floor-main"));
  for (const box of boxes()) box.checked = chosen.has(box.value);
  mainSelect().value = whom;
  all().open = isOpen;
  if (focus) main().querySelector(focus)?.focus();
  ready();
}

const mainSelect = () => main().querySelector('[data-bulk] select[name="participation"]');

function selectorOf(element) {
  if (!element || !main().contains(element)) return "";
  if (element.dataset.code) return `.${element.classList[0]}[data-code="${CSS.escape(element.dataset.code)}"]`;
  const value = element.type === "checkbox" || element.name === "act" ? `[value="${CSS.escape(element.value)}"]` : "";
  return element.name ? `[name="${element.name}"]${value}` : "";
}

function ready() {
  mark(opened());
  showChosen();
}

function offerPicking() {
  for (const button of panel.querySelectorAll("[data-pick]")) button.hidden = false;
}

document.body.addEventListener("floor-changed", redraw);

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.target !== panel) return;
  offerPicking();
  const said = panel.querySelector('[role="alert"]');
  if (said) {
    said.tabIndex = -1;
    said.focus();
  }
});

floor.addEventListener("click", (event) => {
  const link = tileOf(event.target) ?? event.target.closest("a[data-code]");
  if (link) {
    event.preventDefault();
    const code = link.dataset.code;
    if (picking) pickTile(link);
    else if (event.shiftKey || event.ctrlKey || event.metaKey) choose(code);
    else open(link.getAttribute("href"), code);
    return;
  }
  const button = event.target.closest("[data-pick]");
  if (button) pick(button.form);
});

floor.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && picking) {
    stopPicking();
    panel.querySelector("[data-pick]")?.focus();
  }
  const tile = tileOf(event.target);
  if (event.key === " " && tile) {
    event.preventDefault();
    choose(tile.dataset.code);
  }
});

floor.addEventListener("change", (event) => {
  if (event.target.name === "space") showChosen();
  if (event.target.closest("[data-filters]")) event.target.form.requestSubmit();
});

floor.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-act]")) {
    event.preventDefault();
    send(form, event.submitter).then(() => {
      window.history.replaceState(null, "", panel.querySelector("[data-address]")?.dataset.address);
      panel.querySelector("#floor-title")?.focus();
    });
  }
});

// Searching while typing: only the candidates change, so that nothing typed is lost.

let waiting = 0;

floor.addEventListener("input", (event) => {
  const form = event.target.closest("[data-search]");
  if (!form) return;
  window.clearTimeout(waiting);
  waiting = window.setTimeout(() => search(form), 200);
});

async function search(form) {
  const address = new URL(panel.querySelector("[data-address]").dataset.address, window.location.href);
  address.searchParams.set("q", form.elements.q.value);
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return;
  const part = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = part.querySelector("#floor-candidates ul");
  if (found) panel.querySelector("#floor-candidates ul")?.replaceWith(found);
}

// On a phone the long list waits below the plan until it is wanted.
if (window.matchMedia("(max-width: 640px)").matches) all().open = false;

offerPicking();
ready();
