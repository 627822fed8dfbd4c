/* The scanner itself, kept by its service worker: whether all of it is here, and whether a newer
   one waits. "Ready" is what the worker has counted in its cache, not what it was told to fetch. */

const PATIENCE = 3000;
const LOOK_AGAIN = 5 * 60_000;

export class Readiness {
  registration = null;

  /** `onChange({isComplete, hasUpdate})`. `version` is that of the page that runs. */
  constructor({ version, container = navigator.serviceWorker, onChange }) {
    Object.assign(this, { version, container, onChange });
    this.isComplete = false;
  }

  get hasUpdate() {
    return Boolean(this.registration?.waiting && this.container.controller);
  }

  /** Never throws: without a service worker the scanner works as long as its page is open. */
  async start(address) {
    if (!this.container || !address) {
      return;
    }
    this.container.addEventListener("message", (event) => this.#answer(event));
    this.container.addEventListener("controllerchange", () => this.check());
    try {
      this.registration = await this.container.register(address);
    } catch {
      return;
    }
    this.registration.addEventListener("updatefound", () => this.#follow());
    this.#follow();
    this.container.controller?.postMessage({ task: "running" });
    setInterval(() => this.look(), LOOK_AGAIN);
    await this.check();
  }

  /** Ask the server for a newer version, and mend this one where files have gone missing. */
  look() {
    this.registration?.update().catch(() => {}); // there will be another time
    return this.check(this.isComplete ? "check" : "mend");
  }

  async check(task = "check") {
    const told = await this.#told(task);
    this.isComplete = told?.missing === 0;
    this.onChange(this);
  }

  /** Let the waiting version run: the page is loaded anew once it does. */
  activate(reload = () => location.reload()) {
    this.container.addEventListener("controllerchange", reload, { once: true });
    this.registration.waiting.postMessage({ task: "activate" });
  }

  #follow() {
    const worker = this.registration.installing;
    worker?.addEventListener("statechange", () => this.check());
  }

  #told(task) {
    const worker = this.container?.controller;
    if (!worker) {
      return Promise.resolve(null);
    }
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ task }, [port2]);
    return new Promise((resolve) => {
      port1.onmessage = (event) => resolve(event.data);
      setTimeout(() => resolve(null), PATIENCE);
    });
  }

  /** The worker asks which version runs before it forgets the old ones. */
  #answer(event) {
    if (event.data?.ask === "version") {
      event.ports[0].postMessage({ version: this.version });
    }
  }
}
