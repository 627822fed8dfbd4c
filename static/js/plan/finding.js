/* Search: found booths are marked in the list and on the plan, all others step back. */

import { mark, matches, rank, words } from "../search/matching.js";

export function findBooths(page, { booths, view, open }) {
  const form = document.querySelector(".plan-search");
  const field = form.elements.q;
  const drawing = page.querySelector(".plan-drawing");
  const told = form.querySelector("[data-found]");
  const entries = [...booths.values()].map(entryOf);
  let found = [];

  function find() {
    const query = field.value;
    const isSearched = words(query).length > 0;
    found = [];
    for (const entry of entries) {
      const place = isSearched ? rank(query, entry.groups) : null;
      if (place !== null) {
        found.push({ place, ...entry.booth });
      }
      entry.booth.row.hidden = isSearched && place === null;
      entry.booth.tile.classList.toggle("is-found", place !== null);
      highlight(entry, isSearched ? query : "");
    }
    found.sort((one, other) => one.place - other.place);
    drawing.classList.toggle("is-searched", found.length > 0);
    for (const hall of page.querySelectorAll("[data-list]")) {
      hall.hidden = isSearched && !hall.querySelector(".booth:not([hidden])");
    }
    tell(isSearched);
  }

  function tell(isSearched) {
    const { some, none } = told.dataset;
    const answer = found.length ? some.replace("{count}", found.length) : none;
    told.textContent = isSearched ? answer : "";
    if (found.length) {
      view.show(found[0].box);
    }
  }

  field.addEventListener("input", find);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    find();
    if (found.length) {
      open(found[0].code);
    }
  });
  field.value ||= new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) {
    find();
  }
}

function entryOf(booth) {
  const shown = [...booth.row.querySelectorAll("[data-text]")].map((element) => ({
    element,
    text: element.textContent.trim(),
  }));
  const [code, names, ...exhibits] = shown.map(({ text }) => text);
  return { booth, shown, groups: [[code, names], [booth.row.dataset.also], exhibits] };
}

/* Word by word: one may stand in the name and another in an exhibit. */
function highlight({ shown }, query) {
  for (const { element, text } of shown) {
    const spans = query.split(/\s+/).flatMap((word) => (word && matches(word, text)) || []);
    if (spans.length || element.querySelector("mark")) {
      mark(element, text, apart(spans));
    }
  }
}

function apart(spans) {
  const kept = [];
  for (const span of spans.sort((one, other) => one[0] - other[0])) {
    if (!kept.length || span[0] >= kept.at(-1)[1]) {
      kept.push(span);
    }
  }
  return kept;
}
