/* The fair's clock, which may run faster than ours: told by the server, kept here in between. */

const TICK = 500;

export function startClock(element, zone) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
  });
  let told = null;
  let isHeld = false;

  function tick() {
    if (!told || isHeld) {
      return;
    }
    const at = new Date(told.at + (performance.now() - told.heard) * told.rate);
    const text = format.format(at);
    if (element.textContent !== text) {
      element.textContent = text;
      element.dateTime = at.toISOString();
    }
  }

  setInterval(tick, TICK);

  return {
    set(clock) {
      told = { at: Date.parse(clock.at), rate: clock.rate, heard: performance.now() };
      tick();
    },
    hold(hold) {
      isHeld = hold;
      tick();
    },
  };
}
