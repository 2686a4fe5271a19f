/** As far as the random tests need it: what the protocol promises, in memory, over a network that does what it likes. */

const HEARTBEAT = { heartbeat_interval: 25, heartbeat_timeout: 10 };

/** Numbers that are random and the same again for the same seed. */
export function randomOf(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    chance: (probability) => next() < probability,
    below: (limit) => Math.floor(next() * limit),
    pick: (list) => list[Math.floor(next() * list.length)],
  };
}

/** The room's events: all that there ever were in `ever`, those that are kept from `oldest` on. */
class Log {
  ever = new Map();
  keys = new Map();
  top = 0;
  oldest = 1;

  constructor(epoch) {
    this.epoch = epoch;
  }

  append(entry) {
    this.top += 1;
    this.ever.set(this.top, { ...entry, offset: this.top });
    if (entry.key) this.keys.set(`${entry.user} ${entry.key}`, this.top);
    return this.ever.get(this.top);
  }

  between(first, last) {
    const offsets = [];
    for (let offset = Math.max(first, this.oldest); offset <= Math.min(last, this.top); offset += 1)
      offsets.push(offset);
    return offsets.map((offset) => this.ever.get(offset));
  }
}

export class ModelServer {
  /** By room, the logs of all epochs; the last one is the log of now. */
  logs = new Map();
  connections = new Set();
  /** Who gets no WebSocket through. */
  blocked = new Set();
  #random;
  #faults;
  #clock;
  #limits;
  #lastConnection = 0;
  #epochs = 0;

  /** `faults` are probabilities: `lose` and `repeat` of live events, `refuse` of publications, `drop` of frames unread. */
  constructor(random, faults, { clock, limits } = {}) {
    this.#random = random;
    this.#faults = { ...faults };
    this.#clock = clock;
    this.#limits = limits;
  }

  stopFaults() {
    this.#faults = {};
  }

