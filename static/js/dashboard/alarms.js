/* What to know now: one line for each alarm, drawn anew only when one of them reads otherwise. */

export function alarmsIn(section) {
  const list = section.querySelector("[data-alarm-list]");
  const quiet = section.querySelector("[data-quiet]");
  const template = section.querySelector("template");
  let shown = "";

  function line(alarm) {
    const item = template.content.firstElementChild.cloneNode(true);
    const more = alarm.more ? section.dataset.more.replace("{count}", alarm.more) : "";
    for (const place of item.querySelectorAll("[data-told]")) {
      place.textContent = { ...alarm, more }[place.dataset.told];
    }
    item.dataset.state = alarm.state;
    item.querySelector(".state").classList.add(`state-${alarm.state}`);
    const place = item.querySelector("a");
    if (alarm.address) {
      place.href = alarm.address;
    }
    if (!alarm.where) {
      place.remove();
    }
    return item;
  }

  return {
    show({ alarms }) {
      const news = JSON.stringify(alarms);
      if (news !== shown) {
        shown = news;
        list.replaceChildren(...alarms.map(line));
        quiet.hidden = alarms.length > 0;
      }
    },
  };
}
