/* One sound and one vibration for each kind of verdict, told apart without looking.

   A browser lets a page sound only after somebody touched it: `unlock` is called at each touch. */

const SOUNDS = { // [hertz, begins, lasts] in seconds, and the wave
  admitted: { wave: "sine", tones: [[784, 0, 0.09], [1175, 0.1, 0.18]] },
  refused: { wave: "square", tones: [[196, 0, 0.22], [156, 0.26, 0.34]] },
  attention: { wave: "triangle", tones: [[587, 0, 0.1], [587, 0.16, 0.1], [587, 0.32, 0.1]] },
};
const SHAKES = {
  admitted: [60],
  refused: [220, 90, 220],
  attention: [70, 70, 70, 70, 70],
};
const LOUDEST = { sine: 0.9, square: 0.35, triangle: 0.9 }; // equally loud to the ear
const EDGE = 0.012; // s to swell and fade, else it clicks

export class Sounds {
  #context = null;
  volume = 0.8;
  isMuted = false;
  shakes = true;

  get isLocked() {
    return this.#context?.state !== "running";
  }

  /** Must be called from a touch or a key. */
  async unlock() {
    const Context = window.AudioContext ?? window.webkitAudioContext;
    if (Context && this.isLocked) {
      this.#context ??= new Context();
      await this.#context.resume();
    }
  }

  /** `tone` is "admitted", "refused" or "attention"; any other is silent. */
  tell(tone) {
    if (!(tone in SOUNDS)) {
      return;
    }
    if (this.shakes) {
      navigator.vibrate?.(SHAKES[tone]);
    }
    if (!this.isMuted && !this.isLocked) {
      const { wave, tones } = SOUNDS[tone];
      tones.forEach((each) => this.#sound(wave, ...each));
    }
  }

  #sound(wave, hertz, begins, lasts) {
    const at = this.#context.currentTime + begins;
    const tone = new OscillatorNode(this.#context, { type: wave, frequency: hertz });
    const gain = new GainNode(this.#context, { gain: 0 });
    const loud = this.volume * LOUDEST[wave];
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(loud, at + EDGE);
    gain.gain.setValueAtTime(loud, at + lasts - EDGE);
    gain.gain.linearRampToValueAtTime(0, at + lasts);
    tone.connect(gain).connect(this.#context.destination);
    tone.start(at);
    tone.stop(at + lasts);
  }
}
