/** Part of the server's burst that is not used: frames bunch up on their way, and more arrive at once than were sent. */
const SPARE = 0.1;
/** Part of the burst that publications leave to questions and probes. */
const RESERVE = 0.2;

/** Keeps to the rate that `welcome` tells, so that the server need drop nothing. Where it tells none, there is none. */
export class Pace {
  #platform;
  #perMillisecond = 0;
  #burst = Infinity;
  #left = Infinity;
  #at = 0;
  #notBefore = 0;

  constructor(platform) {
    this.#platform = platform;
  }

  /** A connection begins, with all of its burst. */
  begin({ frames_per_minute: perMinute = 0, frames_burst: burst = perMinute } = {}) {
    this.#perMillisecond = perMinute / 60_000;
    this.#burst = perMinute > 0 ? Math.max(1, Math.floor(burst * (1 - SPARE))) : Infinity;
    this.#left = this.#burst;
    this.#at = this.#platform.now();
    this.#notBefore = 0;
  }

  /** The server takes nothing before that. */
  hold(seconds) {
    this.#notBefore = this.#platform.now() + seconds * 1000;
  }

  /** A frame has gone out, whether or not there was room for it. */
  spend() {
    this.#refill();
    this.#left -= 1;
  }

  /** Milliseconds until a frame may go; 0 for now. */
  delay({ reserve = false } = {}) {
    this.#refill();
    const least = 1 + (reserve && this.#burst < Infinity ? Math.floor(this.#burst * RESERVE) : 0);
    const missing = least - this.#left;
    const refill = missing > 0 ? Math.ceil(missing / this.#perMillisecond) : 0;
    return Math.max(refill, this.#notBefore - this.#at, 0);
  }

  #refill() {
    const now = this.#platform.now();
    this.#left = Math.min(this.#burst, this.#left + (now - this.#at) * this.#perMillisecond);
    this.#at = now;
  }
}
