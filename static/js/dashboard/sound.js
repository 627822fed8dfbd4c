/* A tone when the fair or a hall rises to a higher level. Off until somebody wants it, and then
   remembered in this browser; no browser lets a page sound before somebody has pressed anything. */

const REMEMBERED = "dashboard-sound";
const RANKS = ["calm", "warning", "stop"];
const TONES = { warning: [660, 660], stop: [880, 660, 880, 660] };
const LENGTH = 0.18;
const LOUDNESS = 0.25;

export function soundBehind(button) {
  const Audio = window.AudioContext ?? window.webkitAudioContext;
  let context = null;
  let before = null;
  let isOn = Boolean(Audio) && remembered() === "on";

  function name() {
    const waits = isOn && context?.state !== "running";
    button.textContent = button.dataset[waits ? "waits" : isOn ? "on" : "off"];
    button.dataset.sound = isOn ? "on" : "off";
  }

  async function open() {
    context ??= new Audio();
    await context.resume();
    name();
  }

  function play(tones) {
    tones.forEach((hertz, place) => {
      const [tone, volume] = [context.createOscillator(), context.createGain()];
      const starts = context.currentTime + place * (LENGTH + 0.06);
      tone.frequency.value = hertz;
      volume.gain.value = LOUDNESS;
      tone.connect(volume).connect(context.destination);
      tone.start(starts);
      tone.stop(starts + LENGTH);
    });
  }

  if (Audio) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const wasWaiting = isOn && context?.state !== "running";
      isOn = wasWaiting || !isOn;
      remember(isOn ? "on" : "off");
      if (isOn) {
        await open();
        play(TONES.warning.slice(0, 1)); // so one hears that one will hear it
      }
      name();
    });
    document.addEventListener("pointerdown", (event) => {
      if (isOn && context?.state !== "running" && !button.contains(event.target)) {
        open();
      }
    });
    name();
  }

  return {
    hear(news) {
      const now = levelsOf(news);
      const rose = before ? risen(before, now) : null;
      before = now;
      if (rose) {
        button.dataset.rose = rose;
        if (isOn && context?.state === "running") {
          play(TONES[rose]);
        }
      }
    },
  };
}

/* The highest level to which any place has risen, or null. */
export function risen(before, now) {
  const ranks = [...now].map(([place, rank]) => (rank > (before.get(place) ?? 0) ? rank : 0));
  return RANKS[Math.max(0, ...ranks)] === "calm" ? null : RANKS[Math.max(...ranks)];
}

export function levelsOf({ level, halls }) {
  const places = [["fair", level], ...halls.map((hall) => [`hall:${hall.code}`, hall.level])];
  return new Map(places.filter(([, told]) => told).map(([place, { value }]) => [place, RANKS.indexOf(value)]));
}

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function remember(word) {
  try {
    localStorage.setItem(REMEMBERED, word);
  } catch {
    // then it is asked for again
  }
}
