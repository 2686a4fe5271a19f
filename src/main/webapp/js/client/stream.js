import * as frames from './frames.js';
import { eventsOf } from './history.js';

/** Events that came too early wait for those before them. Beyond this many they are read from the history instead. */
const MOST_AHEAD = 500;
const PAGE = 100;
const RETRY_SECONDS = 2;

const keyOf = ({ epoch, offset }) => `${epoch}:${offset}`;

/**
 * Puts the events of one room in order: each is delivered once, none before an older one.
 *
 * The position is that of the last event whose listeners have run. What is not behind it is a duplicate. What is too far
 * behind it shows a gap, and waits while the history is asked for the missing events.
 *
 * Events that this client published with `echo: false` are not sent to it: the offset in their ack counts as seen. While
 * such an ack is on its way, a gap may be nothing else, and an event from the log may be one of them. `unheard(room,
 * connection, upTo)` of the link tells whether one is, and only publications up to that id count, so that what is
 * published later never keeps an event waiting.
 *
 * Calls `deliver(frame)`, and `broken({reason, from, to})` where the events after `from` up to `to` are missing: `gap`
 * when they are being fetched, `lost` when they cannot be had any more, `epoch` when the log was begun anew.
 */
export class Stream {
  #name;
  #link;
  #deliver;
  #broken;
  /** By offset, `{frame, upTo}`. */
  #ahead = new Map();
  #own = new Set();
  /** The highest offset that is known to exist. */
  #top = 0;
  #gap = null;
  #isTold = false;
  #healing = null;
  #timer = null;

  constructor(name, link, { deliver, broken }) {
    this.#name = name;
    this.#link = link;
    this.#deliver = deliver;
    this.#broken = broken;
  }

  get position() {
    return this.#link.positions.get(this.#name) ?? null;
  }

  /**
   * We are in the room. `resuming` says that the ack answers a join with our position, after which the server sends what
   * was missed; otherwise it is fetched here. Returns whether nothing is lost.
   */
  enter({ epoch, offset, recovered }, resuming) {
    const from = this.position;
    const to = epoch === undefined ? null : { epoch, offset };
    if (from && to && from.epoch === epoch && from.offset <= offset && (recovered === true || !resuming)) {
      if (!resuming) this.#expect(offset);
      return true;
    }
    this.#restart(to);
    if (from) this.#broken({ reason: to && to.epoch !== from.epoch ? 'epoch' : 'lost', from, to });
    return false;
  }

  /** An event of the room, live or from the log. */
  receive(frame) {
    const { epoch, offset } = frame;
    if (typeof offset !== 'number' || this.position === null) return this.#deliver(frame);
    if (epoch !== undefined && epoch !== this.position.epoch) this.#renew({ epoch, offset: offset - 1 });
    // A listener may have left the room.
    if (this.position === null || offset <= this.position.offset) return;
    this.#top = Math.max(this.#top, offset);
    if (this.#ahead.size < MOST_AHEAD) this.#wait(frame);
    this.#advance();
  }

  /** What this client published with `echo: false` has its ack or, without one, has failed. */
  settled(ack) {
    const { position } = this;
    const isPast = ack?.epoch === position?.epoch && ack?.offset <= position?.offset;
    // The ack may be here before the one of the join that comes to know of that place.
    if (ack?.offset !== undefined && !isPast) this.#own.add(keyOf(ack));
    if (position) this.#advance();
  }

  /** The connection is gone; what is missing comes with the next join. */
  suspend() {
    this.#reset();
  }

  /** The room was left for good: the next join does not continue. */
  forget() {
    this.#restart(null);
    this.#own.clear();
  }

  #expect(offset) {
    this.#top = offset;
    this.#isTold = true;
    this.#advance();
  }

  #advance() {
    this.#drain();
    if (this.#healing || !this.#isBehind() || this.#isExplained()) return;
    this.#heal();
  }

