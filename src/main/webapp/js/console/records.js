/** More would make the page slow, and nobody reads that far back. */
export const MOST_RECORDS = 500;
const HEARTBEATS = new Set(['ping', 'pong']);

/**
 * What went over the wire, oldest first, at most so many: `{id, direction, time, text, frame, type, bytes, ms?}`, where
 * `direction` is `out`, `in` or `note`. While paused, what comes is counted and kept, and shown on going on.
 */
export class Records {
  #all = [];
  #lastId = 0;
  #shownTo = Infinity;
  /** By frame id, when it was sent. */
  #asked = new Map();
  latencies = [];

  /** `now` in milliseconds that never go backwards. */
  constructor(now = () => performance.now()) {
    this.now = now;
  }

  sent(text) {
    const record = this.#add('out', text);
    if (record.frame?.id !== undefined) this.#asked.set(record.frame.id, this.now());
    for (const inner of record.frame?.frames ?? []) if (inner?.id !== undefined) this.#asked.set(inner.id, this.now());
    if (this.#asked.size > MOST_RECORDS) this.#asked.delete(this.#asked.keys().next().value);
    return record;
  }

  /** One message, which may hold several frames. */
  received(text) {
    const parsed = parse(text);
    return Array.isArray(parsed) ? parsed.map((frame) => this.#answer(JSON.stringify(frame))) : [this.#answer(text)];
  }

  note(note) {
    return this.#add('note', '', note);
  }

  clear() {
    this.#all = [];
    if (this.paused) this.#shownTo = this.#lastId;
  }

  get paused() {
    return this.#shownTo !== Infinity;
  }

  set paused(value) {
    this.#shownTo = value ? this.#lastId : Infinity;
  }

  /** How many came since the pause. */
  get held() {
    return this.paused ? this.#all.filter(({ id }) => id > this.#shownTo).length : 0;
  }

  /** Those that are to be seen: up to the pause, with the text in them, heartbeats only when wanted. */
  visible({ text = '', heartbeats = true } = {}) {
    const wanted = text.trim().toLowerCase();
    return this.#all.filter(
      (record) =>
        record.id <= this.#shownTo &&
        (heartbeats || !HEARTBEATS.has(record.type)) &&
        (wanted === '' || record.direction === 'note' || record.text.toLowerCase().includes(wanted)),
    );
  }

  #answer(text) {
    const record = this.#add('in', text);
    const asked = record.frame && this.#asked.get(record.frame.id);
    if (asked === undefined || asked === null) return record;
    this.#asked.delete(record.frame.id);
    record.ms = this.now() - asked;
    this.latencies = [...this.latencies, record.ms].slice(-50);
    return record;
  }

  #add(direction, text, more = {}) {
    const frame = parse(text);
    const isObject = typeof frame === 'object' && frame !== null && !Array.isArray(frame);
    const record = {
      id: (this.#lastId += 1),
      direction,
      time: new Date(),
      text,
      frame: isObject ? frame : null,
      type: isObject && typeof frame.type === 'string' ? frame.type : null,
      bytes: new TextEncoder().encode(text).length,
      ...more,
    };
    this.#all.push(record);
    if (this.#all.length > MOST_RECORDS) this.#all.shift();
    return record;
  }
}

/** The value of a JSON text, or undefined when it is none. */
export function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** JSON over several lines; what is no JSON as it is. */
export function pretty(text) {
  const value = parse(text);
  return value === undefined ? text : JSON.stringify(value, null, 2);
}
