/* A mouse takes the plan by any place and moves it; what it let go of is not clicked. */

const STILL = 4; // pixels a hand moves while it clicks

export function dragged(frame) {
  let from = null;
  let hasMoved = false;

  frame.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button === 0) {
      hasMoved = false;
      from = { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop };
    }
  });
  window.addEventListener("pointermove", (event) => {
    if (!from) {
      return;
    }
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    if (hasMoved || Math.hypot(x, y) > STILL) {
      hasMoved = true;
      frame.classList.add("is-dragged");
      frame.scrollTo(from.left - x, from.top - y);
    }
  });
  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(end, () => {
      from = null;
      frame.classList.remove("is-dragged");
    });
  }
  frame.addEventListener("dragstart", (event) => event.preventDefault());
  frame.addEventListener(
    "click",
    (event) => {
      if (hasMoved) {
        event.preventDefault();
        event.stopPropagation();
        hasMoved = false;
      }
    },
    { capture: true },
  );
}
