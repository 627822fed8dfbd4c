/* One line for each gate, told apart by dashes and marks before colours, over the day before as a
   pale ground; the same numbers in the tables. */

import { sample, STYLES, SUM, YESTERDAY } from "./lines.js";
import { number } from "./numbers.js";
import { sumOf, tablesOf } from "./tables.js";

const HEIGHT = 320;
const GRID = { stroke: "#e6e8ea", width: 1 };
const FONT = "13px 'Noto Sans KR Variable', sans-serif";

export function drawFlow(board) {
  const box = board.querySelector("[data-chart]");
  const zone = board.dataset.zone;
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
  });
  const tables = tablesOf(board, clock);
  let chart = null;
  let names = "";

  new ResizeObserver(() => chart?.setSize({ width: box.clientWidth, height: HEIGHT })).observe(box);

  function show({ flow }) {
    const isEmpty = flow.gates.length === 0;
    board.querySelector("[data-flow]").hidden = isEmpty;
    board.querySelector("[data-nothing]").hidden = !isEmpty;
    if (isEmpty) {
      return;
    }
    const lines = linesOf(flow, board.dataset.sum);
    const told = lines.map((line) => line.name).join("\n");
    const drawn = [flow.quarters, ...lines.map((line) => line.values)];
    if (told === names) {
      chart.setData(drawn);
    } else {
      chart?.destroy();
      chart = new uPlot(options(lines, box.clientWidth, zone, clock), drawn, box);
      names = told;
      writeLegend(board, lines);
    }
    const summary = board.querySelector("[data-flow-summary]");
    if (summary.textContent !== flow.summary) {
      summary.textContent = flow.summary;
    }
    tables.show(flow);
  }

  return { show };
}

/* From the ground up: the day before, all gates together, each gate. */
function linesOf(flow, sumName) {
  const gates = flow.gates.map((gate, place) => ({
    name: gate.name,
    values: ended(gate.entries, flow),
    style: STYLES[place % STYLES.length],
  }));
  const sum = { name: sumName, values: ended(sumOf(flow), flow), style: SUM };
  const before = { name: `${sumName}, ${flow.before_name}`, values: flow.before, style: YESTERDAY };
  return [...(flow.before ? [before] : []), ...(gates.length > 1 ? [sum] : []), ...gates];
}

/* The quarter of an hour that still runs would look like a fall: the line waits for its end. */
function ended(entries, flow) {
  const end = flow.complete || entries.length;
  return entries.map((value, place) => (place < end ? value : null));
}

function options(lines, width, zone, clock) {
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
    series: [{}, ...lines.map(seriesOf)],
  };
}

function seriesOf({ name, style }) {
  return {
    label: name,
    stroke: style.colour,
    fill: style.fill,
    dash: style.dash,
    width: style.width,
    points: { show: style.mark > 0, size: style.mark, fill: style.hollow ? "#ffffff" : style.colour },
  };
}

function writeLegend(board, lines) {
  const items = lines.map(({ name, style }) => {
    const item = document.createElement("li");
    const words = document.createElement("span");
    words.textContent = name;
    item.append(sample(style), words);
    return item;
  });
  board.querySelector("[data-legend]").replaceChildren(...items);
}
