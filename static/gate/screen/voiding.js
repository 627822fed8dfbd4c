/* Take back the last verdict, after having said what that takes back. */

import { clock, say, sayCode } from "./language.js";
import { find, write } from "./page.js";
import { keptLine, wordOf } from "./telling.js";

/** Keeps the line of the last verdict; `takeBack()` voids it and may throw. */
export class LastVerdict {
  #scanner;
  #sheets;
  #line = null; // {shown, extra}

  constructor(scanner, sheets, takeBack) {
    this.#scanner = scanner;
    this.#sheets = sheets;
    find("void-last").addEventListener("click", () => this.ask());
    find("void").querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        await takeBack();
        find("void").close();
      } catch (error) {
        find("void-wrong").textContent = sayCode("void", error.code ?? error.name, "failed");
      }
    });
  }

  keep(shown, extra) {
    this.#line = { shown: { ...shown, holder: null }, extra };
    this.show();
  }

  show() {
    const line = this.#line;
    find("last").textContent = line ? keptLine(line.shown, line.extra) : say("last.none");
    find("void-last").hidden = this.#scanner.last === null;
  }

  ask() {
    const { last } = this.#scanner;
    if (last === null) {
      return;
    }
    const who = last.ticketClass ? say(`class.${last.ticketClass}`) : "–";
    const words = say("void.what", { time: clock(last.at), word: wordOf(last, this.#extraOf(last)), who });
    write(find("void-what"), words);
    find("void-wrong").textContent = "";
    this.#sheets.open(find("void"), find("void").querySelector("[type=submit]"));
  }

  #extraOf({ id }) {
    return this.#line?.shown.id === id ? this.#line.extra : { gate: this.#scanner.state.gate };
  }
}
