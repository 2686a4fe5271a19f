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
  FakeWebSocket.made = [];
  const client = connect(address, {
    base: 'https://example.org/',
    WebSocket: FakeWebSocket,
    setTimeout: clock.setTimeout,
    clearTimeout: clock.clearTimeout,
    now: clock.now,
    random: () => 0.5,
    report: (error) => reported.push(error),
    ...options,
  });
  await settled();
  return {
    client,
    clock,
    reported,
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

/** Answers the last frame that the client sent. */
export function acknowledge(socket, fields = {}) {
  const { id, type: action } = socket.sent.at(-1);
  socket.receive({ type: 'ack', id, action, ...fields });
}
