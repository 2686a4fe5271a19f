import { Emitter } from './emitter.js';
import { ended, timedOut } from './errors.js';
import * as frames from './frames.js';

const RETRY_SECONDS = 5;

/**
 * One room, as this connection sees it. It is entered again by itself after every reconnect, until it is left.
 *
 * Emits `entered` `{members, again}`, `event` and `event:<name>` for what is published, `joined` and `left` for users,
 * and `lost` (a RoomcastError) when it could not be entered again.
 */
export class Room extends Emitter {
  state = 'out';
  /** How many users are in the room, by the server's last word. */
  members = 0;
  #link;
  #entry = null;
  #before = false;

  /** `link` is what the room needs around it: `ask`, `online`, `closed`, `keep`, `forget`, `platform`, `timeout`. */
  constructor(name, link) {
    super(link.platform.report);
    this.name = name;
    this.#link = link;
  }

  /** Resolves with this room. */
  join() {
    if (this.state === 'joined') return Promise.resolve(this);
    if (this.#entry) return this.#entry.promise;
    if (this.#link.closed()) return Promise.reject(ended());
    this.#entry = this.#newEntry();
    this.state = 'joining';
    this.#link.keep(this);
    if (this.#link.online()) this.#enter();
    return this.#entry.promise;
  }

  async leave() {
    const known = this.state !== 'out' && this.#link.online();
    this.#exit(null);
    if (known) await this.#link.ask(frames.leave(this.name));
  }

  /** Options are `event`, `echo`, `ephemeral` and `key`. What is ephemeral does not wait for a connection. */
  async publish(data, options = {}) {
    return this.#link.ask(frames.publish(this.name, data, options), { wait: !options.ephemeral });
  }

  presence() {
    return this.#link.ask(frames.presence(this.name));
  }

  /** The connection is there (again). */
  resume() {
    if (this.state === 'joining') this.#enter();
  }

  /** The connection is gone; the server has forgotten that we were here. */
  suspend() {
    if (this.state === 'joined') this.state = 'joining';
  }

  receive(frame) {
    if (typeof frame.members === 'number') this.members = frame.members;
    this.emit(frame.type, frame);
    if (frame.type === 'event') this.emit(`event:${frame.event}`, frame);
  }

  /** The connection will not come back. */
  end(error) {
    if (this.state !== 'out') this.#exit(error);
  }

  async #enter() {
    try {
      this.#entered(await this.#link.ask(frames.join(this.name)));
    } catch (error) {
      this.#refused(error);
    }
  }

  #entered(ack) {
    if (this.state !== 'joining') return;
    const again = this.#before;
    this.state = 'joined';
    this.#before = true;
    this.members = ack.members ?? this.members;
    this.#settle((entry) => entry.resolve(this));
    this.emit('entered', { members: this.members, again });
  }

  #refused(error) {
    if (this.state !== 'joining' || error.code === 'connection_lost') return;
    if (this.#before && error.temporary) this.#retryLater(error.retryAfter ?? RETRY_SECONDS);
    else this.#exit(error);
  }

  #retryLater(seconds) {
    this.#link.platform.setTimeout(() => this.#link.online() && this.resume(), seconds * 1000);
  }

  #exit(error) {
    const wasIn = this.#before;
    this.state = 'out';
    this.#before = false;
    this.#link.forget(this);
    this.#settle((entry) => (error ? entry.reject(error) : entry.resolve(this)));
    if (error && wasIn) this.emit('lost', error);
  }

  #newEntry() {
    const entry = {};
    entry.promise = new Promise((resolve, reject) => Object.assign(entry, { resolve, reject }));
    entry.timer = this.#link.platform.setTimeout(() => this.#exit(timedOut()), this.#link.timeout);
    return entry;
  }

  #settle(outcome) {
    if (!this.#entry) return;
    this.#link.platform.clearTimeout(this.#entry.timer);
    outcome(this.#entry);
    this.#entry = null;
  }
}
