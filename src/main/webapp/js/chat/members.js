import { Emitter } from '../client/emitter.js';

/** Who is in one room, by name. Emits `changed`. */
export class Members extends Emitter {
  /** Whether the server has said who is here; a room may keep it to itself. */
  isTold = false;
  #room;

  constructor(room) {
    super();
    this.#room = room;
    room.on('users', () => {
      this.isTold = true;
      this.emit('changed');
    });
    for (const name of ['entered', 'joined', 'left']) room.on(name, () => this.emit('changed'));
  }

  get count() {
    return this.#room.members;
  }

  get list() {
    return [...this.#room.users].sort((a, b) => String(a.name).localeCompare(String(b.name)));
  }
}
