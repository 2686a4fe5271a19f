import { socketUrl, subprotocols } from './address.js';
import { Connection } from './connection.js';
import { Credentials } from './credentials.js';
import { connectionLost, ended, RoomcastError } from './errors.js';
import * as frames from './frames.js';
import { positionsFrom } from './positions.js';
import { Publishes } from './publishes.js';
import { Requests } from './requests.js';
import { Rooms } from './rooms.js';

const REQUEST_TIMEOUT_MS = 10_000;
/** After `rate_limited` without a `retry_after`. */
const PAUSE_SECONDS = 1;
const RENEW_MS = 5000;
/** The server remembers the key of a publication for five minutes: what is sent again must not come later. */
const BUFFER = { count: 500, bytes: 262_144, age: 240_000 };

/** What goes on between the calls of an application and its connection: who asked what, and who is told. */
export class Session {
  #platform;
  #emit;
  #connection;
  #credentials;
  #requests;
  #publishes;
  #stopWaking = null;
  #timeout;
  #renewedAt = -Infinity;
  /** Why nothing can be asked any more; null unless closed. */
  #over = null;

  /** `emit(name, value)` reaches the application. */
  constructor(address, options, platform, emit) {
    this.#platform = platform;
    this.#emit = emit;
    this.#timeout = options.requestTimeout ?? REQUEST_TIMEOUT_MS;
    this.#credentials = new Credentials(options.token ?? options.getToken);
    this.positions = positionsFrom(options.positions);
    this.#connection = this.#newConnection(socketUrl(address, options), options);
    this.#requests = new Requests(
      platform,
      { ...this.#line(), send: (frame) => this.#connection.send(frame) },
      this.#timeout,
    );
    this.#publishes = this.#newPublishes({ ...BUFFER, ...options.buffer });
    this.rooms = this.#newRooms();
    this.open();
  }

  get state() {
    return this.#connection.state;
  }

  get welcome() {
    return this.#connection.welcome;
  }

  get metrics() {
    return this.#connection.metrics;
  }

  open() {
    this.#stopWaking ??= this.#platform.wakeUps(() => this.#connection.wake());
    this.#connection.open();
  }

  close() {
    this.#connection.close();
  }

  async ask(frame, options = {}) {
    if (this.#over) throw this.#over;
    return this.#requests.ask(frame, options);
  }

  async publish(room, data, { key, ...options } = {}) {
    if (this.#over) throw this.#over;
    if (options.ephemeral) return this.ask(frames.publish(room, data, { ...options, key }), { wait: false });
    return this.#publishes.add(frames.publish(room, data, { ...options, key: key ?? this.#platform.uuid() }));
  }

  async authenticate(token) {
    const ack = await this.ask(frames.authenticate(token));
    this.#credentials.replace(token);
    return ack;
  }

  #newConnection(url, { backoff, fallback }) {
    const connection = new Connection({
      platform: this.#platform,
      backoff,
      fallback,
      renewable: this.#credentials.renewable,
      prepare: async () => {
        const token = await this.#credentials.token();
        return { url, token, protocols: subprotocols(token) };
      },
    });
    connection.on('state', (change) => this.#changed(change));
    connection.on('frame', (frame) => this.#received(frame));
    connection.on('error', (error) => this.#emit('error', error));
    return connection;
  }

  /** What questions and publications need of the connection. */
  #line() {
    const { pace, metrics } = this.#connection;
    return {
      online: () => this.#isOnline(),
      doubt: () => this.#connection.doubt(),
      delay: (options) => pace.delay(options),
      answered: (milliseconds) => metrics.answered(milliseconds),
    };
  }

  #newPublishes(buffer) {
    const link = {
      ...this.#line(),
      send: (text) => this.#connection.transmit(text),
      connection: () => this.welcome.connection_id,
      recognised: () => this.welcome?.authenticated === true,
      ready: (room) => this.rooms.isReady(room),
      settled: (room, ack) => this.rooms.settled(room, ack),
      nextId: () => this.#requests.nextId(),
    };
    return new Publishes(this.#platform, link, { ...buffer, timeout: this.#timeout });
  }

  #newRooms() {
    return new Rooms({
      platform: this.#platform,
      timeout: this.#timeout,
      positions: this.positions,
      online: () => this.#isOnline(),
      held: () => this.#requests.held,
      over: () => this.#over,
      ask: (frame, options) => this.ask(frame, options),
      publish: (room, data, options) => this.publish(room, data, options),
      tell: (frame) => this.#tell(frame),
      entered: () => this.#publishes.drain(),
      refuse: (room, error) => this.#publishes.refuse(room, error),
      unheard: (room, which) => this.#publishes.unheard(room, which),
      isMe: (user) => Boolean(user?.id) && user.id === this.welcome?.user?.id,
      lastId: () => this.#requests.lastId,
    });
  }

  #isOnline() {
    return this.state === 'open';
  }

  #changed(change) {
    this.#over = change.state === 'closed' ? ended(change.closeCode, change.reason) : null;
    if (change.state === 'open') {
      this.rooms.resume();
      this.#publishes.drain();
      this.#requests.flush();
    } else {
      this.rooms.suspend();
      this.#publishes.interrupt(change.closeCode);
      this.#requests.interrupt(connectionLost(change.closeCode));
    }
    if (this.#over) this.#end(this.#over);
    this.#emit('state', change);
  }

  #end(error) {
    this.#stopWaking();
    this.#stopWaking = null;
    this.#publishes.end(error);
    this.#requests.end(error);
    this.rooms.end(error);
  }

  #received(frame) {
    this.#emit('frame', frame);
    if (this.#publishes.answer(frame) || this.#requests.answer(frame)) return;
    if (frame.type === 'error') this.#failed(RoomcastError.fromFrame(frame), frame.room);
    else if (frame.id !== undefined && frame.type !== 'ack')
      return; // an answer that came too late
    else if (!this.rooms.receive(frame)) this.#tell(frame);
  }

  #tell(frame) {
    if (frame.type === 'discontinuity') this.metrics.gaps += 1;
    this.#emit(frame.type, frame);
    if (frame.type === 'event') this.#emit(`event:${frame.event}`, frame);
  }

  #failed(error, room) {
    if (room !== undefined) this.rooms.expelled(room, error);
    if (error.code === 'rate_limited') this.#slowDown(error.retryAfter ?? PAUSE_SECONDS);
    if (error.code === 'token_expired' && this.#credentials.renewable) this.#renew();
    this.#emit('error', error);
  }

  #slowDown(seconds) {
    this.#connection.pace.hold(seconds);
    this.#publishes.slowDown(seconds);
    this.#requests.slowDown();
  }

  /** The server warns before a token ends; with a new one in time the connection goes on. */
  async #renew() {
    const now = this.#platform.now();
    // A token that is about to end from the beginning is warned of again at once.
    if (now - this.#renewedAt < RENEW_MS) return;
    this.#renewedAt = now;
    try {
      await this.authenticate(await this.#credentials.token());
    } catch (error) {
      this.#emit('error', error);
    }
  }
}
