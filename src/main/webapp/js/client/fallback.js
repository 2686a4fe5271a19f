import { actionsOf } from './fallback-actions.js';
import { Rest } from './fallback-rest.js';
import { RoomStream } from './fallback-stream.js';
import { Socket } from './socket.js';

const RETRY_MS = 60_000;
/** The server has just answered: a WebSocket that does not open by then is held up. */
const OPENING_MS = 5000;
/** Browsers open six connections to a host over HTTP/1.1, for all tabs together, and each room takes one. */
const ROOMS = 4;
const UNAUTHENTICATED = 4001;
const MISSED = 4201;
const TOKEN_EXPIRED = 4203;
const NO_CODE = 1006;

/**
 * Looks like a Socket and speaks the same frames, but reads rooms as Server-Sent Events and sends by REST, for networks
 * that let no WebSocket through. What REST cannot do is answered with the error `unsupported`. Meanwhile a WebSocket is
 * tried now and then; once one gets through, `onUpgrade(socket, welcome)` hands it over.
 *
 * The end of any stream is the end of the whole: the client comes back and resumes its rooms.
 */
export class Fallback {
  #platform;
  #settings;
  #handlers;
  #rest;
  #actions;
  #room;
  #streams = new Map();
  #timer = null;
  #candidate = null;
  #over = false;

  constructor(platform, { url, token }, settings, handlers) {
    this.#platform = platform;
    this.#settings = { retry: RETRY_MS, rooms: ROOMS, ...settings };
    this.#handlers = handlers;
    this.#rest = new Rest(platform, url, token);
    this.#actions = actionsOf(this.#rest, this);
    this.#room = decodeURIComponent(new URL(url).pathname.split('/ws/chat/')[1] ?? '');
    this.#open(token);
  }

  send(text) {
    this.#carryOut(JSON.parse(text));
  }

  abandon(code, reason) {
    this.#end(code, reason);
  }

  close() {
    if (this.#over) return;
    this.#over = true;
    this.#rest.abort();
    this.#platform.clearTimeout(this.#timer);
    this.#candidate?.close();
    for (const stream of this.#streams.values()) stream.close();
  }

  /** Whether there is no place for that room beside those that are read. */
  isFullFor(room) {
    return !this.#streams.has(room) && this.#streams.size >= this.#settings.rooms;
  }

  /** Reads the room from now on; the answer to `join` is its first frame. */
  enter(join) {
    this.leave(join.room);
    const stream = new RoomStream(this.#platform, this.#rest, join, {
      tell: (frame) => this.tell(frame),
      failed: (error) => this.#failed(join, error),
      ended: (code = MISSED, reason = 'A stream of events has ended.') => this.#end(code, reason),
    });
    this.#streams.set(join.room, stream);
    stream.open();
  }

  leave(room) {
    this.#streams.get(room)?.close();
    this.#streams.delete(room);
  }

  /** Signs of life have no frame. */
  tell(...frames) {
    if (!this.#over) this.#handlers.onText(JSON.stringify(frames));
  }

  async #open(token) {
    try {
      await this.#rest.probe();
      // The server may have been away, and nothing else be wrong.
      if (await this.#upgrade()) return;
      this.tell(welcome(token, this.#platform));
      if (this.#room) this.enter({ room: this.#room });
      this.#tryLater();
    } catch (error) {
      if (error.frame) this.tell(error.frame);
      this.#end(closeCodeOf(error), error.message);
    }
  }

  async #carryOut(frame) {
    try {
      const answer = await this.#actions[frame.type]?.(frame);
      if (answer) this.tell({ ...answer, id: frame.id });
    } catch (error) {
      this.#failed(frame, error);
    }
  }

  /** An answer of the server is one of this frame; without any, nobody knows what became of it. */
  #failed({ id, room }, error) {
    if (!error.frame || (error.status === 401 && this.#rest.token)) return this.#end(closeCodeOf(error), error.message);
    if (this.#streams.get(room)?.isOpen === false) this.leave(room);
    return this.tell({ ...error.frame, id });
  }

  #tryLater() {
    if (this.#over) return;
    const delay = this.#settings.retry * (0.5 + this.#platform.random());
    this.#timer = this.#platform.setTimeout(async () => (await this.#upgrade()) || this.#tryLater(), delay);
  }

  /** Whether a WebSocket gets through now; it has been handed over then. */
  async #upgrade() {
    const target = await this.#target();
    if (this.#over || !target) return this.#over;
    return new Promise((resolve) => {
      const handlers = this.#handlers;
      const onText = (text) => (this.#candidate ? this.#handOver(text, resolve) : handlers.onText(text));
      const onClose = (...end) => (this.#candidate ? this.#refused(resolve) : handlers.onClose(...end));
      this.#candidate = new Socket(this.#platform.WebSocket, target, { onText, onClose });
      this.#timer = this.#platform.setTimeout(() => this.#candidate.abandon(NO_CODE, ''), OPENING_MS);
    });
  }

  #handOver(welcome, resolve) {
    const socket = this.#candidate;
    this.#candidate = null;
    this.#handlers.onUpgrade(socket, welcome);
    resolve(true);
  }

  #refused(resolve) {
    this.#candidate = null;
    this.#platform.clearTimeout(this.#timer);
    resolve(false);
  }

  async #target() {
    try {
      return await this.#settings.prepare();
    } catch (error) {
      this.tell({ type: 'error', code: 'unavailable', message: `No token could be fetched: ${error.message}` });
      return null;
    }
  }

  #end(code, reason) {
    if (this.#over) return;
    this.close();
    this.#handlers.onClose(code, reason);
  }
}

function closeCodeOf({ status, frame }) {
  if (status !== 401) return NO_CODE;
  return frame.code === 'token_expired' ? TOKEN_EXPIRED : UNAUTHENTICATED;
}

/** What the server would tell, as far as the token knows it: only the server checks tokens. */
function welcome(token, platform) {
  const { sub = null, name = sub, roles = [] } = claims(token);
  return {
    type: 'welcome',
    connection_id: `fallback-${platform.uuid()}`,
    user: sub && { id: sub, name },
    authenticated: sub !== null,
    roles,
    heartbeat_interval: 25,
    heartbeat_timeout: 10,
    max_message_size: 65_536,
    endpoint: 'chat',
    fallback: true,
  };
}

function claims(token) {
  try {
    const bytes = Uint8Array.from(atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')), (c) =>
      c.charCodeAt(0),
    );
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (notReadable) {
    return {};
  }
}
