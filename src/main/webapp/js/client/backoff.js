/** Exponential backoff with full jitter: any moment up to a doubling ceiling, so that clients return one by one. */
export class Backoff {
  #failures = 0;
  #settings;
  #random;

  constructor({ base = 1000, ceiling = 30_000, random = Math.random } = {}) {
    this.#settings = { base, ceiling };
    this.#random = random;
  }

  /** Milliseconds until the next try. */
  next() {
    const { base, ceiling } = this.#settings;
    const limit = Math.min(ceiling, base * 2 ** Math.min(this.#failures, 30));
    this.#failures += 1;
    return this.#random() * limit;
  }

  reset() {
    this.#failures = 0;
  }
}
