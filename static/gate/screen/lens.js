/* The camera on the screen: when it runs, what is said when it does not, and its choices. */

import { say } from "./language.js";
import { find, write } from "./page.js";

const FINE = new Set(["off", "starting", "on"]);

export class Lens {
  #camera;
  #preferences;
  #isWanted = false; // by the screen that is open
  #lock = null;

  constructor(camera, preferences) {
    this.#camera = camera;
    this.#preferences = preferences;
    camera.addEventListener("state", () => {
      this.show();
      this.#list();
    });
    document.addEventListener("visibilitychange", () => this.#follow());
    find("camera-on").addEventListener("click", () => this.use(true));
    find("camera-use").addEventListener("change", (event) => this.use(event.target.checked));
    find("camera-torch").addEventListener("change", (event) => camera.light(event.target.checked));
    find("camera-choice").addEventListener("change", (event) => this.#choose(event.target.value));
  }

  /** Phones and tablets begin with the camera; a PC at a desk has a hand scanner. */
  get isUsed() {
    return this.#preferences.get("usesCamera") ?? matchMedia("(pointer: coarse)").matches;
  }

  /** Whether the screen that is open has a use for the picture, and where it belongs. */
  want(isWanted, place) {
    const lens = find("lens");
    if (lens.parentElement !== place) {
      this.#camera.stop();
      place.prepend(lens);
    }
    if (isWanted !== this.#isWanted) {
      this.#isWanted = isWanted;
      this.#follow();
    }
  }

  use(isUsed) {
    this.#preferences.set("usesCamera", isUsed);
    this.#camera.stop();
    this.#follow();
  }

  show() {
    const { state, isOn } = this.#camera;
    const words = isOn ? "" : say(`camera.${state}`);
    find("lens").hidden = !isOn;
    find("prompt").hidden = isOn;
    find("camera-on").hidden = state === "starting";
    find("camera-on").textContent = say(FINE.has(state) ? "button.camera_on" : "button.try_again");
    write(find("camera-word"), this.isUsed || !FINE.has(state) ? words : "");
    write(find("enrol-camera-word"), state === "off" ? "" : words);
    find("enrol-camera").hidden = isOn || state === "starting";
    find("camera-use").checked = this.isUsed;
    write(find("menu-camera-word"), words);
    find("camera-torch-line").hidden = !this.#camera.hasTorch;
    this.#keepAwake(isOn);
  }

  #follow() {
    const runs = this.#isWanted && this.isUsed && document.visibilityState === "visible";
    if (!runs) {
      this.#camera.stop();
    } else if (!["on", "starting"].includes(this.#camera.state)) {
      this.#camera.start(this.#preferences.get("camera"));
    }
    this.show();
  }

  #choose(deviceId) {
    this.#preferences.set("camera", deviceId);
    this.use(true);
  }

  async #list() {
    const cameras = await this.#camera.list();
    find("camera-choice-line").hidden = cameras.length < 2;
    find("camera-choice").replaceChildren(
      ...cameras.map(({ deviceId, label }, index) => {
        const name = label || say("camera.number", { n: index + 1 });
        return new Option(name, deviceId, false, deviceId === this.#camera.current);
      }),
    );
  }

  /** The screen stays on as long as the camera looks. */
  async #keepAwake(isOn) {
    if (isOn === Boolean(this.#lock)) {
      return;
    }
    if (!isOn) {
      this.#lock.release().catch(() => {});
      this.#lock = null;
      return;
    }
    this.#lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
  }
}
