/* The numbers behind the lines: quarters of an hour, and every entrance; written while open. */

import { number } from "./numbers.js";

export function tablesOf(board, clock) {
  const head = board.querySelector("[data-flow-head]");
  const quarters = board.querySelector("[data-flow-rows]");
  const gates = board.querySelector("[data-gate-rows]");
  let flow = null;

  function write() {
    if (quarters.closest("details").open) {
      head.replaceChildren(head.firstElementChild, ...names(flow, board.dataset.sum));
      quarters.replaceChildren(...quarterRows(flow, clock, board.dataset.running));
    }
    if (gates.closest("details").open) {
      gates.replaceChildren(...flow.by_gate.map(gateRow));
    }
  }

  for (const rows of [quarters, gates]) {
    rows.closest("details").addEventListener("toggle", () => flow && write());
  }
  return {
    show(news) {
      flow = news;
      write();
    },
  };
}

export function sumOf(flow) {
  return flow.quarters.map((_quarter, place) => {
    const numbers = flow.gates.map((gate) => gate.entries[place]);
    return numbers.every((value) => value === null) ? null : numbers.reduce((a, b) => a + (b ?? 0), 0);
  });
}

function names(flow, sumName) {
  const columns = [...flow.gates.map((gate) => gate.name), sumName];
  if (flow.before) {
    columns.push(`${sumName}, ${flow.before_name}`);
  }
  return columns.map((name) => headCell(name, "col"));
}

function quarterRows(flow, clock, running) {
  const sums = sumOf(flow);
  return flow.quarters.map((quarter, place) => {
    const numbers = flow.gates.map((gate) => gate.entries[place]);
    const from = clock.format(new Date(quarter * 1000));
    const isRunning = place === flow.complete && sums[place] !== null;
    const before = flow.before ? [flow.before[place]] : [];
    const row = document.createElement("tr");
    row.append(headCell(isRunning ? `${from} (${running})` : from, "row"));
    row.append(...[...numbers, sums[place], ...before].map(cell));
    return row;
  });
}

function gateRow(gate) {
  const row = document.createElement("tr");
  row.append(headCell(gate.name, "row"));
  row.append(...[gate.entries, gate.last, gate.peak].map(cell), textCell(gate.peak_from ?? "–"));
  return row;
}

function headCell(text, scope) {
  const made = document.createElement("th");
  made.textContent = text;
  made.scope = scope;
  return made;
}

function cell(value) {
  return textCell(value === null ? "–" : number(value));
}

function textCell(text) {
  const made = document.createElement("td");
  made.textContent = text;
  return made;
}
