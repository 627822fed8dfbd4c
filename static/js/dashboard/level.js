/* How full the fair is: the word of its level, and a bar with the levels marked on it. */

export function levelIn(board) {
  const word = board.querySelector("[data-level-word]");
  const bar = board.querySelector("[data-level-bar]");
  return {
    show({ level, values }) {
      if (!word || !level) {
        return; // nobody has said how many fit in
      }
      tellLevel(word, level);
      bar.dataset.level = level.value;
      const widest = Number(bar.dataset.levelBar);
      bar.querySelector("[data-level-fill]").setAttribute("width", within(values.occupancy_share, widest));
    },
  };
}

export function tellLevel(element, { value, word }) {
  if (element.textContent !== word) {
    element.textContent = word;
  }
  element.className = `level level-${value}`;
}

export const within = (share, widest) => Math.max(0, Math.min(share, widest));
