/* Puts the document's numbers where the page has a place for them, grouped the reader's way. */

const grouped = new Intl.NumberFormat(document.documentElement.lang);

export const number = (value) => grouped.format(value);

export function fill(board, news) {
  for (const place of board.querySelectorAll("dl [data-value]")) {
    write(place, number(news.values[place.dataset.value]));
  }
  for (const bar of board.querySelectorAll("[data-bar]")) {
    bar.value = news.values[bar.dataset.bar];
  }
  for (const day of news.days) {
    for (const place of board.querySelectorAll(`[data-day="${day.day}"] [data-value]`)) {
      write(place, number(day[place.dataset.value]));
    }
  }
  for (const place of board.querySelectorAll("[data-time]")) {
    const at = news[place.dataset.time];
    write(place, at ? time(board.dataset.zone, at) : "–");
  }
  write(board.querySelector("[data-phase]"), news.phase);
}

function write(place, text) {
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

function time(zone, at) {
  return new Date(at).toLocaleTimeString("en-GB", { timeZone: zone });
}
