import { Backoff } from './backoff.js';
import { afterClose, asksForPatience, SOON, STOP } from './closing.js';

/** A connection that lived this long was a good one: the next failure counts as the first. */
const PROVEN_MS = 10_000;
const SOON_MS = 500;

/** Whether and when to connect again: by the close code, what `goodbye` asked for, and how often it failed lately. */
export class Retry {
  #platform;
  #backoff;
  #openedAt = null;
  #notBefore = 0;
  #patient = false;

  constructor(platform, backoff = {}) {
    this.#platform = platform;
    this.#backoff = new Backoff({ random: platform.random, ...backoff });
  }

  opened() {
    this.#openedAt = this.#platform.now();
  }

  goodbye(retryAfterSeconds) {
    this.#notBefore = this.#platform.now() + retryAfterSeconds * 1000;
  }

  /** Milliseconds to wait, or null to stay away. */
  delayAfter(code, { renewableToken = false } = {}) {
    const proven = this.#wasProven();
    this.#openedAt = null;
    this.#patient = asksForPatience(code);
    if (proven) this.#backoff.reset();
    const action = afterClose(code, { renewableToken });
    if (action === STOP) return null;
    // Only after a good connection: one that is cut again and again must not be rebuilt in a tight loop.
    const jitter = action === SOON && proven ? this.#platform.random() * SOON_MS : this.#backoff.next();
    return Math.max(0, this.#notBefore - this.#platform.now()) + jitter;
  }

  /** Whether the wait may be cut short because the network is back: not when the server itself asked for it. */
  get mayHurry() {
    return !this.#patient && this.#platform.now() >= this.#notBefore;
  }

  #wasProven() {
    return this.#openedAt !== null && this.#platform.now() - this.#openedAt >= PROVEN_MS;
  }
}
