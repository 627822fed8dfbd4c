/* The booths of the page by their codes: the tile and the row of each, and where it lies in metres. */

/** @returns {Map<string, {code, tile, row, hall, box}>} in the order in which they are read */
export function boothsOf(page) {
  const found = new Map();
  for (const row of page.querySelectorAll(".plan-list .booth")) {
    const { code, hall } = row.dataset;
    found.set(code, { code, row, hall });
  }
  for (const tile of page.querySelectorAll(".plan-drawing .tile")) {
    const booth = found.get(tile.dataset.code);
    booth.tile = tile;
    booth.box = boxOf(tile.querySelector(".tile-body"));
  }
  return found;
}

export function boxOf(rectangle) {
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) =>
    Number(rectangle.getAttribute(name)),
  );
  return { x, y, width, height };
}