  #drain() {
    for (let from = this.position; from !== null; from = this.position) {
      const offset = from.offset + 1;
      const next = this.#ahead.get(offset);
      const own = this.#own.has(keyOf({ epoch: from.epoch, offset }));
      if (!own && (next === undefined || this.#mayBeOwn(next))) return;
      this.#ahead.delete(offset);
      this.#own.delete(keyOf({ epoch: from.epoch, offset }));
      if (!own) this.#deliver(next.frame);
      if (this.position !== from) return;
      this.#link.positions.set(this.#name, { epoch: from.epoch, offset });
      if (!this.#isBehind()) this.#isTold = false;
    }
  }

  #wait(frame) {
    this.#ahead.set(frame.offset, { frame, upTo: this.#link.lastId() });
  }

  /** What came over REST tells its sender, but no connection. */
  #mayBeOwn({ frame: { from }, upTo }) {
    const connection = from?.connection_id;
    const isCandidate = connection !== undefined || this.#link.isMe(from);
    return isCandidate && this.#link.unheard(this.#name, { connection, upTo });
  }

  /** Whether the next event may be one of our own, whose ack will tell. */
  #isExplained() {
    const offset = this.position.offset + 1;
    const next = this.#ahead.get(offset);
    if (next) return this.#mayBeOwn(next);
    if (this.#gap?.offset !== offset) this.#gap = { offset, upTo: this.#link.lastId() };
    return this.#link.unheard(this.#name, { upTo: this.#gap.upTo });
  }

  async #heal() {
    const healing = (this.#healing = {});
    this.#tell();
    try {
      while (healing === this.#healing && this.#isBehind()) {
        const query = frames.history(this.#name, { since: this.position.offset, limit: PAGE });
        const page = await this.#link.ask(query);
        if (healing === this.#healing && !this.#fill(page)) break;
      }
      if (healing === this.#healing) this.#healing = null;
    } catch (error) {
      if (healing === this.#healing) this.#failed(error);
    }
  }

  #failed(error) {
    if (!error.temporary) {
      this.#healing = null;
      return this.#giveUp();
    }
    const wait = (error.retryAfter ?? RETRY_SECONDS) * 1000;
    this.#timer = this.#link.platform.setTimeout(() => this.#heal(), wait);
  }

  /** Returns whether there is any use in asking for more. */
  #fill(page) {
    const { epoch, offset } = this.position;
    const events = eventsOf(page);
    if (page.epoch !== epoch) {
      this.#renew({ epoch: page.epoch, offset: events.at(-1)?.offset ?? 0 });
      return false;
    }
    for (const event of events) if (event.offset > offset) this.#wait(event);
    this.#drain();
    if (!this.#isBehind()) return false;
    if (this.position.offset > offset) return true;
    if (this.#isExplained()) return false;
    this.#giveUp();
    return true;
  }

  /** Goes on behind the hole. */
  #giveUp() {
    const from = this.position;
    const to = this.#edge();
    this.#link.positions.set(this.#name, to);
    this.#broken({ reason: 'lost', from, to });
    this.#drain();
  }

  #renew(to) {
    const from = this.position;
    this.#restart(to);
    this.#broken({ reason: 'epoch', from, to });
  }

  #tell() {
    if (this.#isTold) return;
    this.#isTold = true;
    this.#broken({ reason: 'gap', from: this.position, to: this.#edge() });
  }

  /** The last position of the gap in front of us. */
  #edge() {
    const next = Math.min(this.#top + 1, ...this.#ahead.keys());
    return { epoch: this.position.epoch, offset: next - 1 };
  }

  #isBehind() {
    return this.position !== null && this.#top > this.position.offset;
  }

  #restart(position) {
    this.#reset();
    if (position === null) this.#link.positions.delete(this.#name);
    else this.#link.positions.set(this.#name, position);
  }

  #reset() {
    this.#ahead.clear();
    this.#top = 0;
    this.#gap = null;
    this.#isTold = false;
    this.#healing = null;
    this.#link.platform.clearTimeout(this.#timer);
  }
}
