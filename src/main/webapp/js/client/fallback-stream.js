/** A comment comes every heartbeat interval, 25 s unless the server is set otherwise. */
const SILENCE_MS = 60_000;

/** One room, read from `GET /api/rooms/{room}/events`. */
export class RoomStream {
  isOpen = false;
  #platform;
  #rest;
  #join;
  #link;
  #aborting = new AbortController();
  #timer = null;
  #over = false;
  /** `link`: `tell(frame)`, `failed(error)` when it could not be opened, `ended(code?, reason?)` when it is over. */
  constructor(platform, rest, join, link) {
    this.#platform = platform;
    this.#rest = rest;
    this.#join = join;
    this.#link = link;
  }

  async open() {
    const { room, since } = this.#join;
    const headers = since ? { 'Last-Event-ID': `${since.epoch}:${since.offset}` } : {};
    const path = `rooms/${encodeURIComponent(room)}/events`;
    try {
      this.#watch();
      const { body } = await this.#rest.response(path, { headers, signal: this.#aborting.signal });
      await this.#read(body.pipeThrough(new TextDecoderStream()).getReader());
      if (!this.#over) this.#link.ended();
    } catch (error) {
      if (this.#over) return;
      if (this.isOpen) this.#link.ended();
      else this.#link.failed(error);
    }
  }

  close() {
    this.#over = true;
    this.#platform.clearTimeout(this.#timer);
    this.#aborting.abort();
  }

  async #read(reader) {
    let rest = '';
    for (let chunk = await reader.read(); !chunk.done && !this.#over; chunk = await reader.read()) {
      this.#watch();
      const blocks = (rest + chunk.value).split(/\r?\n\r?\n/);
      rest = blocks.pop();
      for (const block of blocks) await this.#block(block);
      this.#link.tell();
    }
  }

  async #block(block) {
    const lines = block.split(/\r?\n/).filter((line) => line.startsWith('data:'));
    if (lines.length === 0 || this.#over) return;
    const frame = JSON.parse(lines.map((line) => line.slice(5)).join('\n'));
    if (frame.type === 'close') this.#closed(frame);
    else if (frame.type === 'ack' && !this.isOpen) await this.#entered(frame);
    else this.#link.tell(frame);
  }

  /** Nothing newer is read until the recent events are there. */
  async #entered(ack) {
    const { id, room, history } = this.#join;
    this.isOpen = true;
    this.#link.tell({ ...ack, id });
    if (!history || ack.recovered || ack.epoch === undefined) return;
    const query = `before=${ack.offset + 1}&limit=${history}`;
    const page = await this.#rest.json(`rooms/${encodeURIComponent(room)}/messages?${query}`);
    if (!this.#over) this.#link.tell({ type: 'history', ...page });
  }

  /** The server says why it ends the stream. */
  #closed({ code, reason }) {
    this.close();
    this.#link.ended(code, reason);
  }

  #watch() {
    this.#platform.clearTimeout(this.#timer);
    this.#timer = this.#platform.setTimeout(() => this.#silent(), SILENCE_MS);
  }

  #silent() {
    this.close();
    this.#link.ended();
  }
}
