import { Emitter } from '../client/emitter.js';

/** Older entries leave the page: a tab that stays open for weeks keeps its size. */
const MOST_ENTRIES = 2000;

/**
 * What was said in one room, or privately with one person, in order. An entry is a message `{kind: 'message', from, text,
 * label, time, own, epoch?, offset?, state?, problem?}`, a note `{kind: 'note', text, time}`, or a `{kind: 'break', text,
 * time}` where something is missing. `state` is that of one's own message: `sending`, `sent` or `failed`.
 *
 * Emits `entry` for what is news, and `changed` when entries came, went or changed otherwise.
 */
export class Conversation extends Emitter {
  entries = [];
  unread = 0;
  /** The first entry that was not read when the conversation was opened. */
  firstUnread = null;
  draft = '';

  /** `room` is set for a room, `to` (as `send` takes it) for a person. */
  constructor({ key, title, room = null, to = null }) {
    super();
    Object.assign(this, { key, title, room, to });
  }

  /** The oldest entry that stands in the room's log. */
  get oldest() {
    return this.entries.find(({ offset }) => offset !== undefined) ?? null;
  }

  add(entry) {
    this.entries.push(entry);
    if (this.entries.length > MOST_ENTRIES) this.entries.shift();
    this.emit('entry', entry);
  }

  /** Entries that are no news, behind the others. */
  fill(entries) {
    if (entries.length === 0) return;
    this.entries = [...this.entries, ...entries].slice(-MOST_ENTRIES);
    this.emit('changed');
  }

  /** Entries from before the others. */
  prepend(entries) {
    if (entries.length === 0) return;
    this.entries = [...entries, ...this.entries];
    this.emit('changed');
  }

  /** One's own message has arrived, and stands at this place of the room's log. */
  settle(entry, { epoch, offset } = {}) {
    Object.assign(entry, { state: 'sent', problem: null });
    if (offset !== undefined) {
      Object.assign(entry, { epoch, offset });
      this.#toItsPlace(entry);
    }
    this.emit('changed');
  }

  fail(entry, problem) {
    Object.assign(entry, { state: 'failed', problem });
    this.emit('changed');
  }

  retry(entry) {
    Object.assign(entry, { state: 'sending', problem: null });
    this.emit('changed');
  }

  remove(entry) {
    this.entries = this.entries.filter((other) => other !== entry);
    this.emit('changed');
  }

  note(text) {
    this.add({ kind: 'note', text, time: new Date() });
  }

  /** Something is missing behind what is here. */
  broken(text) {
    this.add({ kind: 'break', text, time: new Date() });
  }

  /**
   * All members see the same order, however early a message was written: it moves down behind what the log has before
   * it, or up. A message that came back from the log as well stands there once.
   */
  #toItsPlace(entry) {
    const stood = this.entries.indexOf(entry);
    if (stood < 0) return;
    const inLog = (other) => other.epoch === entry.epoch && other.offset !== undefined;
    const stays = (other) => other !== entry && !(inLog(other) && other.offset === entry.offset);
    const others = this.entries.filter(stays);
    const here = this.entries.slice(0, stood).filter(stays).length;
    const next = others.findIndex((other) => inLog(other) && other.offset > entry.offset);
    const last = others.findLastIndex((other) => inLog(other) && other.offset < entry.offset);
    others.splice(next >= 0 && next < here ? next : Math.max(here, last + 1), 0, entry);
    this.entries = others;
  }
}
