/* Puts the document's numbers where the page has a place for them, grouped the reader's way. */

const grouped = new Intl.NumberFormat(document.documentElement.lang);

export const number = (value) => grouped.format(value);

export function fill(board, news) {
  for (const place of board.querySelectorAll("dl [data-value]")) {
    if (!place.closest("[data-day]")) {
      write(place, number(news.values[place.dataset.value]));
    }
  }
  for (const place of board.querySelectorAll("[data-compared]")) {
    write(place, news.compared[place.dataset.compared]);
  }
  fillDays(board, news);
  for (const place of board.querySelectorAll("[data-time]")) {
    const at = news[place.dataset.time];
    write(place, at ? time(board.dataset.zone, at) : "–");
  }
  write(board.querySelector("[data-phase]"), news.phase);
}

function fillDays(board, { days, compared }) {
  const most = Math.max(1, ...days.map((day) => day.daily_unique));
  for (const day of days) {
    for (const place of board.querySelectorAll(`[data-day="${day.day}"] [data-value]`)) {
      write(place, number(day[place.dataset.value]));
    }
    const bar = board.querySelector(`[data-day="${day.day}"] [data-day-bar]`);
    bar.max = most;
    bar.value = day.daily_unique;
  }
  for (const cell of board.querySelectorAll("[data-by-now]")) {
    cell.hidden = compared.until === null;
  }
  write(board.querySelector("[data-until]"), compared.until ?? "");
}

function write(place, text) {
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

function time(zone, at) {
  return new Date(at).toLocaleTimeString("en-GB", { timeZone: zone });
}
