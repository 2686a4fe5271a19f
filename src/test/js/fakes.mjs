import { connect } from '../../main/webapp/js/client/roomcast.js';

/** Time that only moves when a test says so. */
export class Clock {
  time = 0;
  #tasks = new Map();
  #lastId = 0;

  setTimeout = (task, milliseconds) => {
    this.#tasks.set(++this.#lastId, { task, at: this.time + milliseconds });
    return this.#lastId;
  };

  clearTimeout = (id) => this.#tasks.delete(id);

  now = () => this.time;

  /** How long until the next task is due. */
  get nextDelay() {
    return Math.min(...[...this.#tasks.values()].map(({ at }) => at)) - this.time;
  }

  get pending() {
    return this.#tasks.size;
  }

  async advance(milliseconds) {
    const end = this.time + milliseconds;
    for (let due = this.#due(end); due; due = this.#due(end)) {
      this.#tasks.delete(due.id);
      this.time = due.at;
      due.task();
      await settled();
    }
    this.time = end;
  }

  #due(end) {
    const due = [...this.#tasks].map(([id, { task, at }]) => ({ id, task, at })).filter(({ at }) => at <= end);
    return due.sort((a, b) => a.at - b.at || a.id - b.id)[0];
  }
}

/** The browser's WebSocket as far as the library uses it; refuses what a real one would refuse. */
export class FakeWebSocket extends EventTarget {
  static made = [];
  sent = [];
  closedWith = null;

  constructor(url, protocols) {
    super();
    if (!/^wss?:/.test(url)) throw new SyntaxError(`not a WebSocket address: ${url}`);
    if (protocols.some((entry) => !/^[\w.~+-]+$/.test(entry))) throw new SyntaxError('not a subprotocol');
    this.url = url;
    this.protocols = protocols;
    FakeWebSocket.made.push(this);
  }

  send(text) {
    if (this.closedWith) throw new Error('sent after the close');
    this.sent.push(JSON.parse(text));
  }

  close(code, reason) {
    if (code !== undefined && code !== 1000 && (code < 3000 || code > 4999)) throw new Error(`browsers refuse ${code}`);
    this.closedWith ??= { code, reason };
  }

  receive(...frames) {
    for (const frame of frames) this.receiveText(JSON.stringify(frame));
  }

  receiveText(data) {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }

  drop(code = 1006, reason = '') {
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason }));
  }
}

export const WELCOME = {
  type: 'welcome',
  connection_id: 'c-1',
  user: { id: 'ada', name: 'Ada' },
  authenticated: true,
  roles: ['user'],
  heartbeat_interval: 25,
  heartbeat_timeout: 10,
  max_message_size: 65_536,
  endpoint: 'chat',
  node: 'node-1',
};

/** Lets every promise that can go on go on. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A client, its clock, the sockets it opens and the errors that its listeners caused. */
export async function start(options = {}, address = 'ws/chat') {
  const clock = new Clock();
  const reported = [];
  const world = { keys: 0, wake: null };
  FakeWebSocket.made = [];
  const client = connect(address, {
    base: 'https://example.org/',
    WebSocket: FakeWebSocket,
    setTimeout: clock.setTimeout,
    clearTimeout: clock.clearTimeout,
    now: clock.now,
    date: clock.now,
    uuid: () => `key-${(world.keys += 1)}`,
    wakeUps: (wake) => {
      world.wake = wake;
      return () => (world.wake = null);
    },
    random: () => 0.5,
    report: (error) => reported.push(error),
    fallback: false,
    ...options,
  });
  await settled();
  return {
    client,
    clock,
    reported,
    world,
    get sockets() {
      return FakeWebSocket.made;
    },
    get socket() {
      return FakeWebSocket.made.at(-1);
    },
  };
}

export async function startOpen(options, address) {
  const started = await start(options, address);
  started.socket.receive(WELCOME);
  return started;
}

/** The next connection is there: each has an id of its own. */
export function welcome(socket, fields = {}) {
  socket.receive({ ...WELCOME, connection_id: `c-${FakeWebSocket.made.indexOf(socket) + 1}`, ...fields });
}

/** The connection is cut, and the next one is there after the backoff. */
export async function comeBack(started, { code = 1006, ...fields } = {}) {
  started.socket.drop(code);
  await started.clock.advance(1000);
  welcome(started.socket, fields);
  await settled();
}

/** Answers the last frame that the client sent. */
export function acknowledge(socket, fields = {}) {
  const { id, type: action } = socket.sent.at(-1);
  socket.receive({ type: 'ack', id, action, ...fields });
}

/** An event of the room's log, as it comes in an `event` frame. */
export const logged = (offset, fields = {}) => ({
  type: 'event',
  event: 'message',
  room: 'lobby',
  epoch: 'e1',
  offset,
  data: offset,
  ...fields,
});

/** A client in the room `lobby`, whose log has ten events, with what its listeners heard. */
export async function startIn(options = {}, join = {}) {
  const started = await start(options);
  welcome(started.socket);
  const room = started.client.room('lobby');
  const heard = [];
  const broken = [];
  room.on('event', ({ data }) => heard.push(data));
  started.client.on('discontinuity', ({ reason, from, to }) => broken.push([reason, from?.offset, to?.offset]));
  const joining = room.join(join);
  await settled();
  acknowledge(started.socket, { room: 'lobby', epoch: 'e1', offset: 10, members: 1, recovered: true });
  await joining;
  return Object.assign(started, { room, heard, broken, last: () => started.socket.sent.at(-1) });
}

/** Answers the last frame, which has to ask for history. */
export async function tellHistory(socket, events, fields = {}) {
  const { id, type, room } = socket.sent.at(-1);
  if (type !== 'history') throw new Error(`the last frame asks for no history: ${type}`);
  socket.receive({ type: 'history', id, room, epoch: 'e1', events: events.map(stored), complete: true, ...fields });
  await settled();
}

/** As it stands in a `history` frame. */
export function stored({ type, room, epoch, ...event }) {
  return event;
}
