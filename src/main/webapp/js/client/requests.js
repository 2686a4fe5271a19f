import { notConnected, RoomcastError, tooFast, timedOut } from './errors.js';
import { withId } from './frames.js';

/** The questions that wait for an answer: each has an `id`, and the frame that carries it settles it. */
export class Requests {
  #platform;
  #link;
  #timeout;
  #pending = new Map();
  #timer = null;
  lastId = 0;

  /**
   * `link`: `send(frame)`, `online()`, `delay()` (ms until the rate allows a frame), `answered(ms)`, and `doubt()`, which
   * is called when half of the time is over without an answer: the connection may be dead.
   */
  constructor(platform, link, timeout) {
    this.#platform = platform;
    this.#link = link;
    this.#timeout = timeout;
  }

  /** Whether something waits because of the rate. */
  get held() {
    return this.#timer !== null;
  }

  nextId() {
    this.lastId += 1;
    return this.lastId;
  }

  /**
   * Sends now, when online and the rate allows it; otherwise, when it may `wait`, later. A question that may be put
   * `again` outlives its connection; one that is `safe` to repeat goes again when the server may have dropped it.
   * `onAnswer` is called before any later frame is looked at, which what waits for the promise is not.
   */
  ask(frame, { wait = true, again = false, safe = again, onAnswer = () => {} } = {}) {
    if (!wait && !this.#link.online()) return Promise.reject(notConnected());
    if (!wait && this.#link.delay() > 0) return Promise.reject(tooFast(this.#link.delay()));
    return new Promise((resolve, reject) => {
      const id = this.nextId();
      this.#pending.set(id, { frame: withId(frame, id), resolve, reject, again, safe, onAnswer, sent: false });
      this.#arm(id, () => this.#suspect(id));
      // What waits goes first, except across connections: rooms are entered before anything else is asked.
      if (!this.held && this.#link.online()) this.#sendWhenDue(id);
    });
  }

  /** Returns whether the frame was an answer that somebody waited for. */
  answer(frame) {
    const request = frame.id === undefined ? undefined : this.#take(frame.id);
    if (request === undefined) return false;
    this.#link.answered(this.#platform.now() - request.sentAt);
    if (frame.type === 'error') request.reject(RoomcastError.fromFrame(frame));
    else {
      request.onAnswer(frame);
      request.resolve(frame);
    }
    return true;
  }

  /** Sends what may be sent now. */
  flush() {
    this.#stopWaiting();
    if (!this.#link.online()) return;
    for (const [id, { sent }] of this.#pending) if (!sent && !this.#sendWhenDue(id)) return;
  }

  /** The server dropped a frame unread, so it could not say which. */
  slowDown() {
    for (const request of this.#pending.values()) if (request.safe) request.sent = false;
    this.flush();
  }

  /** What was sent may have been carried out or not; nobody will say any more. */
  interrupt(error) {
    this.#stopWaiting();
    for (const [id, request] of this.#pending) {
      if (request.again) request.sent = false;
      // What is safe to repeat, but is not to go again, is about this very connection.
      else if (request.sent || request.safe) this.#take(id).reject(error);
    }
  }

  end(error) {
    this.#stopWaiting();
    for (const id of this.#pending.keys()) this.#take(id).reject(error);
  }

  #transmit(id) {
    const request = this.#pending.get(id);
    request.sent = true;
    request.sentAt = this.#platform.now();
    try {
      this.#link.send(request.frame);
    } catch (error) {
      this.#take(id).reject(error);
    }
  }

  #arm(id, task) {
    this.#pending.get(id).timer = this.#platform.setTimeout(task, this.#timeout / 2);
  }

  /** Returns whether it went out; else all that waits goes later. */
  #sendWhenDue(id) {
    const delay = this.#link.delay();
    if (delay > 0) this.#timer = this.#platform.setTimeout(() => this.flush(), delay);
    else this.#transmit(id);
    return delay === 0;
  }

  #stopWaiting() {
    this.#platform.clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** What waits for its turn waits for no answer yet. */
  #suspect(id) {
    if (this.held && !this.#pending.get(id).sent) return this.#arm(id, () => this.#suspect(id));
    this.#arm(id, () => this.#take(id).reject(timedOut()));
    return this.#link.doubt();
  }

  #take(id) {
    const request = this.#pending.get(id);
    if (request === undefined) return undefined;
    this.#pending.delete(id);
    this.#platform.clearTimeout(request.timer);
    return request;
  }
}
