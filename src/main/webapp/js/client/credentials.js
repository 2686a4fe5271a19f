/** Where tokens come from: a string, or a function (it may be asynchronous) that is asked before every connection. */
export class Credentials {
  #source;

  constructor(source = null) {
    this.#source = source;
  }

  get renewable() {
    return typeof this.#source === 'function';
  }

  async token() {
    return (this.renewable ? await this.#source() : this.#source) || null;
  }

  /** A function stays: it is expected to know of the newer token itself. */
  replace(token) {
    if (!this.renewable) this.#source = token;
  }
}
