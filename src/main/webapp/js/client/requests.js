import { notConnected, RoomcastError, timedOut } from './errors.js';
import { withId } from './frames.js';

/** The questions that wait for an answer: each has an `id`, and the frame that carries it settles it. */
export class Requests {
  #platform;
  #send;
  #doubt;
  #timeout;
  #pending = new Map();
  lastId = 0;

  /** `doubt` is called when half of the time is over without an answer: the connection may be dead. */
  constructor(platform, { send, doubt, timeout }) {
    this.#platform = platform;
    this.#send = send;
    this.#doubt = doubt;
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
      this.#pending.set(id, { frame: withId(frame, id), resolve, reject, again, onAnswer, sent: false });
      this.#arm(id, () => this.#suspect(id));
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

  #arm(id, task) {
    this.#pending.get(id).timer = this.#platform.setTimeout(task, this.#timeout / 2);
  }

  #suspect(id) {
    this.#arm(id, () => this.#take(id).reject(timedOut()));
    this.#doubt();
  }

  #take(id) {
    const request = this.#pending.get(id);
    if (request === undefined) return undefined;
    this.#pending.delete(id);
    this.#platform.clearTimeout(request.timer);
    return request;
  }
}
