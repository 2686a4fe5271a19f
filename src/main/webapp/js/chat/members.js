import { Emitter } from '../client/emitter.js';

/** Presence answers cost frames of the rate limit: never two of one room in this time. */
const APART_MS = 4000;

/**
 * Who is in one room. Starts with the room's presence and follows `joined` and `left`; those of anonymous users do not
 * say which one it was, so presence is asked again. Emits `changed`.
 */
export class Members extends Emitter {
  #room;
  #users = new Map();
  #askedAt = -Infinity;
  #timer = null;
  count = 0;
  /** Whether the server has said who is here. */
  isTold = false;

  constructor(room) {
    super();
    this.#room = room;
    room.on('entered', ({ members }) => {
      this.count = members;
      this.refresh();
    });
    room.on('joined', (frame) => this.#changed(frame, (user) => this.#users.set(user.id, user)));
    room.on('left', (frame) => this.#changed(frame, (user) => this.#users.delete(user.id)));
  }

  get list() {
    return [...this.#users.values()].sort((a, b) => String(a.name).localeCompare(String(b.name)));
  }

  refresh() {
    if (this.#timer) return;
    const wait = Math.max(0, this.#askedAt + APART_MS - performance.now());
    this.#timer = setTimeout(() => this.#ask(), wait);
  }

  async #ask() {
    this.#timer = null;
    this.#askedAt = performance.now();
    try {
      const { users, count } = await this.#room.presence();
      this.#users = new Map(users.map((user) => [user.id, user]));
      this.count = count;
      this.isTold = true;
      this.emit('changed');
    } catch (refused) {
      // The list stays as it was; the next entering of the room asks again.
      console.debug('presence', refused.code);
    }
  }

  #changed({ user, members }, apply) {
    this.count = members;
    if (user?.id) apply(user);
    else this.refresh();
    this.emit('changed');
  }
}
