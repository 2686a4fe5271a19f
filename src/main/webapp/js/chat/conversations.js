import { Emitter } from '../client/emitter.js';
import { Conversation } from './conversation.js';

/** The conversations of this page, and which one is open. Emits `changed`, `opened` and `entry` (of the open one). */
export class Conversations extends Emitter {
  #all = new Map();
  current = null;

  get list() {
    return [...this.#all.values()];
  }

  get unread() {
    return this.list.reduce((sum, { unread }) => sum + unread, 0);
  }

  get(key) {
    return this.#all.get(key);
  }

  /** The conversation of that key, made when it is not there yet. */
  ensure(details) {
    if (!this.#all.has(details.key)) this.#add(new Conversation(details));
    return this.#all.get(details.key);
  }

  open(conversation) {
    if (this.current && this.current !== conversation) this.current.firstUnread = null;
    this.current = conversation;
    if (conversation) conversation.unread = 0;
    this.emit('opened', conversation);
    this.emit('changed');
  }

  close(conversation) {
    this.#all.delete(conversation.key);
    if (this.current === conversation) this.open(this.list[0] ?? null);
    else this.emit('changed');
  }

  /** What was missed while the page was out of sight has been seen. */
  seen() {
    if (!this.current?.unread) return;
    this.current.unread = 0;
    this.emit('changed');
  }

  #add(conversation) {
    this.#all.set(conversation.key, conversation);
    conversation.on('entry', (entry) => this.#heard(conversation, entry));
    this.emit('changed');
  }

  #heard(conversation, entry) {
    const looking = conversation === this.current && !document.hidden;
    if (!looking && !entry.own && entry.kind === 'message') {
      if (conversation.unread === 0) conversation.firstUnread = entry;
      conversation.unread += 1;
      this.emit('changed');
    }
    if (conversation === this.current) this.emit('entry', entry);
  }
}
