import { byteLength, encode } from './codec.js';
import { bufferFull, connectionLost, RoomcastError, timedOut } from './errors.js';
import { withId } from './frames.js';

/** The server took nothing, and will take it later. */
const LATER = new Set(['rate_limited', 'unavailable']);
const PAUSE_SECONDS = 1;

/**
 * What is published, from the call to the ack. It goes out in the order of the calls, room by room; without a connection
 * it waits, and what a lost connection left without an ack goes again, with the same key, by which the server knows it.
 */
export class Publishes {
  #platform;
  #link;
  #limits;
  #entries = new Map();
  /** Those that are not sent, in the order of their ids, and those whose events we shall not hear. */
  #waiting = new Map();
  #silent = new Set();
  #pause = null;
  /** Milliseconds between two frames, after the server found them too many. */
  #pace = 0;

  /**
   * `link`: `send(text)`, `online()`, `ready(room)`, `connection()` (its id), `recognised()` (whether the server knows our
   * keys on another connection), `nextId()`, `doubt()`, `delay()` (ms until the rate allows
   * a frame), `answered(ms)`, `settled(room, ack?)` for what had no echo.
   * `limits`: `count` and `bytes` of what may wait, `age` (ms) after which it is given up, `timeout` (ms) of an ack.
   */
  constructor(platform, link, limits) {
    this.#platform = platform;
    this.#link = link;
    this.#limits = limits;
  }

  add(frame) {
    return new Promise((resolve, reject) => {
      const id = this.#link.nextId();
      const { room, echo } = frame;
      const until = this.#platform.date() + this.#limits.age;
      const text = encode(withId(frame, id));
      if (this.#mustWait(room) && this.#isFull(text)) throw bufferFull();
      const entry = { id, room, text, until, sentOn: new Set(), resolve, reject };
      this.#entries.set(id, entry);
      this.#waiting.set(id, entry);
      if (echo === false) this.#silent.add(entry);
      this.#arm(entry, this.#limits.age);
      this.drain();
    });
  }

  /** Sends what may be sent now. */
  drain() {
    for (const entry of this.#waiting.values()) {
      if (this.#pause !== null || !this.#link.online()) return;
      if (!this.#link.ready(entry.room)) continue;
      const delay = this.#link.delay({ reserve: true });
      if (delay > 0) return this.#hold(delay);
      this.#transmit(entry);
      if (this.#pace > 0) this.#hold(this.#pace);
    }
    this.#pace = 0;
  }

  /** Returns whether the frame was an answer that somebody waited for. */
  answer(frame) {
    const entry = this.#entries.get(frame.id);
    if (entry === undefined) return false;
    this.#link.answered(this.#platform.now() - entry.sentAt);
    if (frame.type !== 'error') this.#settle(entry, frame).resolve(frame);
    else if (LATER.has(frame.code)) this.#again([entry], frame.retry_after);
    else this.#settle(entry).reject(RoomcastError.fromFrame(frame));
    return true;
  }

  /** The server dropped a frame unread, so it could not say which: what has no ack goes again, slowly. */
  slowDown(seconds) {
    this.#again(this.#sent(), seconds);
  }

  /** The connection is lost. What the server would not know again is not repeated: it may be there already. */
  interrupt(closeCode) {
    this.#resume();
    this.#pace = 0;
    if (this.#link.recognised()) return this.#requeue(this.#sent());
    for (const entry of this.#sent()) this.#settle(entry).reject(connectionLost(closeCode));
  }

  /** The room could not be entered. */
  refuse(room, error) {
    for (const entry of this.#waiting.values()) if (entry.room === room) this.#settle(entry).reject(error);
  }

  end(error) {
    this.#resume();
    for (const entry of [...this.#entries.values()]) this.#settle(entry).reject(error);
  }

  /** Whether something published there without an echo (on that connection, with at most that id) has no ack yet. */
  unheard(room, { connection, upTo }) {
    return [...this.#silent].some(
      ({ id, room: other, sentOn }) =>
        other === room && id <= upTo && (connection ? sentOn.has(connection) : sentOn.size > 0),
    );
  }

  #transmit(entry) {
    if (this.#platform.date() >= entry.until) return this.#giveUp(entry);
    this.#waiting.delete(entry.id);
    entry.sentAt = this.#platform.now();
    entry.sentOn.add(this.#link.connection());
    this.#platform.clearTimeout(entry.timer);
    entry.timer = this.#platform.setTimeout(() => this.#suspect(entry), this.#limits.timeout / 2);
    try {
      this.#link.send(entry.text);
    } catch (error) {
      this.#settle(entry).reject(error);
    }
  }

  /** Half of the time is over: is anybody there? A dead connection is left in time to send again on the next one. */
  #suspect(entry) {
    this.#arm(entry, this.#limits.timeout / 2);
    this.#link.doubt();
  }

  #again(entries, seconds = PAUSE_SECONDS) {
    if (entries.length === 0) return;
    this.#requeue(entries);
    this.#pace = seconds * 1000;
    this.#hold(this.#pace);
  }

  #requeue(entries) {
    for (const entry of entries) this.#arm(entry, Math.max(0, entry.until - this.#platform.date()));
    const waiting = [...entries, ...this.#waiting.values()].sort((a, b) => a.id - b.id);
    this.#waiting = new Map(waiting.map((entry) => [entry.id, entry]));
  }

  #hold(milliseconds) {
    this.#platform.clearTimeout(this.#pause);
    this.#pause = this.#platform.setTimeout(() => {
      this.#resume();
      this.drain();
    }, milliseconds);
  }

  #resume() {
    this.#platform.clearTimeout(this.#pause);
    this.#pause = null;
  }

  #arm(entry, milliseconds) {
    this.#platform.clearTimeout(entry.timer);
    entry.timer = this.#platform.setTimeout(() => this.#giveUp(entry), milliseconds);
  }

  #giveUp(entry) {
    this.#settle(entry).reject(timedOut());
  }

  #settle(entry, ack) {
    this.#entries.delete(entry.id);
    this.#waiting.delete(entry.id);
    this.#platform.clearTimeout(entry.timer);
    if (this.#silent.delete(entry)) this.#link.settled(entry.room, ack);
    return entry;
  }

  #sent() {
    return [...this.#entries.values()].filter(({ id }) => !this.#waiting.has(id));
  }

  #mustWait(room) {
    return this.#pause !== null || !this.#link.online() || !this.#link.ready(room);
  }

  #isFull(text) {
    const { count, bytes } = this.#limits;
    const waiting = [...this.#waiting.values()].reduce((sum, entry) => sum + byteLength(entry.text), 0);
    return this.#waiting.size >= count || waiting + byteLength(text) > bytes;
  }
}
