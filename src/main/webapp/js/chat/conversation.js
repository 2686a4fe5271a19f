import { Emitter } from '../client/emitter.js';

/** Older entries leave the page: a tab that stays open for weeks keeps its size. */
const MOST_ENTRIES = 500;

/**
 * What was said in one room, or privately with one person. An entry is a message `{kind: 'message', from, text, label,
 * time, own}` or a note `{kind: 'note', text, time}`. Emits `entry`, `trimmed` when the oldest one left, and `filled`
 * when many came at once that are no news.
 */
export class Conversation extends Emitter {
  entries = [];
  unread = 0;
  draft = '';

  /** `room` is set for a room, `to` (as `send` takes it) for a person. */
  constructor({ key, title, room = null, to = null }) {
    super();
    Object.assign(this, { key, title, room, to });
  }

  add(entry) {
    this.entries.push(entry);
    this.emit('entry', entry);
    if (this.entries.length > MOST_ENTRIES) this.emit('trimmed', this.entries.shift());
  }

  fill(entries) {
    if (entries.length === 0) return;
    this.entries = [...this.entries, ...entries].slice(-MOST_ENTRIES);
    this.emit('filled');
  }

  note(text) {
    this.add({ kind: 'note', text, time: new Date() });
  }
}
