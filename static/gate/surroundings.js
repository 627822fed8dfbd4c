/* What happens around the page: the network, who looks at it, and the phone's battery. */

/** Calls each as it happens; `onBattery(percent)` also now, where the browser tells it. */
export function watch({ onOnline, onOffline, onHidden, onSeen, onBattery }) {
  addEventListener("online", onOnline);
  addEventListener("offline", onOffline);
  document.addEventListener("visibilitychange", () => (document.hidden ? onHidden() : onSeen()));
  watchBattery(onBattery);
}

async function watchBattery(onBattery) {
  const battery = await navigator.getBattery?.().catch(() => null);
  if (battery) {
    const tell = () => onBattery(Math.round(battery.level * 100));
    battery.addEventListener("levelchange", tell);
    tell();
  }
}
