import { Emitter } from './emitter.js';
import { timedOut } from './errors.js';
import * as frames from './frames.js';
import { pageOf, pages } from './history.js';
import { Stream } from './stream.js';
import { Users } from './users.js';

const RETRY_SECONDS = 5;

/**
 * One room, as this connection sees it. It is entered again by itself after every reconnect, until it is left, and what
 * was missed meanwhile comes before anything newer.
 *
 * Emits `entered` `{members, again, recovered}`, `event` and `event:<name>` for what is published, `history` for the
 * events that a join asked for, `joined` and `left` for users, `users` (the list of them, whenever it has changed; it is
 * kept from the first listener on), `discontinuity` `{room, reason, from, to}` (see Stream),
 * and `lost` (a RoomcastError) when it could not be entered again, or a newer token does not open it.
 */
export class Room extends Emitter {
  state = 'out';
  /** How many users are in the room, by the server's last word. */
  members = 0;
  #link;
  #stream;
  #users;
  #entry = null;
  #history;
  #before = false;
  /** The server enters this room for us, by the address that we connect to. */
  #byAddress = false;
  #retry = null;

  /** `link` is what the room needs around it, see `Rooms`. */
  constructor(name, link) {
    super(link.platform.report);
    this.name = name;
    this.#link = link;
    this.#stream = new Stream(name, link, {
      deliver: (frame) => this.#tell(frame),
      broken: (what) => this.#tell({ type: 'discontinuity', room: name, ...what }),
    });
    this.#users = new Users(
      (onAnswer) => link.ask(frames.presence(name), { again: true, onAnswer }),
      (list) => this.emit('users', list),
    );
  }

  on(name, listener) {
    const stop = super.on(name, listener);
    if (name === 'users' && this.state === 'joined') this.#users.load();
    return stop;
  }

  /** Who is in the room, as long as somebody listens for `users`. */
  get users() {
    return this.#users.list;
  }

  /** `{epoch, offset}` of the last event that was delivered, or null. */
  get position() {
    return this.#stream.position;
  }

  /** Resolves with this room. `history` asks for that many recent events, unless nothing is lost since the position. */
  join({ history } = {}) {
    if (this.state === 'joined') return Promise.resolve(this);
    if (this.#entry) return this.#entry.promise;
    if (this.#link.over()) return Promise.reject(this.#link.over());
    this.#history = history;
    this.#entry = this.#newEntry();
    this.state = 'joining';
    this.#link.keep(this);
    if (this.#link.online()) this.#enter();
    return this.#entry.promise;
  }

  async leave() {
    const known = this.state !== 'out' && this.#link.online();
    if (this.#byAddress) this.#link.left(this.name);
    this.#exit(null);
    this.#stream.forget();
    if (known) await this.#link.ask(frames.leave(this.name), { safe: true });
  }

  /** Options are `event`, `echo`, `ephemeral` and `key`. What is ephemeral does not wait for a connection. */
  publish(data, options) {
    return this.#link.publish(this.name, data, options);
  }

  presence() {
    return this.#link.ask(frames.presence(this.name), { again: true });
  }

  /** A page of events `before` or `since` an offset, the newest ones without either: `{epoch, events, complete}`. */
  async history({ before, since, limit } = {}) {
    return pageOf(await this.#link.ask(frames.history(this.name, { before, since, limit }), { again: true }));
  }

  /** Iterates over older pages, each an array of events in order. */
  pages({ before, limit } = {}) {
    return pages((query) => this.history(query), { before, limit });
  }

  /** The connection is there (again). */
  resume() {
    if (this.state === 'joining' && !this.#byAddress) this.#enter();
  }

  /** The connection is gone; the server has forgotten that we were here. */
  suspend() {
    this.#stream.suspend();
    this.#users.suspend();
    this.#link.platform.clearTimeout(this.#retry);
    if (this.state === 'joined') this.state = 'joining';
  }

  /** The server entered the room for us. */
  admitted(ack) {
    this.#byAddress = true;
    if (this.state === 'joined') return;
    if (this.state === 'out') this.#link.keep(this);
    this.state = 'joining';
    this.#entered(ack, false);
  }

  receive(frame) {
    // The ack comes before all else; what is still on its way was meant for the time before we left.
    if (this.state === 'joining') return;
    if (typeof frame.members === 'number') this.members = frame.members;
    if (frame.type === 'event') this.#stream.receive(frame);
    else if (frame.type === 'history') this.#recent(frame);
    else this.#tell(frame);
    if (frame.type === 'joined' || frame.type === 'left') this.#users.apply(frame);
  }

  /** What we published here without an echo has its ack, or has failed. */
  settled(ack) {
    this.#stream.settled(ack);
  }

  /** The connection will not come back. */
  end(error) {
    this.#byAddress = false;
    if (this.state !== 'out') this.#exit(error);
  }

  #tell(frame) {
    this.emit(frame.type, frame);
    if (frame.type === 'event') this.emit(`event:${frame.event}`, frame);
    this.#link.tell(frame);
  }

  /** What is newer than the position comes as an event. */
  #recent(frame) {
    const page = pageOf(frame);
    const isPast = ({ offset }) => !(offset > this.position?.offset);
    this.#tell({ type: 'history', room: this.name, ...page, events: page.events.filter(isPast) });
  }

  async #enter() {
    const since = this.position ?? undefined;
    const history = this.#history;
    try {
      const onAnswer = (ack) => this.#entered(ack, since !== undefined);
      await this.#link.ask(frames.join(this.name, { since, history }), { onAnswer, safe: true });
    } catch (error) {
      this.#refused(error);
    }
  }

  #entered(ack, resuming) {
    if (this.state !== 'joining') return;
    const again = this.#before;
    this.state = 'joined';
    this.#before = true;
    this.members = ack.members ?? this.members;
    const recovered = this.#stream.enter(ack, resuming);
    this.#settle((entry) => entry.resolve(this));
    this.emit('entered', { members: this.members, again, recovered });
    if (this.hears('users')) this.#users.load();
    this.#link.entered();
  }

  #refused(error) {
    if (this.state !== 'joining' || error.code === 'connection_lost') return;
    if (this.#before && error.temporary) this.#retryLater(error.retryAfter ?? RETRY_SECONDS);
    else this.#exit(error);
  }

  #retryLater(seconds) {
    this.#retry = this.#link.platform.setTimeout(() => this.#enter(), seconds * 1000);
  }

  #exit(error) {
    const wasIn = this.#before;
    this.state = 'out';
    this.#before = false;
    this.#stream.suspend();
    this.#users.clear();
    this.#link.platform.clearTimeout(this.#retry);
    this.#link.forget(this);
    if (error) this.#link.refuse(this.name, error);
    this.#settle((entry) => (error ? entry.reject(error) : entry.resolve(this)));
    if (error && wasIn) this.emit('lost', error);
  }

  #newEntry() {
    const entry = {};
    entry.promise = new Promise((resolve, reject) => Object.assign(entry, { resolve, reject }));
    this.#expire(entry);
    return entry;
  }

  /** What the rate holds back has its time from when it goes out. */
  #expire(entry) {
    const over = () => (this.#link.held() ? this.#expire(entry) : this.#exit(timedOut()));
    entry.timer = this.#link.platform.setTimeout(over, this.#link.timeout);
  }

  #settle(outcome) {
    if (!this.#entry) return;
    this.#link.platform.clearTimeout(this.#entry.timer);
    outcome(this.#entry);
    this.#entry = null;
  }
}
