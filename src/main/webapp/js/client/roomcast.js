import { socketUrl, subprotocols } from './address.js';
import { Connection } from './connection.js';
import { Credentials } from './credentials.js';
import { Emitter } from './emitter.js';
import { connectionLost, ended, RoomcastError } from './errors.js';
import * as frames from './frames.js';
import { platform } from './platform.js';
import { Requests } from './requests.js';
import { Rooms } from './rooms.js';

export { RoomcastError };

const REQUEST_TIMEOUT_MS = 10_000;

/**
 * Connects to an endpoint such as `ws/chat`, and stays connected until `close()`.
 *
 * Options: `token` (a string, or a function that brings a fresh one), `user` (the name of an anonymous connection),
 * `batch` (true), `base` (the application's address), `requestTimeout` (ms), `backoff` `{base, ceiling}` (ms), and in
 * place of the browser's own `WebSocket`, `setTimeout`, `clearTimeout`, `now`, `random` and `report`.
 */
export function connect(address, options = {}) {
  return new Roomcast(address, options);
}

/**
 * Emits `state`, `welcome`, `event` and `event:<name>`, `joined`, `left`, `presence`, `goodbye`, and `error` for errors
 * that answer no request. Every request is a promise of its ack that fails with a RoomcastError.
 */
export class Roomcast extends Emitter {
  #connection;
  #credentials;
  #requests;
  #rooms;

  constructor(
    address,
    { token, user, batch, base, requestTimeout = REQUEST_TIMEOUT_MS, backoff, ...surroundings } = {},
  ) {
    const own = platform(surroundings);
    super(own.report);
    const url = socketUrl(address, { base, user, batch });
    this.#credentials = new Credentials(token);
    this.#connection = new Connection({
      platform: own,
      backoff,
      renewable: this.#credentials.renewable,
      prepare: async () => ({ url, protocols: subprotocols(await this.#credentials.token()) }),
    });
    this.#requests = new Requests(own, { send: (frame) => this.#connection.send(frame), timeout: requestTimeout });
    this.#rooms = new Rooms(this.#link(own, requestTimeout));
    this.#listen();
    this.#connection.open();
  }

  /** `connecting`, `open`, `waiting` or `closed`. */
  get state() {
    return this.#connection.state;
  }

  /** The last `welcome`: who we are to the server, and its limits. */
  get welcome() {
    return this.#connection.welcome;
  }

  get rooms() {
    return this.#rooms.joined;
  }

  /** The room of that name, joined or not: listen first, then `join()`, and no event is missed. */
  room(name) {
    return this.#rooms.get(name);
  }

  join(name) {
    return this.room(name).join();
  }

  /** Also leaves a room that the server entered for us, as the address `ws/chat/{room}` asks it to. */
  async leave(name) {
    const room = this.#rooms.find(name);
    await (room ? room.leave() : this.#ask(() => frames.leave(name)));
  }

  publish(room, data, options = {}) {
    return this.#ask(() => frames.publish(room, data, options), { wait: !options.ephemeral });
  }

  send(to, data, options) {
    return this.#ask(() => frames.send(to, data, options));
  }

  broadcast(data, options) {
    return this.#ask(() => frames.broadcast(data, options));
  }

  /** Who is in the room, or without a name on the server. */
  presence(room) {
    return this.#ask(() => frames.presence(room));
  }

  /** `notification` is an id, or `"all"`. */
  markRead(notification) {
    return this.#ask(() => frames.markRead(notification));
  }

  disconnectUser(user, reason) {
    return this.#ask(() => frames.disconnectUser(user, reason));
  }

  disconnectConnection(connection, reason) {
    return this.#ask(() => frames.disconnectConnection(connection, reason));
  }

  /** Authenticates or renews; later connections use this token too. */
  async authenticate(token) {
    const ack = await this.#ask(() => frames.authenticate(token));
    this.#credentials.replace(token);
    return ack;
  }

  /** Tries again now instead of at the end of the wait, or after the end of the connection. */
  reconnect() {
    this.#connection.open();
  }

  close() {
    this.#connection.close();
  }

  async #ask(frame, { wait } = {}) {
    if (this.state === 'closed') throw ended();
    return this.#requests.ask(frame(), { online: this.state === 'open', wait });
  }

  #link(own, timeout) {
    return {
      platform: own,
      timeout,
      online: () => this.state === 'open',
      closed: () => this.state === 'closed',
      ask: (frame, options) => this.#ask(() => frame, options),
    };
  }

  #listen() {
    this.#connection.on('state', (change) => this.#changed(change));
    this.#connection.on('frame', (frame) => this.#received(frame));
    this.#connection.on('error', (error) => this.emit('error', error));
  }

  #changed(change) {
    if (change.state === 'open') {
      this.#rooms.resume();
      this.#requests.flush();
    } else {
      this.#rooms.suspend();
      this.#requests.interrupt(connectionLost(change.closeCode));
    }
    if (change.state === 'closed') this.#end(ended(change.closeCode, change.reason));
    this.emit('state', change);
  }

  #end(error) {
    this.#requests.end(error);
    this.#rooms.end(error);
  }

  #received(frame) {
    this.emit('frame', frame);
    if (this.#requests.answer(frame)) return;
    this.#rooms.receive(frame);
    if (frame.type === 'error') this.#failed(RoomcastError.fromFrame(frame));
    else this.emit(frame.type, frame);
    if (frame.type === 'event') this.emit(`event:${frame.event}`, frame);
  }

  #failed(error) {
    if (error.code === 'token_expired' && this.#credentials.renewable) this.#renew();
    this.emit('error', error);
  }

  /** The server warns before a token ends; with a new one in time the connection goes on. */
  async #renew() {
    try {
      await this.authenticate(await this.#credentials.token());
    } catch (error) {
      this.emit('error', error);
    }
  }
}
