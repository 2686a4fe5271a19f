/** What is asked on suspicion is answered soon, or never. */
const QUICK_MS = 3000;

/**
 * Notices a connection that died without a word. Browsers hide ping control frames from scripts, so after a silent
 * interval the server is probed with a frame; when still nothing comes, the connection is declared dead.
 */
export class Heartbeat {
  #platform;
  #probe;
  #dead;
  #timer = null;
  #interval = 0;
  #timeout = 0;
  #heardAt = 0;
  #answered = true;

  constructor(platform, { probe, dead }) {
    this.#platform = platform;
    this.#probe = probe;
    this.#dead = dead;
  }

  start(intervalSeconds, timeoutSeconds) {
    this.stop();
    this.#interval = intervalSeconds * 1000;
    this.#timeout = timeoutSeconds * 1000;
    this.heard();
    this.#watch();
  }

  stop() {
    this.#platform.clearTimeout(this.#timer);
    this.#timer = null;
    this.#answered = true;
  }

  heard() {
    this.#heardAt = this.#platform.now();
    this.#answered = true;
  }

  /** There is reason to doubt the connection: asks now, and does not wait long. */
  doubt() {
    if (this.#timer === null || !this.#answered) return;
    this.#platform.clearTimeout(this.#timer);
    this.#ask(Math.min(QUICK_MS, this.#timeout));
  }

  #watch() {
    const silence = this.#platform.now() - this.#heardAt;
    if (silence >= this.#interval) this.#ask(this.#timeout);
    else this.#timer = this.#platform.setTimeout(() => this.#watch(), this.#interval - silence);
  }

  #ask(patience) {
    this.#answered = false;
    this.#timer = this.#platform.setTimeout(() => this.#judge(), patience);
    this.#probe();
  }

  #judge() {
    if (this.#answered) this.#watch();
    else this.#dead();
  }
}
