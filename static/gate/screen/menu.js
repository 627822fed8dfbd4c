/* Language, camera, sound, readiness, this device, help, log-out. */

import { clock, nameOf, number, say, sayCode, spoken } from "./language.js";
import { find, list, write } from "./page.js";

const PARTS = ["app", "keys", "snapshot"];

export class Menu {
  #scanner;
  #sheets;

  constructor(gate) {
    this.#scanner = gate.scanner;
    this.#sheets = gate.sheets;
    this.#sound(gate.sounds, gate.likes);
    for (const button of document.querySelectorAll("[data-language]")) {
      button.addEventListener("click", () => gate.speak(button.dataset.language));
    }
    find("open-leave").addEventListener("click", () => this.#askToLeave());
    find("leave").querySelector("form").addEventListener("submit", (event) => this.#leave(event));
  }

  open() {
    this.show();
    this.#sheets.open(find("menu"));
  }

  show() {
    const { state } = this.#scanner;
    for (const button of document.querySelectorAll("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === spoken()));
    }
    write(find("menu-ready-all"), readyWords(state));
    list(find("checklist"), PARTS.map((part) => partWords(part, state.ready[part])));
    find("device").replaceChildren(...this.#facts(state).filter(([, said]) => said).flatMap(pair));
  }

  #facts({ gate, deviceName, version, pending, isOnline, trouble }) {
    return [
      ["menu.gate", gate ? `${gate.code} ${nameOf(gate)}` : "–"],
      ["menu.name", deviceName || "–"],
      ["menu.unsent", number(pending)],
      ["menu.link", say(isOnline ? "link.on" : "link.off")],
      ["menu.trouble", trouble ? sayCode("trouble", trouble, "other") : ""],
      ["menu.clock", clock(this.#scanner.now())],
      ["menu.version", version || document.body.dataset.version || "–"],
    ];
  }

  #sound(sounds, preferences) {
    const settings = [
      ["volume", "volume", "input", (field) => Number(field.value)],
      ["mute", "isMuted", "change", (field) => field.checked],
      ["vibrate", "shakes", "change", (field) => field.checked],
    ];
    for (const [id, name, event, read] of settings) {
      sounds[name] = preferences.get(name);
      Object.assign(find(id), { value: sounds[name], checked: sounds[name] });
      find(id).addEventListener(event, ({ target }) => {
        sounds[name] = read(target);
        preferences.set(name, sounds[name]);
      });
    }
    for (const button of document.querySelectorAll("[data-listen]")) {
      button.addEventListener("click", () => sounds.tell(button.dataset.listen));
    }
  }

  #askToLeave() {
    const { pending } = this.#scanner.state;
    const isUnsent = pending > 0;
    write(find("leave-unsent"), isUnsent ? say("leave.unsent", { n: number(pending) }) : "");
    find("leave-wait").hidden = !isUnsent;
    const words = isUnsent ? say("leave.lose", { n: number(pending) }) : say("leave.confirm");
    find("leave-confirm").textContent = words;
    this.#sheets.open(find("leave"), find(isUnsent ? "leave-wait" : "leave-confirm"));
  }

  async #leave(event) {
    event.preventDefault();
    try {
      await this.#scanner.leave({ evenUnsent: !find("leave-wait").hidden });
      this.#sheets.close();
    } catch (error) {
      write(find("leave-unsent"), sayCode("leave", error.code ?? error.name, "failed"));
    }
  }
}

export function isReady({ ready }) {
  return PARTS.every((part) => ready[part]);
}

export function readyWords(state) {
  return isReady(state) ? `✓ ${say("ready.all")}` : `○ ${say("ready.not_yet")}`;
}

function partWords(part, isThere) {
  return `${isThere ? "✓" : "○"} ${say(`ready.${part}`)}: ${say(isThere ? "ready.yes" : "ready.no")}`;
}

function pair([key, value]) {
  const term = document.createElement("dt");
  const said = document.createElement("dd");
  term.textContent = say(key);
  said.textContent = value;
  return [term, said];
}
