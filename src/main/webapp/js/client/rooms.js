import { leave } from './frames.js';
import { Room } from './room.js';

const FOR_ROOMS = new Set(['event', 'history', 'joined', 'left', 'presence']);

/** The rooms that this client is in or has asked for, by name. */
export class Rooms {
  #rooms = new Map();
  #left = new Set();
  #link;

  /**
   * `link` is what rooms need around them: `platform`, `timeout`, `online`, `held`, `over` (why it is closed, or null), `ask`, `publish`, `tell` (passes a
   * frame on), `entered`, `refuse` (tells what waits for the room), `positions`, `unheard`, `isMe` and `lastId`.
   */
  constructor(link) {
    this.#link = {
      ...link,
      keep: (room) => this.#keep(room),
      forget: (room) => this.#forget(room),
      left: (name) => this.#left.add(name),
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

  /** Whether a publication can be sent: not while we are on our way into its room. */
  isReady(name) {
    return this.#rooms.get(name)?.state !== 'joining';
  }

  /** Also leaves a room that the server enters for us, now and whenever it does that. */
  async leave(name) {
    const room = this.find(name);
    if (room) return room.leave();
    this.#left.add(name);
    await this.#link.ask(leave(name));
  }

  /** Returns whether the frame is a room's, which then tells it. */
  receive(frame) {
    const room = FOR_ROOMS.has(frame.type) ? this.#rooms.get(frame.room) : undefined;
    room?.receive(frame);
    if (frame.type === 'ack' && frame.action === 'join' && frame.id === undefined) this.#admitted(frame);
    return room !== undefined;
  }

  settled(name, ack) {
    this.#rooms.get(name)?.settled(ack);
  }

  /** A newer token does not open the room any more: the server has taken us out of it. */
  expelled(name, error) {
    this.#rooms.get(name)?.end(error);
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

  #admitted(ack) {
    if (!this.#left.has(ack.room)) this.get(ack.room).admitted(ack);
    else this.#link.ask(leave(ack.room)).catch(this.#link.platform.report);
  }

  #each(action) {
    for (const room of [...this.#rooms.values()]) action(room);
  }

  #keep(room) {
    this.#left.delete(room.name);
    this.#rooms.set(room.name, room);
  }

  #forget(room) {
    if (this.#rooms.get(room.name) === room) this.#rooms.delete(room.name);
  }
}
