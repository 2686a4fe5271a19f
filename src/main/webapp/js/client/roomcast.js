import { Emitter } from './emitter.js';
import { listenerFailed, RoomcastError } from './errors.js';
import * as frames from './frames.js';
import { platform } from './platform.js';
import { Session } from './session.js';

export { RoomcastError };

/**
 * Connects to an endpoint such as `ws/chat`, and stays connected until `close()`.
 *
 * Options: `token` (a string, or a function that brings a fresh one), `user` (the name of an anonymous connection),
 * `batch` (true), `base` (the application's address), `requestTimeout` (ms), `backoff` `{base, ceiling}` (ms),
 * `positions` (what `positions()` gave earlier: those rooms resume there), `buffer` `{count, bytes, age}` (how many
 * publications may wait for a connection, how large in all, for how many ms), `fallback` `{after, retry, rooms}` or false
 * (see Carrier), and in place of the browser's own `WebSocket`, `fetch`, `setTimeout`, `clearTimeout`, `now`, `date`,
 * `random`, `uuid`, `wakeUps` and `report`. `getToken` is another name for `token`.
 */
export function connect(address, options = {}) {
  return new Roomcast(address, options);
}

/**
 * Emits `state`, `welcome`, `event` and `event:<name>`, `history`, `joined`, `left`, `presence`, `discontinuity`,
 * `goodbye`, and `error` and `error:<code>` for errors that answer no request and for listeners that throw. Every request
 * is a promise of its ack that fails with a RoomcastError.
 */
export class Roomcast extends Emitter {
  #session;
  #report;

  constructor(address, options = {}) {
    super((error, name) => this.#listenerFailed(error, name));
    const own = platform(options);
    this.#report = own.report;
    const heard = { ...own, report: (error, name) => this.#listenerFailed(error, name) };
    this.#session = new Session(address, options, heard, (name, value) => this.#tell(name, value));
  }

  /** `connecting`, `open`, `waiting` or `closed`. */
  get state() {
    return this.#session.state;
  }

  /** The last `welcome`: who we are to the server, and its limits. */
  get welcome() {
    return this.#session.welcome;
  }

  get rooms() {
    return this.#session.rooms.joined;
  }

  /** What has been done so far, as numbers: see Metrics. */
  get metrics() {
    return { ...this.#session.metrics };
  }

  /** How far each room has been processed. Kept over a reload, as JSON, it lets the next page go on from there. */
  positions() {
    return Object.fromEntries(this.#session.positions);
  }

  /** The room of that name, joined or not: listen first, then `join()`, and no event is missed. */
  room(name) {
    return this.#session.rooms.get(name);
  }

  join(name, options) {
    return this.room(name).join(options);
  }

  /** Also leaves a room that the server entered for us, as the address `ws/chat/{room}` asks it to. */
  leave(name) {
    return this.#session.rooms.leave(name);
  }

  /**
   * Resolves when the server has the event. Without a connection it waits, and it is sent again after a lost one; its
   * `key`, made here when none is given, lets the server know it again.
   */
  publish(room, data, options) {
    return this.#session.publish(room, data, options);
  }

  async send(to, data, options) {
    return this.#session.ask(frames.send(to, data, options));
  }

  async broadcast(data, options) {
    return this.#session.ask(frames.broadcast(data, options));
  }

  /** Who is in the room, or without a name on the server. */
  presence(room) {
    return this.#session.ask(frames.presence(room), { again: true });
  }

  /** `notification` is an id, or `"all"`. */
  markRead(notification) {
    return this.#session.ask(frames.markRead(notification));
  }

  disconnectUser(user, reason) {
    return this.#session.ask(frames.disconnectUser(user, reason));
  }

  disconnectConnection(connection, reason) {
    return this.#session.ask(frames.disconnectConnection(connection, reason));
  }

  /** Authenticates or renews; later connections use this token too. */
  authenticate(token) {
    return this.#session.authenticate(token);
  }

  /** Tries again now instead of at the end of the wait, or after the end of the connection. */
  reconnect() {
    this.#session.open();
  }

  close() {
    this.#session.close();
  }

  /** The names that other libraries use. */
  get readyState() {
    return { open: 1, closed: 3 }[this.state] ?? 0;
  }

  subscribe(name, options) {
    return this.join(name, options);
  }

  unsubscribe(name) {
    return this.leave(name);
  }

  disconnect() {
    this.close();
  }

  #tell(name, value) {
    this.emit(name, value);
    if (name === 'error' && value.code) this.emit(`error:${value.code}`, value);
  }

  #listenerFailed(error, name) {
    const isHeard = this.hears('error') || this.hears('error:listener');
    if (name.startsWith('error') || !isHeard) this.#report(error);
    else this.#tell('error', listenerFailed(error));
  }
}
