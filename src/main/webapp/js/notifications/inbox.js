import { Emitter } from '../client/emitter.js';

/** The notifications that this page knows, newest first, and the server's count of unread ones. Emits `changed`. */
export class Inbox extends Emitter {
  #known = new Map();
  unread = 0;

  get list() {
    return [...this.#known.values()].sort((a, b) => String(b.timestamp).localeCompare(String(a.timestamp)));
  }

  /** The unread ones, on every opening: what is not among them any more was read meanwhile, elsewhere. */
  reset({ notifications, unread }) {
    for (const known of this.#known.values()) known.read = true;
    this.#put(notifications);
    this.#counted(unread);
  }

  arrived(notification) {
    const isNew = !this.#known.has(notification.id);
    this.#put([notification]);
    this.#counted(this.unread + (isNew ? 1 : 0));
    return isNew;
  }

  wasRead({ id, unread }) {
    for (const known of this.#known.values()) if (id === 'all' || known.id === id) known.read = true;
    this.#counted(unread ?? this.unread);
  }

  addOlder(notifications) {
    this.#put(notifications.filter(({ id }) => !this.#known.has(id)));
    this.emit('changed');
  }

  #put(notifications) {
    for (const notification of notifications) this.#known.set(notification.id, { read: false, ...notification });
  }

  #counted(unread) {
    this.unread = unread;
    this.emit('changed');
  }
}
