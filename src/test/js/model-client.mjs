// Loaded here: loading it when a client wants it takes a time of its own.
import '../../main/webapp/js/client/fallback.js';
import { connect } from '../../main/webapp/js/client/roomcast.js';
import { ModelHttp } from './model-http.mjs';

/** The WebSocket of one user, whose other end is the model's server. */
function socketClass(server, user, sockets) {
  return class ModelSocket extends EventTarget {
    user = user;
    isDead = server.blocked.has(user);
    connection = this.isDead ? { in: [], out: [], acks: [] } : server.connect(this);

    constructor() {
      super();
      sockets.push(this);
      if (this.isDead) queueMicrotask(() => this.#tell(1006));
    }

    send(text) {
      // What goes into a dead connection goes nowhere.
      if (!this.isDead) this.connection.in.push(JSON.parse(text));
    }

    close() {
      if (!this.isDead) server.lose(this.connection);
      this.isDead = true;
    }

    receive(frame) {
      this.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(frame) }));
    }

    end(code) {
      if (!this.isDead) server.lose(this.connection);
      this.isDead = true;
      this.#tell(code);
    }

    #tell(code) {
      this.dispatchEvent(Object.assign(new Event('close'), { code, reason: '' }));
    }
  };
}

/** One user with a page: what it publishes, and by room what it hears, across all its connections and reloads. */
export class ModelClient {
  sockets = [];
  published = [];
  errors = [];
  refusals = [];
  records = new Map();
  #server;
  #clock;
  #random;
  #keys = 0;
  #current = new Map();

  constructor(name, rooms, { server, clock, random }) {
    this.name = name;
    this.rooms = rooms;
    this.http = new ModelHttp(server, name);
    this.#server = server;
    this.#clock = clock;
    this.#random = random;
    for (const room of rooms) this.records.set(room, []);
    this.#open({});
  }

  get socket() {
    return this.sockets.at(-1);
  }

  /** The page is loaded anew, with the positions that it had kept. */
  reload() {
    const positions = JSON.parse(JSON.stringify(this.client.positions()));
    this.client.close();
    this.#open(positions);
  }

  publish(room) {
    const silent = this.#random.chance(0.4);
    const { name, client: page } = this;
    const entry = { room, page, data: `${name} ${this.published.length}`, silent, state: 'pending' };
    this.published.push(entry);
    const settle = (state) => (outcome) => Object.assign(entry, { state, outcome, at: this.#clock.time });
    this.client.publish(room, entry.data, { echo: !silent }).then(settle('resolved'), settle('rejected'));
  }

  /** Leaves the room and enters it again, which begins anew. */
  restart(room) {
    this.client.leave(room).catch(() => {});
    this.#enter(room);
  }

  #open(positions) {
    this.client = connect('ws/chat', {
      base: 'https://example.org/',
      positions,
      requestTimeout: 20_000,
      token: `x.${btoa(JSON.stringify({ sub: this.name, name: this.name }))}.x`,
      fallback: { after: 1, retry: 5000 },
      fetch: this.http.fetch,
      WebSocket: socketClass(this.#server, this.name, this.sockets),
      setTimeout: this.#clock.setTimeout,
      clearTimeout: this.#clock.clearTimeout,
      now: this.#clock.now,
      date: this.#clock.now,
      random: this.#random.next,
      uuid: () => `${this.name}-${(this.#keys += 1)}`,
      wakeUps: (wake) => {
        this.wake = wake;
        return () => {};
      },
      report: (error) => this.errors.push(error),
    });
    for (const room of this.rooms) this.#enter(room);
  }

  #enter(name) {
    const room = this.client.room(name);
    const record = this.records.get(name);
    const { client: page } = this;
    room.on('event', ({ epoch, offset, data }) => record.push({ kind: 'event', page, epoch, offset, data }));
    room.on('discontinuity', ({ reason, from, to }) => record.push({ kind: 'broken', reason, from, to }));
    room.on('entered', ({ recovered }) => recovered || record.push({ kind: 'start', at: room.position }));
    this.#current.set(name, room);
    const refused = () => {
      this.refusals.push(`${name} ${this.#clock.time}`);
      this.#clock.setTimeout(again, 1000);
    };
    const again = () => this.#current.get(name) === room && this.#enter(name);
    room.join({ history: this.#random.below(4) || undefined }).catch(refused);
  }
}
