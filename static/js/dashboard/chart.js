/* One line for each gate, told apart by colour and by dashes; the same numbers in the table. */

import { number } from "./numbers.js";

const STYLES = [
  { colour: "#0b50d0", dash: [] },
  { colour: "#bd2c0f", dash: [10, 5] },
  { colour: "#267337", dash: [2, 4] },
  { colour: "#8a5c00", dash: [14, 4, 2, 4] },
  { colour: "#33363d", dash: [6, 3] },
  { colour: "#8a3ab9", dash: [1, 3] },
];
const HEIGHT = 300;
const GRID = { stroke: "#e6e8ea", width: 1 };
const FONT = "13px 'Noto Sans KR Variable', sans-serif";

const styleOf = (place) => STYLES[place % STYLES.length];

export function drawFlow(board) {
  const box = board.querySelector("[data-chart]");
  const zone = board.dataset.zone;
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
  });
  let chart = null;
  let names = "";

  new ResizeObserver(() => chart?.setSize({ width: box.clientWidth, height: HEIGHT })).observe(box);

  function show(flow) {
    const isEmpty = flow.gates.length === 0;
    board.querySelector("[data-flow]").hidden = isEmpty;
    board.querySelector("[data-nothing]").hidden = !isEmpty;
    if (isEmpty) {
      return;
    }
    const told = flow.gates.map((gate) => gate.name).join("\n");
    const lines = [flow.quarters, ...flow.gates.map((gate) => drawn(gate.entries, flow))];
    if (told === names) {
      chart.setData(lines);
    } else {
      chart?.destroy();
      chart = new uPlot(options(flow, box.clientWidth, zone, clock), lines, box);
      names = told;
      writeHead(board, flow);
      writeLegend(board, flow);
    }
    writeRows(board, flow, clock);
  }

  return { show };
}

/* The quarter of an hour that still runs would look like a fall: the line waits for its end. */
function drawn(entries, flow) {
  const end = flow.complete || entries.length;
  return entries.map((value, place) => (place < end ? value : null));
}

function options(flow, width, zone, clock) {
  const axis = { font: FONT, stroke: "#464c53", grid: GRID, ticks: GRID };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zone),
    scales: { y: { range: (_chart, _low, high) => [0, Math.max(10, high * 1.1)] } },
    axes: [
      { ...axis, values: (_chart, all) => all.map((at) => clock.format(new Date(at * 1000))) },
      { ...axis, size: 60, values: (_chart, all) => all.map(number) },
    ],
    series: [
      {},
      ...flow.gates.map((gate, place) => ({
        label: gate.name,
        stroke: styleOf(place).colour,
        dash: styleOf(place).dash,
        width: 2,
        points: { show: false },
      })),
    ],
  };
}

function writeLegend(board, flow) {
  const items = flow.gates.map((gate, place) => {
    const item = make("li", "");
    item.append(sample(styleOf(place)), make("span", gate.name));
    return item;
  });
  board.querySelector("[data-legend]").replaceChildren(...items);
}

function sample(style) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS(svg.namespaceURI, "line");
  const shape = { x1: 0, y1: 5, x2: 36, y2: 5, stroke: style.colour, "stroke-width": 2.5 };
  for (const [name, value] of Object.entries({ ...shape, "stroke-dasharray": style.dash.join(" ") })) {
    line.setAttribute(name, value);
  }
  svg.setAttribute("width", 36);
  svg.setAttribute("height", 10);
  svg.append(line);
  return svg;
}

function writeHead(board, flow) {
  const head = board.querySelector("[data-flow-head]");
  const names = [...flow.gates.map((gate) => gate.name), board.dataset.sum];
  head.replaceChildren(head.firstElementChild, ...names.map((name) => headCell(name, "col")));
}

function writeRows(board, flow, clock) {
  const rows = flow.quarters.map((quarter, place) => {
    const numbers = flow.gates.map((gate) => gate.entries[place]);
    const row = make("tr", "");
    const isRunning = place === flow.complete && numbers.some((value) => value !== null);
    const from = clock.format(new Date(quarter * 1000));
    row.append(headCell(isRunning ? `${from} (${board.dataset.running})` : from, "row"));
    row.append(...[...numbers, sum(numbers)].map((value) => make("td", value === null ? "–" : number(value))));
    return row;
  });
  board.querySelector("[data-flow-rows]").replaceChildren(...rows);
}

function sum(numbers) {
  return numbers.every((value) => value === null) ? null : numbers.reduce((a, b) => a + (b ?? 0), 0);
}

function headCell(text, scope) {
  const cell = make("th", text);
  cell.scope = scope;
  return cell;
}

function make(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
