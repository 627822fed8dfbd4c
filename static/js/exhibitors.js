/* The list of exhibitors. Without this script its form asks the server; with it every key and every
   box answers at once, the address remembers what is asked, and states change by themselves. */

import { askedOf } from "./directory/asked.js";
import { cardsOf } from "./directory/cards.js";
import { watchStatesWithPause } from "./states.js";

const page = document.getElementById("directory");
const asked = askedOf(page);
const cards = cardsOf(page);

function show() {
  cards.show(asked.now());
  asked.remember();
}

asked.onChange(show);
watchStatesWithPause(page.dataset.states, ({ spaces }) => {
  cards.tell(spaces);
  cards.show(asked.now());
});
cards.show(asked.now());
