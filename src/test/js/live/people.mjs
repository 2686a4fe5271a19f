import { createHmac, randomUUID } from 'node:crypto';
import * as modules from '../../../main/webapp/js/client/roomcast.js';
import { builtClient } from '../tools.mjs';

const built = builtClient();
if (built.skip) console.log(`Nobody has the minified client: ${built.skip}`);
const minified = built.skip ? modules : await import(new URL('roomcast.min.js', built.folder));

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token of that user for so many seconds. */
export function tokenOf(user, secret, seconds, roles) {
  const exp = Math.ceil(Date.now() / 1000) + seconds;
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: user, exp, roles })}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

/** One user with a client: what it hears in the rooms it is in, and what it has published. */
export class Person {
  heard = new Map();
  acked = [];
  failures = [];
  breaks = [];
  closeCodes = [];
  renewals = 0;
  #pending = 0;
  #count = 0;

  /** Whoever is `slim` has the minified client. */
  constructor(name, { port, secret, seconds = 3600, slim = false, roles = ['publisher'], ...options }) {
    this.name = name;
    this.client = (slim ? minified : modules).connect('ws/chat', {
      base: `http://127.0.0.1:${port}/`,
      token: () => tokenOf(name, secret, seconds, roles),
      backoff: { base: 100, ceiling: 500 },
      fallback: false,
      requestTimeout: 60_000,
      ...options,
    });
    this.client.on('discontinuity', (what) => what.reason !== 'gap' && this.breaks.push(what));
    this.client.on('frame', ({ action }) => action === 'authenticate' && (this.renewals += 1));
    this.client.on('state', ({ closeCode }) => closeCode && this.closeCodes.push(closeCode));
  }

  async enter(...names) {
    for (const name of names) {
      const events = [];
      this.heard.set(name, events);
      const room = this.client.room(name);
      room.on('event', ({ epoch, offset, data }) => events.push({ epoch, offset, data }));
      await room.join();
    }
  }

  /** Publishes numbered events to these rooms in turn, at most `most` at a time, until `stop()`. */
  publishTo(names, most) {
    this.isPublishing = true;
    const more = () => {
      while (this.isPublishing && this.#pending < most) this.#publish(names[this.#count % names.length], more);
    };
    more();
  }

  get isIdle() {
    return this.#pending === 0;
  }

  stop() {
    this.isPublishing = false;
  }

  #publish(room, more) {
    const data = { by: this.name, number: (this.#count += 1), mark: randomUUID() };
    this.#pending += 1;
    this.client
      .publish(room, data)
      .then(({ epoch, offset }) => this.acked.push({ room, epoch, offset, data }))
      .catch((error) => this.failures.push(`${error.code}: ${error.message}`))
      .finally(() => {
        this.#pending -= 1;
        more();
      });
  }
}
