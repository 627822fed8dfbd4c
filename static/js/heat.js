/* The hour of the heat map: every hour of the day is on the page already, in words; moving the
   slider puts another in its place. Without this script the same addresses load the page anew. */

const heat = document.getElementById("heat");
const data = document.getElementById("heat-frames");
const slider = heat.querySelector("[data-slider]");

if (data && slider) {
  const frames = JSON.parse(data.textContent);
  const range = slider.querySelector("input[type=range]");
  const heard = slider.querySelector("[data-heard]");
  const places = new Map(frames.map((frame, place) => [String(frame.number ?? ""), place]));
  let place = places.get(heat.dataset.hour) ?? 0;

  const write = (element, text) => {
    if (element && element.textContent !== text) {
      element.textContent = text;
    }
  };

  function drawTiles(frame) {
    for (const tile of heat.querySelectorAll(".heat-drawing .heat-tile")) {
      const [number, level, stopped] = frame.tiles[tile.dataset.code];
      const stop = stopped ? ` · ${heat.dataset.stopped.replace("{minutes}", stopped)}` : "";
      tile.dataset.level = level;
      tile.toggleAttribute("data-stopped", stopped > 0);
      write(tile.querySelector("title"), `${tile.dataset.name}: ${number}${stop}`);
      write(tile.querySelector(".heat-number"), number);
    }
    for (const hall of heat.querySelectorAll("[data-hall]")) {
      write(hall, frame.halls[hall.dataset.hall] ?? "");
    }
  }

  function writeLegend(frame) {
    for (const item of heat.querySelectorAll("[data-legend]")) {
      const words = frame.legend[item.dataset.legend - 1];
      item.hidden = !words;
      write(item.querySelector("[data-span]"), words);
    }
  }

  function writeSectors(frame) {
    for (const row of heat.querySelectorAll("tr[data-sector]")) {
      for (const cell of row.querySelectorAll("[data-side]")) {
        write(cell, frame.sectors[row.dataset.sector][cell.dataset.side]);
      }
    }
  }

  function writeLine(line, texts) {
    [...(line?.cells ?? [])].forEach((cell, column) => write(cell, texts[column] ?? ""));
  }

  function writeTable(frame) {
    const area = heat.querySelector("[data-heat-table]");
    writeLine(area.querySelector("thead tr"), frame.head);
    area.querySelectorAll("tbody tr").forEach((line, row) => writeLine(line, frame.rows[row]));
    writeLine(area.querySelector("tfoot tr"), frame.total);
    for (const link of area.querySelectorAll(".figure-files a")) {
      link.search = frame.query;
    }
  }

  function offer(step, there) {
    const link = slider.querySelector(`[data-step="${step}"]`);
    if (there) {
      link.href = `?${there.query}`;
      link.removeAttribute("aria-disabled");
      link.removeAttribute("role");
    } else {
      link.removeAttribute("href");
      link.setAttribute("aria-disabled", "true");
      link.setAttribute("role", "link");
    }
  }

  function writeSlider(frame) {
    range.value = frame.number ?? frames[1].number;
    range.setAttribute("aria-valuetext", frame.label);
    const whole = slider.querySelector('[data-step="whole"]');
    if (place === 0) {
      whole.setAttribute("aria-current", "true");
    } else {
      whole.removeAttribute("aria-current");
    }
    offer("-1", frames[place - 1]);
    offer("1", frames[place + 1]);
    for (const kept of heat.querySelectorAll("[data-hour-kept]")) {
      kept.value = frame.number ?? "";
    }
  }

  function show(there) {
    place = Math.min(Math.max(there, 0), frames.length - 1);
    const frame = frames[place];
    for (const name of ["label", "measure", "counted"]) {
      heat.querySelectorAll(`[data-frame="${name}"]`).forEach((spot) => write(spot, frame[name]));
    }
    drawTiles(frame);
    writeLegend(frame);
    writeSectors(frame);
    writeTable(frame);
    writeSlider(frame);
    write(heard, `${frame.measure}, ${frame.label}`);
    history.replaceState(null, "", `?${frame.query}`);
  }

  range.addEventListener("input", () => show(places.get(range.value)));
  slider.addEventListener("submit", (event) => {
    event.preventDefault();
    show(places.get(range.value));
  });
  slider.addEventListener("click", (event) => {
    const link = event.target.closest("[data-step]");
    if (link) {
      event.preventDefault();
      const { step } = link.dataset;
      show(step === "whole" ? 0 : place + Number(step));
    }
  });
  slider.querySelector("[data-submit]").hidden = true;
}
