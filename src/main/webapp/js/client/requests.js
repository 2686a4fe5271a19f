import { notConnected, RoomcastError, timedOut } from './errors.js';
import { withId } from './frames.js';

/** The questions that wait for an answer: each has an `id`, and the frame that carries it settles it. */
export class Requests {
  #platform;
  #send;
  #timeout;
  #pending = new Map();
  lastId = 0;

  constructor(platform, { send, timeout }) {
    this.#platform = platform;
    this.#send = send;
    this.#timeout = timeout;
  }

  nextId() {
    this.lastId += 1;
    return this.lastId;
  }

  /**
   * Sends now when `online`; otherwise, when it may `wait`, at the next `flush`. The time-out runs either way. A
   * question that may be put `again` outlives its connection. `onAnswer` is called before any later frame is looked at,
   * which what waits for the promise is not.
   */
  ask(frame, { online, wait = true, again = false, onAnswer = () => {} }) {
    if (!online && !wait) return Promise.reject(notConnected());
    return new Promise((resolve, reject) => {
      const id = this.nextId();
      const timer = this.#platform.setTimeout(() => this.#take(id)?.reject(timedOut()), this.#timeout);
      this.#pending.set(id, { frame: withId(frame, id), resolve, reject, timer, again, onAnswer, sent: false });
      if (online) this.#transmit(id);
    });
  }

  /** Returns whether the frame was an answer that somebody waited for. */
  answer(frame) {
    const request = frame.id === undefined ? undefined : this.#take(frame.id);
    if (request === undefined) return false;
    if (frame.type === 'error') request.reject(RoomcastError.fromFrame(frame));
    else {
      request.onAnswer(frame);
      request.resolve(frame);
    }
    return true;
  }

  flush() {
    for (const [id, request] of this.#pending) if (!request.sent) this.#transmit(id);
  }

  /** What was sent may have been carried out or not; nobody will say any more. */
  interrupt(error) {
    for (const [id, request] of this.#pending) {
      if (!request.sent) continue;
      if (request.again) request.sent = false;
      else this.#take(id).reject(error);
    }
  }

  end(error) {
    for (const id of this.#pending.keys()) this.#take(id).reject(error);
  }

  #transmit(id) {
    const request = this.#pending.get(id);
    request.sent = true;
    try {
      this.#send(request.frame);
    } catch (error) {
      this.#take(id).reject(error);
    }
  }

  #take(id) {
    const request = this.#pending.get(id);
    if (request === undefined) return undefined;
    this.#pending.delete(id);
    this.#platform.clearTimeout(request.timer);
    return request;
  }
}
