/* The cards of the list: found, put into order, marked, and told how their booths run. */

import { mark, rank, traces } from "../search/matching.js";
import { worstOf } from "../states.js";

export function cardsOf(page) {
  const index = JSON.parse(document.getElementById("directory-index").textContent);
  const shelves = [...page.querySelectorAll("[data-list]")].map((list) => shelfOf(list, index));
  const found = page.querySelector("[data-found]");
  const nothing = page.querySelector("[data-nothing]");

  function show(asked) {
    for (const shelf of shelves) {
      arrange(shelf, asked);
    }
    count(shelves[0]);
    if (nothing) {
      nothing.hidden = shelves.some(({ found }) => found);
    }
  }

  /** Those that count are on the first shelf; companies that are only represented stand apart. */
  function count(shelf) {
    const all = shelf?.cards.length ?? 0;
    const words = shelf && shelf.found < all ? found.dataset.some : found.dataset.all;
    const text = words.replace("{count}", shelf?.found ?? 0).replace("{all}", all);
    if (found.textContent.trim() !== text) {
      found.textContent = text;
    }
  }

  function tell(spaces) {
    for (const card of shelves.flatMap(({ cards }) => cards).filter(({ state }) => state)) {
      const trouble = worstOf(card.entry.spaces, spaces);
      const state = trouble?.state ?? "operating";
      card.state.textContent = trouble?.word ?? page.dataset.operating;
      card.state.className = `state state-${state}`;
      card.entry.boxes.state = [state];
    }
  }

  return { show, tell };
}

/** The cards in the order that they have while nothing is searched. */
function shelfOf(list, index) {
  const cards = [...list.children].map((element) => ({
    element,
    number: Number(element.dataset.number),
    entry: index[element.dataset.number],
    state: element.querySelector(".state"),
    texts: [...element.querySelectorAll("[data-text]")].map((place) => ({
      place,
      text: place.textContent.trim(),
    })),
  }));
  return { list, cards: cards.sort((one, other) => one.number - other.number), found: 0 };
}

function arrange(shelf, { query, boxes }) {
  const admitted = shelf.cards.filter(({ entry }) => admits(entry, boxes));
  const places = new Map(admitted.map((card) => [card, rank(query, card.entry.texts)]));
  const found = admitted.filter((card) => places.get(card) !== null);
  found.sort((one, other) => places.get(one) - places.get(other) || one.number - other.number);
  const isFound = new Set(found);
  const rest = shelf.cards.filter((card) => !isFound.has(card));
  for (const card of shelf.cards) {
    card.element.hidden = !isFound.has(card);
    highlight(card, isFound.has(card) ? query : "");
  }
  inOrder(shelf.list, [...found, ...rest]);
  shelf.found = found.length;
  const section = shelf.list.closest("[data-section]");
  if (section) {
    section.hidden = !found.length;
  }
}

/** One ticked box of every filter that has any. */
function admits({ boxes }, ticked) {
  return [...ticked].every(([name, values]) => values.some((value) => boxes[name].includes(value)));
}

/** Each word of the query wherever it stands in what the card shows. */
function highlight(card, query) {
  if (query || card.isMarked) {
    card.texts.forEach(({ place, text }) => mark(place, text, traces(query, text)));
    card.isMarked = Boolean(query);
  }
}

/** Moves only what stands elsewhere: whatever has the focus keeps it where nothing moves. */
function inOrder(list, cards) {
  cards.forEach(({ element }, number) => {
    if (list.children[number] !== element) {
      list.insertBefore(element, list.children[number] ?? null);
    }
  });
}
