import { Carrier } from './carrier.js';
import { byteLength, decode, encode } from './codec.js';
import { Emitter } from './emitter.js';
import { RoomcastError } from './errors.js';
import { ping, pong } from './frames.js';
import { Heartbeat } from './heartbeat.js';
import { Metrics } from './metrics.js';
import { Pace } from './pace.js';
import { Retry } from './retry.js';

const NORMAL = 1000;
const NO_CODE = 1006;
const HEARTBEAT_MISSED = 4201;
/** A token and a handshake that take longer, up to the `welcome`, have met something that hangs. */
const WELCOME_MS = 15_000;

/**
 * Keeps one connection up: opens a socket, and after its end the next one, when the close code allows that.
 *
 * `state` is `idle`, `connecting`, `open` (from `welcome` on), `waiting` (for the next try) or `closed`. Emits `state`
 * `{state, delay?, closeCode?, reason?}`, `frame` for every frame of the server, and `error` for what cannot be read.
 */
export class Connection extends Emitter {
  state = 'idle';
  welcome = null;
  metrics = new Metrics();
  pace;
  #platform;
  #prepare;
  #renewable;
  #retry;
  #carrier;
  #heartbeat;
  #socket = null;
  #attempt = 0;
  #timer = null;
  #probedAt = null;

  /**
   * `prepare` gives `{url, protocols, token}` of the next socket; `renewable` says whether it can bring a newer token.
   * `fallback` is what Carrier takes.
   */
  constructor({ platform, prepare, renewable = false, backoff, fallback }) {
    super(platform.report);
    this.#platform = platform;
    this.#prepare = prepare;
    this.#renewable = renewable;
    this.#retry = new Retry(platform, backoff);
    this.#carrier = new Carrier(platform, fallback);
    this.pace = new Pace(platform);
    this.#heartbeat = new Heartbeat(platform, {
      probe: () => this.#probe(),
      dead: () => this.#socket?.abandon(HEARTBEAT_MISSED, 'The server stopped answering.'),
    });
  }

  /** Connects now, whatever it was waiting for; does nothing when it is connecting or open already. */
  open() {
    if (this.state !== 'connecting' && this.state !== 'open') this.#connect();
  }

  close() {
    if (this.state === 'closed') return;
    const socket = this.#socket;
    this.#reset();
    socket?.close(NORMAL);
    this.#become('closed', { closeCode: NORMAL, reason: '' });
  }

  /** The network may have come or gone without a word: asks the server, or tries again now. */
  wake() {
    if (this.state === 'open') this.doubt();
    else if (this.state === 'waiting' && this.#retry.mayHurry) this.#connect();
  }

  /** There is reason to think that the server is gone. */
  doubt() {
    this.#heartbeat.doubt();
  }

  send(frame) {
    this.transmit(encode(frame));
  }

  /** Throws when the text is larger than the server takes: it would end the whole connection with 1009. */
  transmit(text) {
    const limit = this.welcome?.max_message_size ?? Infinity;
    if (byteLength(text) > limit) throw new RoomcastError('too_large', `A message has at most ${limit} bytes.`);
    this.pace.spend();
    this.metrics.sent += 1;
    this.#socket?.send(text);
  }

  #probe() {
    this.#probedAt = this.#platform.now();
    this.send(ping());
  }

  async #connect() {
    this.#reset();
    const attempt = this.#attempt;
    this.#become('connecting');
    this.#timer = this.#platform.setTimeout(() => this.#hangs(), WELCOME_MS);
    try {
      const make = await this.#carrier.open(this.#prepare, this.#handlers());
      if (attempt === this.#attempt) this.#openSocket(make);
    } catch (error) {
      if (attempt !== this.#attempt) return;
      this.metrics.errors += 1;
      this.emit('error', error);
      this.#lost(NO_CODE, 'No token could be fetched.');
    }
  }

  #handlers() {
    return {
      onText: (text) => this.#receive(text),
      onClose: (code, reason) => this.#lost(code, reason),
      onUpgrade: (socket, text) => this.#upgrade(socket, text),
    };
  }

  #openSocket(make) {
    try {
      this.#socket = make();
    } catch (malformed) {
      this.#reset();
      this.#become('closed', { closeCode: null, reason: malformed.message });
    }
  }

  #hangs() {
    if (this.#socket) this.#socket.abandon(NO_CODE, 'No welcome came.');
    else this.#lost(NO_CODE, 'No token came.');
  }

  /** A WebSocket with its `welcome` takes the place of the fallback. */
  #upgrade(socket, welcome) {
    this.#socket.close();
    this.#reset();
    if (this.state === 'open') this.#become('connecting');
    this.#socket = socket;
    this.#carrier.upgraded();
    this.#receive(welcome);
  }

  #receive(text) {
    this.#heartbeat.heard();
    const attempt = this.#attempt;
    for (const frame of this.#decoded(text)) {
      // A listener of an earlier frame may have closed the connection.
      if (attempt !== this.#attempt) return;
      this.#attend(frame);
      this.emit('frame', frame);
    }
  }

  #decoded(text) {
    try {
      return decode(text);
    } catch (error) {
      this.emit('error', error);
      return [];
    }
  }

  #attend(frame) {
    this.metrics.received += 1;
    if (frame.type === 'error') this.metrics.errors += 1;
    if (frame.type === 'pong') this.#answered();
    if (frame.type === 'welcome') this.#welcomed(frame);
    if (frame.type === 'ping') this.send(pong());
    if (frame.type === 'goodbye') this.#retry.goodbye(frame.retry_after ?? 0);
  }

  #answered() {
    if (this.#probedAt !== null) this.metrics.answered(this.#platform.now() - this.#probedAt);
    this.#probedAt = null;
  }

  #welcomed(frame) {
    this.#platform.clearTimeout(this.#timer);
    if (this.welcome !== null) this.metrics.reconnects += 1;
    this.welcome = frame;
    this.pace.begin(frame.limits);
    this.#retry.opened();
    this.#carrier.opened();
    this.#heartbeat.start(frame.heartbeat_interval ?? 25, frame.heartbeat_timeout ?? 10);
    this.#become('open');
  }

  #lost(closeCode, reason) {
    // Any other code is the server's own: it was reached.
    if (this.state === 'connecting' && closeCode === NO_CODE) this.#carrier.failed();
    this.#reset();
    const delay = this.#retry.delayAfter(closeCode, { renewableToken: this.#renewable });
    if (delay === null) return this.#become('closed', { closeCode, reason });
    this.#timer = this.#platform.setTimeout(() => this.#connect(), delay);
    return this.#become('waiting', { delay, closeCode, reason });
  }

  /** Nothing that an earlier attempt still has under way counts from here on. */
  #reset() {
    this.#attempt += 1;
    this.#socket = null;
    this.#heartbeat.stop();
    this.#platform.clearTimeout(this.#timer);
  }

  #become(state, details = {}) {
    this.state = state;
    this.emit('state', { state, ...details });
  }
}
