/** Named listeners. One that throws, or whose promise is rejected, is reported and stops nobody else. */
export class Emitter {
  #listeners = new Map();
  #report;

  /** `report` is called with the error and the name of the event that the listener failed at. */
  constructor(report = (error) => console.error(error)) {
    this.#report = report;
  }

  /** Returns a function that takes the listener off again. */
  on(name, listener) {
    if (typeof listener !== 'function') throw new TypeError('a listener is a function');
    if (!this.#listeners.has(name)) this.#listeners.set(name, new Set());
    this.#listeners.get(name).add(listener);
    return () => this.off(name, listener);
  }

  once(name, listener) {
    const stop = this.on(name, (value) => {
      stop();
      return listener(value);
    });
    return stop;
  }

  off(name, listener) {
    const listeners = this.#listeners.get(name);
    listeners?.delete(listener);
    if (listeners?.size === 0) this.#listeners.delete(name);
  }

  /** Whether anybody listens. */
  hears(name) {
    return this.#listeners.has(name);
  }

  emit(name, value) {
    // A copy: listeners may come and go while they are being called.
    for (const listener of [...(this.#listeners.get(name) ?? [])]) this.#call(name, listener, value);
  }

  #call(name, listener, value) {
    const failed = (error) => this.#report(error, name);
    try {
      const outcome = listener(value);
      if (typeof outcome?.then === 'function') outcome.then(undefined, failed);
    } catch (error) {
      failed(error);
    }
  }
}
