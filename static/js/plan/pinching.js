/* Two fingers on the plan change its size; one finger scrolls, as everywhere. */

export function pinched(frame, { size, resize }) {
  let start = null;

  frame.addEventListener(
    "touchstart",
    (event) => {
      start = event.touches.length === 2 ? { apart: apart(event.touches), size: size() } : null;
    },
    { passive: true },
  );
  frame.addEventListener(
    "touchmove",
    (event) => {
      if (start && event.touches.length === 2) {
        event.preventDefault();
        resize((start.size * apart(event.touches)) / start.apart, between(frame, event.touches));
      }
    },
    { passive: false },
  );
  frame.addEventListener("touchend", () => {
    start = null;
  });
}

function apart([one, other]) {
  return Math.max(1, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY));
}

function between(frame, [one, other]) {
  const { left, top } = frame.getBoundingClientRect();
  return [(one.clientX + other.clientX) / 2 - left, (one.clientY + other.clientY) / 2 - top];
}
