const PAGE = 30;

/**
 * Reads an inbox page by page, newest first, each behind the one before. `state` is `more`, `loading`, `failed` or
 * `complete`; `oldest` is the last notification that was read, null before the first page.
 */
export class Pager {
  state = 'more';
  oldest;
  #read;
  #told;

  /** `read({before, limit})` gives a promise of an array; `told(notifications)` hears each page, and each change. */
  constructor(read, told, oldest = null) {
    this.#read = read;
    this.#told = told;
    this.oldest = oldest;
  }

  /** @throws what the reading throws; the same page can then be asked for again */
  async next() {
    if (this.state === 'loading' || this.state === 'complete') return;
    this.state = 'loading';
    this.#told([]);
    try {
      const page = await this.#read({ before: this.oldest?.id, limit: PAGE });
      this.oldest = page.at(-1) ?? this.oldest;
      this.state = page.length < PAGE ? 'complete' : 'more';
      this.#told(page);
    } catch (error) {
      this.state = 'failed';
      this.#told([]);
      throw error;
    }
  }
}
