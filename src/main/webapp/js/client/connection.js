import { byteLength, decode, encode } from './codec.js';
import { Emitter } from './emitter.js';
import { RoomcastError } from './errors.js';
import { ping, pong } from './frames.js';
import { Heartbeat } from './heartbeat.js';
import { Retry } from './retry.js';
import { Socket } from './socket.js';

const NORMAL = 1000;
const NO_CODE = 1006;
const HEARTBEAT_MISSED = 4201;
/** A handshake with its `welcome` that takes longer has met a server, or a proxy, that hangs. */
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
  #platform;
  #prepare;
  #renewable;
  #retry;
  #heartbeat;
  #socket = null;
  #attempt = 0;
  #timer = null;

  /** `prepare` gives `{url, protocols}` of the next socket; `renewable` says whether it can bring a newer token. */
  constructor({ platform, prepare, renewable = false, backoff }) {
    super(platform.report);
    this.#platform = platform;
    this.#prepare = prepare;
    this.#renewable = renewable;
    this.#retry = new Retry(platform, backoff);
    this.#heartbeat = new Heartbeat(platform, {
      probe: () => this.send(ping()),
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
    this.#socket?.send(text);
  }

  async #connect() {
    this.#reset();
    const attempt = this.#attempt;
    this.#become('connecting');
    try {
      const target = await this.#prepare();
      if (attempt === this.#attempt) this.#openSocket(target);
    } catch (error) {
      if (attempt !== this.#attempt) return;
      this.emit('error', error);
      this.#lost(NO_CODE, 'No token could be fetched.');
    }
  }

  #openSocket(target) {
    this.#timer = this.#platform.setTimeout(() => this.#socket?.abandon(NO_CODE, 'No welcome came.'), WELCOME_MS);
    try {
      this.#socket = new Socket(this.#platform.WebSocket, target, {
        onText: (text) => this.#receive(text),
        onClose: (code, reason) => this.#lost(code, reason),
      });
    } catch (malformed) {
      this.#reset();
      this.#become('closed', { closeCode: null, reason: malformed.message });
    }
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
    if (frame.type === 'welcome') this.#welcomed(frame);
    if (frame.type === 'ping') this.send(pong());
    if (frame.type === 'goodbye') this.#retry.goodbye(frame.retry_after ?? 0);
  }

  #welcomed(frame) {
    this.#platform.clearTimeout(this.#timer);
    this.welcome = frame;
    this.#retry.opened();
    this.#heartbeat.start(frame.heartbeat_interval ?? 25, frame.heartbeat_timeout ?? 10);
    this.#become('open');
  }

  #lost(closeCode, reason) {
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
