import { Room } from './room.js';

const FOR_ROOMS = new Set(['event', 'joined', 'left', 'presence']);

/** The rooms that this client is in or has asked for, by name. */
export class Rooms {
  #rooms = new Map();
  #link;

  constructor(link) {
    this.#link = {
      ...link,
      keep: (room) => this.#rooms.set(room.name, room),
      forget: (room) => this.#forget(room),
    };
  }

  get(name) {
    if (!this.#rooms.has(name)) this.#rooms.set(name, new Room(name, this.#link));
    return this.#rooms.get(name);
  }

  /** The room of that name if we are in it or on the way there. */
  find(name) {
    const room = this.#rooms.get(name);
    return room?.state === 'out' ? undefined : room;
  }

  get joined() {
    return [...this.#rooms.values()].filter((room) => room.state === 'joined');
  }

  receive(frame) {
    if (FOR_ROOMS.has(frame.type)) this.#rooms.get(frame.room)?.receive(frame);
  }

  resume() {
    this.#each((room) => room.resume());
  }

  suspend() {
    this.#each((room) => room.suspend());
  }

  end(error) {
    this.#each((room) => room.end(error));
  }

  #each(action) {
    for (const room of [...this.#rooms.values()]) action(room);
  }

  #forget(room) {
    if (this.#rooms.get(room.name) === room) this.#rooms.delete(room.name);
  }
}
