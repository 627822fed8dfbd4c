/* Walking between booths. Pure: rectangles in metres go in, points come out.

   A grid of half metres over the halls, in which booths cannot be walked through and the cells beside
   them are walked unwillingly, so that a way keeps to the middle of an aisle. The plan knows no walls
   between halls and no doors: a way across them is told to be one. */

const CELL = 0.5;
const BESIDE = 2; // cells that are walked unwillingly
const UNWILLING = 2; // times as long as they are
const AT_ENDS = 1.5; // metres from a booth within which a way comes near it, since it leads there
const DIAGONAL = Math.SQRT2;
const STEPS = [
  [1, 0, 1],
  [-1, 0, 1],
  [0, 1, 1],
  [0, -1, 1],
  [1, 1, DIAGONAL],
  [1, -1, DIAGONAL],
  [-1, 1, DIAGONAL],
  [-1, -1, DIAGONAL],
];

/** Which cells are free, and how far (in cells, at most BESIDE) each is from what is not. */
export function floorOf(halls, booths) {
  const right = Math.max(...halls.map(({ x, width }) => x + width));
  const bottom = Math.max(...halls.map(({ y, height }) => y + height));
  const [columns, rows] = [Math.ceil(right / CELL), Math.ceil(bottom / CELL)];
  const space = new Int8Array(columns * rows);
  const floor = { columns, rows, space, halls };
  halls.forEach((hall) => fill(floor, hall, BESIDE + 1));
  for (let beside = BESIDE; beside > 0; beside -= 1) {
    booths.forEach((booth) => fill(floor, grown(booth, beside * CELL), beside, Math.min));
  }
  booths.forEach((booth) => fill(floor, booth, 0));
  return floor;
}

/** The way from beside one rectangle to beside another, its length, and whether it leaves a hall;
 * null if there is none.
 * @returns {{points: Array<[number, number]>, metres: number, crosses: boolean} | null} */
export function walk(floor, from, to) {
  const cells = search(floor, around(floor, from), new Set(around(floor, to)));
  if (!cells) {
    return null;
  }
  const points = straightened(floor, cells).map((cell) => middleOf(floor, cell));
  return { points, metres: lengthOf(points), crosses: crosses(floor.halls, points) };
}

/* Dijkstra's: the nearest unsettled cell first, from all starts at once. */
function search({ columns, rows, space }, starts, goals) {
  const cost = new Float64Array(columns * rows).fill(Infinity);
  const before = new Int32Array(columns * rows).fill(-1);
  const heap = new Heap(cost);
  for (const start of starts) {
    cost[start] = 0;
    heap.push(start);
  }
  for (let cell = heap.pop(); cell !== undefined; cell = heap.pop()) {
    if (goals.has(cell)) {
      return chain(before, cell);
    }
    const [x, y] = [cell % columns, Math.floor(cell / columns)];
    for (const [right, down, length] of STEPS) {
      const next = cell + right + down * columns;
      const isInside = x + right >= 0 && x + right < columns && y + down >= 0 && y + down < rows;
      if (!isInside || !space[next] || !space[cell + right] || !space[cell + down * columns]) {
        continue;
      }
      const reached = cost[cell] + length * (space[next] > BESIDE ? 1 : UNWILLING);
      if (reached < cost[next]) {
        cost[next] = reached;
        before[next] = cell;
        heap.push(next);
      }
    }
  }
  return null;
}

function chain(before, end) {
  const cells = [];
  for (let cell = end; cell !== -1; cell = before[cell]) {
    cells.push(cell);
  }
  return cells.reverse();
}

/* From each point straight to the farthest one that is reached without coming nearer to a booth than
   the way itself does; beside the two booths, where it begins and ends, it may. */
function straightened(floor, cells) {
  const kept = [cells[0]];
  let at = 0;
  while (at < cells.length - 1) {
    let next = cells.length - 1;
    while (next > at + 1 && !isStraight(floor, cells, at, next)) {
      next -= 1;
    }
    kept.push(cells[next]);
    at = next;
  }
  return kept;
}

