/* Halls and sessions as they fill up: one line each, drawn anew only when one reads otherwise. */

import { tellLevel, within } from "./level.js";
import { number } from "./numbers.js";

export function hallsIn(section) {
  const words = section.dataset;
  return listIn(section, "halls", (hall, told) => {
    told("name", hall.name);
    told("numbers", hall.capacity ? put(words.of, hall) : put(words.unlimited, hall));
    told("note", hall.share === null ? "" : `${number(hall.share)}%`);
    return hall.level;
  });
}

export function sessionsIn(section) {
  const words = section.dataset;
  return listIn(section, "sessions", (session, told) => {
    told("name", session.title);
    told("word", [session.state_word, session.full].filter(Boolean).join(" · "));
    told("numbers", [...countsOf(session, words)].join(" · "));
    told("note", `${session.when} · ${session.where}`);
    return session.full ? { value: "stop" } : null;
  });
}

function* countsOf(session, words) {
  const isLimited = session.capacity !== null;
  if (session.people !== null) {
    yield put(isLimited ? words.people : words.peopleOnly, session);
  }
  if (session.reserved !== null) {
    yield put(isLimited ? words.reserved : words.reservedOnly, session);
  }
  if (session.waiting) {
    yield put(words.waiting, session);
  }
  if (session.people === null && session.reserved === null && isLimited) {
    yield put(words.unknown, session);
  }
  if (!isLimited) {
    yield words.unlimited;
  }
}

/* `write` puts a row's words into its line, and answers with its level or none. */
function listIn(section, key, write) {
  const list = section.querySelector("[data-filling-list]");
  const template = section.querySelector("template");
  let shown = "";

  function line(row) {
    const item = template.content.firstElementChild.cloneNode(true);
    const level = write(row, (name, text) => {
      item.querySelector(`[data-told=${name}]`).textContent = text;
    });
    drawBar(item.querySelector("svg"), row.share, level);
    if (level?.word) {
      tellLevel(item.querySelector("[data-told=word]"), level);
    }
    return item;
  }

  return {
    show(news) {
      const told = JSON.stringify(news[key]);
      if (told !== shown) {
        shown = told;
        list.replaceChildren(...news[key].map(line));
        section.querySelector("[data-quiet]").hidden = news[key].length > 0;
      }
    },
  };
}

function drawBar(bar, share, level) {
  if (share === null) {
    bar.remove();
    return;
  }
  bar.dataset.level = level?.value ?? "";
  bar.querySelector(".level-fill").setAttribute("width", within(share, 100));
}

function put(words, row) {
  return words.replace(/\{(\w+)\}/g, (_all, name) => number(row[name]));
}
