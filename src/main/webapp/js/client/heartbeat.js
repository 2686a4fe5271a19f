/**
 * Notices a connection that died without a word. Browsers hide ping control frames from scripts, so after a silent
 * interval the server is probed with a frame; when still nothing comes, the connection is declared dead.
 */
export class Heartbeat {
  #platform;
  #probe;
  #dead;
  #timer = null;
  #heardAt = 0;
  #answered = true;

  constructor(platform, { probe, dead }) {
    this.#platform = platform;
    this.#probe = probe;
    this.#dead = dead;
  }

  start(intervalSeconds, timeoutSeconds) {
    this.stop();
    this.heard();
    this.#watch(intervalSeconds * 1000, timeoutSeconds * 1000);
  }

  stop() {
    this.#platform.clearTimeout(this.#timer);
    this.#timer = null;
  }

  heard() {
    this.#heardAt = this.#platform.now();
    this.#answered = true;
  }

  #watch(interval, timeout) {
    const silence = this.#platform.now() - this.#heardAt;
    if (silence < interval) {
      this.#timer = this.#platform.setTimeout(() => this.#watch(interval, timeout), interval - silence);
      return;
    }
    this.#answered = false;
    this.#timer = this.#platform.setTimeout(() => this.#judge(interval, timeout), timeout);
    this.#probe();
  }

  #judge(interval, timeout) {
    if (this.#answered) this.#watch(interval, timeout);
    else this.#dead();
  }
}