function isStraight(floor, cells, from, to) {
  const ends = [cells[0], cells.at(-1)].map((cell) => middleOf(floor, cell));
  const room = (point) => {
    const cells = floor.space[cellAt(floor, point)];
    return cells && ends.some((end) => lengthOf([end, point]) < AT_ENDS) ? BESIDE + 1 : cells;
  };
  const own = cells.slice(from, to + 1).map((cell) => middleOf(floor, cell));
  const least = Math.min(...own.map(room));
  return samples(own[0], own.at(-1)).every((point) => room(point) >= least);
}

function samples([x, y], [toX, toY]) {
  const steps = Math.max(1, Math.ceil(Math.hypot(toX - x, toY - y) / (CELL / 2)));
  return Array.from({ length: steps + 1 }, (_, step) => [
    x + ((toX - x) * step) / steps,
    y + ((toY - y) * step) / steps,
  ]);
}

function crosses(halls, points) {
  const rooms = new Set();
  for (let at = 1; at < points.length; at += 1) {
    for (const point of samples(points[at - 1], points[at])) {
      rooms.add(halls.findIndex((hall) => isWithin(hall, point)));
    }
  }
  return rooms.size > 1;
}

/** The free cells that touch the rectangle. */
function around(floor, box) {
  const cells = [];
  const { left, top, right, bottom } = spanOf(floor, grown(box, CELL));
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const cell = y * floor.columns + x;
      if (floor.space[cell] && !isWithin(box, middleOf(floor, cell))) {
        cells.push(cell);
      }
    }
  }
  return cells;
}

function fill(floor, box, value, choose = (_, other) => other) {
  const { left, top, right, bottom } = spanOf(floor, box);
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const cell = y * floor.columns + x;
      floor.space[cell] = choose(floor.space[cell], value);
    }
  }
}

/** The cells whose middles lie in the rectangle. */
function spanOf({ columns, rows }, { x, y, width, height }) {
  const cell = (metres, most) => Math.min(most, Math.max(0, Math.round(metres / CELL)));
  return {
    left: cell(x, columns),
    top: cell(y, rows),
    right: cell(x + width, columns),
    bottom: cell(y + height, rows),
  };
}

function grown({ x, y, width, height }, by) {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

function isWithin({ x, y, width, height }, [px, py]) {
  return px >= x && px <= x + width && py >= y && py <= y + height;
}

function middleOf({ columns }, cell) {
  return [((cell % columns) + 0.5) * CELL, (Math.floor(cell / columns) + 0.5) * CELL];
}

function cellAt({ columns }, [x, y]) {
  return Math.floor(y / CELL) * columns + Math.floor(x / CELL);
}

function lengthOf(points) {
  return points.slice(1).reduce((sum, [x, y], at) => sum + Math.hypot(x - points[at][0], y - points[at][1]), 0);
}

/** Cells by their cost, the least first. A cell whose cost fell is pushed again. */
class Heap {
  constructor(cost) {
    this.cost = cost;
    this.cells = [];
    this.costs = [];
  }

  push(cell) {
    let at = this.cells.length;
    const cost = this.cost[cell];
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.costs[parent] <= cost) {
        break;
      }
      this.put(at, this.cells[parent], this.costs[parent]);
      at = parent;
    }
    this.put(at, cell, cost);
  }

  pop() {
    const [first] = this.cells;
    const [cell, cost] = [this.cells.pop(), this.costs.pop()];
    if (this.cells.length) {
      this.sink(cell, cost);
    }
    return first;
  }

  sink(cell, cost) {
    const size = this.cells.length;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && this.costs[child + 1] < this.costs[child]) {
        child += 1;
      }
      if (this.costs[child] >= cost) {
        break;
      }
      this.put(at, this.cells[child], this.costs[child]);
      at = child;
    }
    this.put(at, cell, cost);
  }

  put(at, cell, cost) {
    this.cells[at] = cell;
    this.costs[at] = cost;
  }
}
