import { Socket } from './socket.js';

/** Openings in a row that came to nothing, after which something on the way is thought to let no WebSocket through. */
const AFTER = 3;

/**
 * What carries the frames: a WebSocket or, where none gets through, Server-Sent Events and REST, whose module is loaded
 * only then. While that fails too, as when the server is away, each is tried in turn.
 */
export class Carrier {
  #platform;
  #settings;
  #failures = 0;
  #isFallback = false;
  #isWorthIt = true;

  /** `settings`: `after` (openings), `retry` (ms until a WebSocket is tried again), `rooms`; or false for never. */
  constructor(platform, settings = {}) {
    this.#platform = platform;
    this.#settings = settings && { after: AFTER, ...settings };
  }

  /** `prepare` gives `{url, protocols, token}`, now and for a WebSocket that is tried later. */
  async open(prepare, handlers) {
    const target = await prepare();
    const Fallback = this.#isBlocked(target) && this.#isWorthIt ? await this.#load() : null;
    this.#isFallback = Fallback !== null;
    if (!this.#isFallback) return () => this.#socket(target, handlers);
    return () => new Fallback(this.#platform, target, { prepare, ...this.#settings }, handlers);
  }

  /** The server answered. */
  opened() {
    this.#isWorthIt = true;
    if (!this.#isFallback) this.#failures = 0;
  }

  /** An opening ended without an answer. */
  failed() {
    this.#isWorthIt = !this.#isFallback;
    if (!this.#isFallback) this.#failures += 1;
  }

  /** A WebSocket got through after all. */
  upgraded() {
    this.#isFallback = false;
  }

  #socket(target, handlers) {
    const { WebSocket } = this.#platform;
    if (!WebSocket) throw new TypeError('There is no WebSocket here: give one as the option "WebSocket".');
    return new Socket(WebSocket, target, handlers);
  }

  async #load() {
    try {
      return (await import('./fallback.js')).Fallback;
    } catch (serverIsAway) {
      return null;
    }
  }

  /** Only rooms can be had without a WebSocket. */
  #isBlocked({ url }) {
    return this.#settings && this.#failures >= this.#settings.after && /\/ws\/chat(\/|\?|$)/.test(url);
  }
}