  log(room) {
    if (!this.logs.has(room)) this.logs.set(room, [this.#newLog()]);
    return this.logs.get(room).at(-1);
  }

  connect(socket) {
    const user = socket.user;
    const id = `c-${(this.#lastConnection += 1)}`;
    const connection = { id, user, socket, rooms: new Set(), in: [], out: [], acks: [] };
    this.connections.add(connection);
    if (this.#limits) Object.assign(connection, { tokens: this.#limits.frames_burst, filledAt: this.#clock.time });
    const me = { user: { id: user, name: user }, authenticated: true, max_message_size: 65_536, limits: this.#limits };
    connection.out.push({ type: 'welcome', connection_id: id, ...me, ...HEARTBEAT });
    return connection;
  }

  /** The server's side of a connection ends: some of what is on the way is still read, or nothing. */
  lose(connection) {
    for (let left = this.#random.below(connection.in.length + 1); left > 0; left -= 1) this.readOne(connection);
    this.connections.delete(connection);
  }

  readOne(connection) {
    const frame = connection.in.shift();
    if (frame === undefined) return;
    const isTooMuch = this.#limits && !this.#takesToken(connection);
    if (isTooMuch || (this.#faults.drop && this.#random.chance(this.#faults.drop))) {
      connection.out.push({ type: 'error', code: 'rate_limited', message: '', temporary: true, retry_after: 1 });
      return;
    }
    this[`on_${frame.type}`]?.(connection, frame);
  }

  #takesToken(connection) {
    const { frames_per_minute: rate, frames_burst: burst } = this.#limits;
    const since = this.#clock.time - connection.filledAt;
    connection.filledAt = this.#clock.time;
    connection.tokens = Math.min(burst, connection.tokens + (since * rate) / 60_000);
    if (connection.tokens < 1) return false;
    connection.tokens -= 1;
    return true;
  }

  /** Publishes something itself. */
  say(room) {
    this.#store({ user: 'server' }, this.log(room), { room, data: 'the end' });
  }

  /** Forgets the older events. */
  trim(room, keep) {
    const log = this.log(room);
    log.oldest = Math.max(log.oldest, log.top - keep + 1);
  }

  /** Loses the log: those who are there have to come back. */
  reset(room) {
    this.log(room);
    this.logs.get(room).push(this.#newLog());
  }

  /** The stream of one room by HTTP, as `readOne` and `lose` know connections: nothing is read from it. */
  connectStream(socket, room, since) {
    const connection = this.connect(socket);
    connection.out.length = 0;
    this.on_join(connection, { room, since });
    return connection;
  }

  /** The answer to a publication by REST: the place in the log. */
  post(user, room, { data, key }) {
    const log = this.log(room);
    const earlier = log.keys.get(`${user} ${key}`);
    const offset = earlier ?? this.#store({ user }, log, { room, data, key });
    return { epoch: log.epoch, offset, ...(earlier === undefined ? { delivered: 1 } : { duplicate: true }) };
  }

  /** What is kept of a room after that offset. */
  page(room, since, limit) {
    const log = this.log(room);
    const { type, ...answer } = page(undefined, room, log, log.between(since + 1, since + limit));
    return answer;
  }

  on_ping(connection) {
    connection.out.push({ type: 'pong' });
  }

  on_join(connection, { id, room, since, history }) {
    const log = this.log(room);
    const reached = since && since.epoch === log.epoch && since.offset <= log.top && since.offset >= log.oldest - 1;
    const recovered = since === undefined ? {} : { recovered: Boolean(reached) };
    const { epoch, top } = log;
    connection.rooms.add(room);
    connection.out.push({ type: 'ack', id, action: 'join', room, epoch, offset: top, members: 1, ...recovered });
    if (reached) for (const entry of log.between(since.offset + 1, top)) connection.out.push(event(room, epoch, entry));
    else if (history) connection.out.push(page(undefined, room, log, log.between(top - history + 1, top)));
  }

  on_leave(connection, { id, room }) {
    connection.rooms.delete(room);
    connection.out.push({ type: 'ack', id, action: 'leave', room });
  }

  on_history(connection, { id, room, since, limit }) {
    if (this.#faults.refuse && this.#random.chance(this.#faults.refuse)) return this.#refuse(connection, id);
    const log = this.log(room);
    connection.out.push(page(id, room, log, log.between(since + 1, since + limit)));
  }

  on_publish(connection, { id, room, data, echo, key }) {
    if (this.#faults.refuse && this.#random.chance(this.#faults.refuse)) return this.#refuse(connection, id);
    const log = this.log(room);
    const { epoch } = log;
    const earlier = log.keys.get(`${connection.user} ${key}`);
    const duplicate = earlier === undefined ? {} : { duplicate: true };
    const offset = earlier ?? this.#store(connection, log, { room, data, echo, key });
    connection.acks.push({ type: 'ack', id, action: 'publish', room, epoch, offset, ...duplicate });
  }

  #store(connection, log, { room, data, echo, key }) {
    const silent = echo === false;
    const entry = log.append({ data, key, silent, user: connection.user, connection: connection.id });
    for (const other of this.connections) {
      if (!other.rooms.has(room) || (silent && other === connection)) continue;
      if (this.#faults.lose && this.#random.chance(this.#faults.lose)) continue;
      const frame = event(room, log.epoch, entry);
      other.out.push(frame);
      if (this.#faults.repeat && this.#random.chance(this.#faults.repeat)) other.out.push(frame);
    }
    return entry.offset;
  }

  #refuse(connection, id) {
    connection.out.push({ type: 'error', id, code: 'unavailable', message: '', temporary: true, retry_after: 1 });
  }

  #newLog() {
    this.#epochs += 1;
    return new Log(`e${this.#epochs}`);
  }
}

function event(room, epoch, entry) {
  return { type: 'event', room, epoch, ...inHistory(entry) };
}

function page(id, room, log, entries) {
  const complete = entries.length === 0 || entries.at(-1).offset === log.top;
  return { type: 'history', id, room, epoch: log.epoch, events: entries.map(inHistory), complete };
}

function inHistory({ offset, data, user, connection }) {
  return { event: 'message', offset, data, from: { id: user, name: user, connection_id: connection } };
}
