/* Days as people say them. A day comes as 2023-11-24 and is nobody's time zone's. */

function form(language) {
  const parts = { month: "long", day: "numeric", weekday: "short", timeZone: "UTC" };
  return new Intl.DateTimeFormat(language, parts);
}

export function day(date, language) {
  return form(language).format(new Date(date));
}

export function days([first, last], language) {
  return first === last ? day(first, language) : `${day(first, language)} – ${day(last, language)}`;
}
