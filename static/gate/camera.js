/* The camera: its picture on the page, its frames to the worker, each code in view told once. */

import { Sightings } from "./screen/sightings.js";

const SOONEST = 100; // ms between two frames
const LAZIEST = 220; // when nobody has shown a code for a while: an old phone must not get hot
const BORED_AFTER = 30_000;
const TROUBLES = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "absent",
  OverconstrainedError: "absent",
  NotReadableError: "in_use",
  AbortError: "in_use",
};

/** Events: "state" when `state` moved; "code" with detail {text, isBinary}. */
export class Camera extends EventTarget {
  /** "off", "starting", "on", or what is wrong: "refused", "absent", "in_use", "insecure", … */
  state = "off";
  #video;
  #addresses;
  #worker = null;
  #stream = null;
  #start = 0; // counts starts, so that one that was overtaken stops by itself
  #sightings = new Sightings();
  #lastCode = 0;

  constructor(video, { worker, script, wasm }) {
    super();
    this.#video = video;
    this.#addresses = { worker, script, wasm };
  }

  get isOn() {
    return this.state === "on";
  }

  async start(deviceId = "") {
    this.stop();
    const start = this.#start;
    this.#become("starting");
    try {
      const stream = await open(deviceId);
      await this.#wake();
      if (start !== this.#start) {
        close(stream);
        return;
      }
      await this.#show(stream);
    } catch (error) {
      if (start === this.#start) {
        this.stop();
        this.#become(error.trouble ?? TROUBLES[error.name] ?? "failed");
      }
    }
  }

  stop() {
    this.#start += 1;
    close(this.#stream);
    this.#stream = this.#video.srcObject = null;
    this.#become("off");
  }

  /** Whatever is in view counts again: the direction was switched. */
  rearm() {
    this.#sightings.forget();
  }

  async list() {
    const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    return devices.filter((device) => device.kind === "videoinput" && device.deviceId);
  }

  get current() {
    return this.#track?.getSettings().deviceId ?? "";
  }

  get hasTorch() {
    return Boolean(this.#track?.getCapabilities?.().torch);
  }

  async light(isOn) {
    await this.#track?.applyConstraints({ advanced: [{ torch: isOn }] }).catch(() => {});
  }

  get #track() {
    return this.#stream?.getVideoTracks()[0];
  }

  #become(state) {
    if (state !== this.state) {
      this.state = state;
      this.dispatchEvent(new Event("state"));
    }
  }

  async #show(stream) {
    this.#stream = stream;
    this.#video.srcObject = stream;
    this.#track.addEventListener("ended", () => this.#lose(stream));
    await this.#video.play();
    this.#lastCode = performance.now();
    this.#become("on");
    this.#look();
  }

  #lose(stream) {
    if (stream === this.#stream) {
      this.stop();
      this.#become("failed");
    }
  }

  /** The worker, with its reader loaded. Made once; a failed one is made anew. */
  async #wake() {
    this.#worker ??= ready(this.#addresses);
    try {
      const worker = await this.#worker;
      worker.onmessage = ({ data }) => this.#told(data);
    } catch {
      this.#worker = null;
      throw Object.assign(new Error("no reader"), { trouble: "reader" });
    }
  }

  async #look() {
    const start = this.#start;
    const worker = await this.#worker;
    const frame = await grab(this.#video);
    if (start !== this.#start) {
      frame?.close?.();
    } else if (frame === null) {
      this.#again(SOONEST);
    } else {
      const given = frame instanceof ImageData ? frame.data.buffer : frame;
      worker.postMessage({ frame, start }, [given]);
    }
  }

  #told({ code, tookMs, start }) {
    if (start !== this.#start) {
      return; // of a camera that was stopped meanwhile
    }
    const now = performance.now();
    if (code) {
      this.#lastCode = now;
      if (this.#sightings.isNew(code.text, now)) {
        this.dispatchEvent(new CustomEvent("code", { detail: code }));
      }
    }
    this.#again(now - this.#lastCode > BORED_AFTER ? LAZIEST : Math.max(SOONEST - tookMs, tookMs));
  }

  #again(wait) {
    const start = this.#start;
    setTimeout(() => start === this.#start && this.#look(), wait);
  }
}

async function open(deviceId) {
  if (!navigator.mediaDevices?.getUserMedia) {
    const trouble = window.isSecureContext ? "unsupported" : "insecure";
    throw Object.assign(new Error(trouble), { trouble });
  }
  const which = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: "environment" };
  const video = { ...which, width: { ideal: 1280 }, height: { ideal: 720 } };
  try {
    return await navigator.mediaDevices.getUserMedia({ video, audio: false });
  } catch (error) {
    if (deviceId && error.name === "OverconstrainedError") {
      return open(""); // the camera chosen once is gone
    }
    throw error;
  }
}

function close(stream) {
  stream?.getTracks().forEach((track) => track.stop());
}

function ready({ worker: address, script, wasm }) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(address);
    worker.onerror = reject;
    worker.onmessage = ({ data }) => (data.isReady ? resolve(worker) : reject(data.failed));
    worker.postMessage({ script, wasm });
  });
}

/** The middle square of the picture, which is what people see in the frame; null before the first. */
async function grab(video) {
  const side = Math.min(video.videoWidth, video.videoHeight);
  if (side === 0) {
    return null;
  }
  const box = [(video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side];
  if ("OffscreenCanvas" in window) {
    return createImageBitmap(video, ...box).catch(() => null);
  }
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(video, ...box, 0, 0, side, side);
  return context.getImageData(0, 0, side, side);
}
