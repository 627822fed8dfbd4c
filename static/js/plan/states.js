/* Which booths do not run, asked every few seconds while the page is seen, and told when it changes. */

import { poll } from "../dashboard/poll.js";

const EVERY = 4000;

export function keepStates(page, { booths, changed }) {
  const live = document.querySelector("[data-live]");
  const button = live.querySelector("button");
  let known = new Map(
    [...booths.values()]
      .filter(({ tile }) => tile.dataset.state !== "operating")
      .map(({ code, tile }) => [code, tile.dataset.state]),
  );

  function show({ spaces, counted }) {
    const news = [];
    for (const [code, booth] of booths) {
      const trouble = spaces[code];
      if ((trouble?.state ?? "operating") !== (known.get(code) ?? "operating")) {
        news.push(`${code} ${booth.row.querySelector(".booth-names").textContent.trim()}: ${trouble?.word ?? live.dataset.operating}`);
      }
      draw(booth, trouble);
    }
    known = new Map(Object.entries(spaces).map(([code, { state }]) => [code, state]));
    live.querySelector("[data-summary]").textContent = summary(counted);
    if (news.length) {
      live.querySelector("[data-news]").textContent = news.join(". ");
      changed();
    }
  }

  function summary({ suspended, degraded }) {
    if (!suspended && !degraded) {
      return live.dataset.all;
    }
    return live.dataset.some.replace("{suspended}", suspended).replace("{degraded}", degraded);
  }

  function tell(state) {
    live.querySelector("[data-link]").textContent = live.dataset[state] ?? "";
  }

  const feed = poll(page.dataset.states, { etag: "", show, tell, every: EVERY });
  button.hidden = false;
  button.addEventListener("click", () => {
    const isPaused = feed.toggle();
    button.textContent = isPaused ? button.dataset.resume : button.dataset.pause;
  });
}

function draw({ tile, row }, trouble) {
  tile.dataset.state = trouble?.state ?? "operating";
  tile.setAttribute("aria-label", [tile.dataset.words, trouble?.word].filter(Boolean).join(", "));
  tile.nextElementSibling.querySelector(".tile-state").textContent = trouble?.word ?? "";
  const told = row.querySelector(".booth-state");
  told.hidden = !trouble;
  if (trouble) {
    const word = told.querySelector("[data-word]");
    word.textContent = trouble.word;
    word.className = `state state-${trouble.state}`;
    told.querySelector("[data-why]").textContent = trouble.text;
    told.querySelector("[data-when]").textContent = trouble.when;
  }
}
