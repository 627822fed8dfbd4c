/* How the lines look: apart in dashes, marks and brightness, so also in grey and in print. */

export const STYLES = [
  { colour: "#0b50d0", dash: [], width: 2, mark: 0 },
  { colour: "#bd2c0f", dash: [10, 5], width: 2, mark: 0 },
  { colour: "#267337", dash: [2, 4], width: 2, mark: 0 },
  { colour: "#8a5c00", dash: [], width: 1.5, mark: 6 },
  { colour: "#8a3ab9", dash: [14, 4, 2, 4], width: 2, mark: 0 },
  { colour: "#007a80", dash: [], width: 1.5, mark: 6, hollow: true },
  { colour: "#58616a", dash: [1, 3], width: 2, mark: 0 },
];
export const SUM = { colour: "#1e2124", dash: [], width: 3.5, mark: 0 };
export const YESTERDAY = { colour: "#b1b8be", fill: "#eef0f2", dash: [], width: 1, mark: 0 };

const LONG = 36;

/* A piece of the line for the legend. */
export function sample(style) {
  const svg = element("svg", { width: LONG, height: 12, "aria-hidden": "true" });
  if (style.fill) {
    svg.append(element("rect", { y: 1, width: LONG, height: 11, fill: style.fill }));
  }
  const y = style.fill ? 1 : 6;
  svg.append(
    element("line", {
      x2: LONG,
      y1: y,
      y2: y,
      stroke: style.colour,
      "stroke-width": style.width,
      "stroke-dasharray": style.dash.join(" "),
    }),
  );
  if (style.mark) {
    const fill = style.hollow ? "#ffffff" : style.colour;
    svg.append(element("circle", { cx: LONG / 2, cy: 6, r: style.mark / 2, fill, stroke: style.colour }));
  }
  return svg;
}

function element(name, shape) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(shape)) {
    made.setAttribute(key, value);
  }
  return made;
}
