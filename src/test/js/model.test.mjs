import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clock, settled } from './fakes.mjs';
import { ModelClient } from './model-client.mjs';
import { ModelServer, randomOf } from './model-server.mjs';

const ROOMS = ['lobby', 'other'];
const STEPS = 600;
const RUNS = Number(process.env.ROOMCAST_MODEL_RUNS ?? 60);
const FIRST_SEED = Number(process.env.ROOMCAST_MODEL_SEED ?? 1);

/** What can happen, and how often. */
const ACTIONS = [
  [60, ({ server, random }) => server.readOne(random.pick([...server.connections]))],
  [80, ({ world, random }) => world.deliver(random.pick(world.clients))],
  [25, ({ world, random }) => random.pick(world.clients).publish(random.pick(ROOMS))],
  [12, ({ clock, random }) => clock.advance(random.below(400))],
  [3, ({ world, random }) => random.pick(world.clients).socket.end(random.pick([1006, 1006, 4201, 4202]))],
  [1, ({ world, random }) => world.silence(random.pick(world.clients))],
  [1, ({ world, random }) => random.pick(world.clients).wake()],
  [1, ({ world, random }) => random.pick(world.clients).reload()],
  [0.5, ({ world, random }) => random.pick(world.clients).restart(random.pick(ROOMS))],
  [0.5, ({ world }) => world.restartServer()],
  [0.5, ({ server, random }) => server.trim(random.pick(ROOMS), random.below(6))],
  [0.2, ({ world, random }) => world.resetLog(random.pick(ROOMS))],
];

/** What can happen besides where something on the way lets WebSockets through or does not. */
const BLOCKING = [
  [30, ({ world, random }) => world.serve(random.pick(world.clients))],
  [30, ({ world, random }) => world.stream(random.pick(world.clients))],
  [1, ({ world, random }) => world.toggle(random.pick(world.clients))],
  [2, ({ random, world }) => random.pick(world.clients).http.streams[0]?.end()],
];

class World {
  constructor(seed) {
    this.random = randomOf(seed);
    this.clock = new Clock();
    const isGentle = seed % 2 === 0;
    const faults = isGentle ? { repeat: 0.1 } : { lose: 0.05, repeat: 0.1, refuse: 0.03, drop: 0.01 };
    this.keepsOrder = isGentle;
    this.losses = isGentle ? 0 : 0.05;
    const limits = seed % 5 === 0 ? { frames_per_minute: 1200, frames_burst: 30 } : undefined;
    this.server = new ModelServer(this.random, faults, { clock: this.clock, limits });
    this.actions = seed % 3 === 0 ? [...ACTIONS, ...BLOCKING] : ACTIONS;
    this.clients = ['ada', 'bob', 'cy'].map((name) => new ModelClient(name, ROOMS, this));
  }

  async run() {
    const total = this.actions.reduce((sum, [weight]) => sum + weight, 0);
    for (let step = 0; step < STEPS; step += 1) {
      let at = this.random.next() * total;
      const [, action] = this.actions.find(([weight]) => (at -= weight) < 0);
      if (this.clients.every(({ socket }) => socket) && this.server.connections.size > 0) {
        await action({ world: this, server: this.server, random: this.random, clock: this.clock });
      } else {
        this.clients.forEach((client) => this.serve(client));
        await this.clock.advance(500);
      }
      await settled();
    }
    this.server.stopFaults();
    this.losses = 0;
    await this.settle();
    // That the last event was lost shows when one comes after it.
    for (const room of ROOMS) this.server.say(room);
    await this.settle();
  }

  async settle() {
    for (let round = 0; round < 60; round += 1) {
      while (this.flow()) await settled();
      await this.clock.advance(1000);
      await settled();
    }
  }

  /** Moves everything that is on its way by one step. */
  flow() {
    const busy = [...this.server.connections].filter((each) => each.in.length > 0);
    busy.forEach((each) => this.server.readOne(each));
    const moved = (step) => this.clients.filter((client) => step(client)).length;
    const isMoving = moved((client) => this.deliver(client)) + moved((client) => this.stream(client)) > 0;
    return moved((client) => this.serve(client)) + busy.length > 0 || isMoving;
  }

  /** A request by HTTP is answered. */
  serve({ http }) {
    const isThere = http.waiting.length > 0;
    http.serve(this.random, this.losses);
    return isThere;
  }

  /** A frame comes by a stream of events. */
  stream({ http }) {
    const stream = http.streams.find(({ connection }) => connection.out.length > 0);
    if (stream) stream.receive(stream.connection.out.shift());
    return stream !== undefined;
  }

  toggle({ name, socket }) {
    if (this.server.blocked.delete(name)) return;
    this.server.blocked.add(name);
    if (!socket.isDead) socket.end(1006);
  }

  /** One frame reaches a client: acks of publications may be overtaken by events, and the other way round. */
  deliver({ sockets, socket }) {
    const old = sockets.at(-2);
    // What a connection that was given up still had under way.
    if (old?.connection.out.length > 0) old.receive(old.connection.out.shift());
    if (!socket || socket.isDead) return false;
    const { acks, out } = socket.connection;
    const queue = acks.length > 0 && (out.length === 0 || this.random.chance(0.5)) ? acks : out;
    if (queue.length === 0) return false;
    socket.receive(queue.shift());
    return true;
  }

  /** The connection dies without a word. */
  silence({ socket }) {
    if (socket.isDead) return;
    this.server.lose(socket.connection);
    socket.isDead = true;
  }

  restartServer() {
    for (const { socket, http } of this.clients) {
      for (const { lose } of http.waiting.splice(0)) lose();
      for (const stream of http.streams) stream.end();
      if (!socket.isDead) socket.end(4200);
    }
  }

  /** A log is lost by a server that was away. */
  resetLog(room) {
    this.restartServer();
    this.server.reset(room);
  }
}

/** What the client heard in one room, against what there was. */
function checkRecord(world, client, room) {
  const logs = new Map(world.server.logs.get(room).map((log) => [log.epoch, log]));
  const isOwn = ({ epoch, offset }) => {
    const { user, data } = logs.get(epoch).ever.get(offset);
    return user === client.name && client.published.some((entry) => entry.data === data && entry.silent);
  };
  let at = null;
  const passOwn = (to) => {
    for (let offset = at.offset + 1; offset < to; offset += 1) {
      assert.ok(isOwn({ epoch: at.epoch, offset }), `${at.epoch}:${offset} is missing before ${to}`);
    }
  };
  for (const item of client.records.get(room)) {
    if (item.kind === 'start') at = item.at;
    else if (item.kind === 'event') {
      assert.equal(item.epoch, at.epoch);
      assert.ok(item.offset > at.offset, `${item.epoch}:${item.offset} comes after ${at.offset}`);
      passOwn(item.offset);
      assert.equal(item.data, logs.get(item.epoch).ever.get(item.offset).data);
      at = { epoch: item.epoch, offset: item.offset };
    } else if (item.reason !== 'gap') {
      assert.equal(item.from.epoch, at.epoch);
      passOwn(item.from.offset + 1);
      assert.equal(item.reason === 'epoch', item.to.epoch !== item.from.epoch);
      at = item.to;
    }
  }
  const log = world.server.log(room);
  assert.equal(at.epoch, log.epoch);
  passOwn(log.top + 1);
  assert.deepEqual(client.client.positions()[room], { epoch: log.epoch, offset: log.top });
}

function checkPublished(world, client) {
  const entries = ROOMS.flatMap((room) => world.server.logs.get(room).flatMap((log) => [...log.ever.values()]));
  const stored = entries.filter(({ user }) => user === client.name);
  for (const { room, page, data, silent, state, outcome, at } of client.published) {
    assert.notEqual(state, 'pending', `${data} was never settled`);
    const logs = world.server.logs.get(room);
    for (const log of logs) {
      const times = [...log.ever.values()].filter((entry) => entry.data === data).length;
      assert.ok(times <= 1, `${data} is there ${times} times in ${log.epoch}`);
    }
    if (state === 'resolved') {
      const log = logs.find(({ epoch }) => epoch === outcome.epoch);
      assert.equal(log.ever.get(outcome.offset).data, data);
      // A page that was loaded anew has not seen what the one before it published.
      const heard = client.records.get(room).some((item) => item.data === data && item.page === page);
      assert.ok(!(silent && heard), `${data} came back, although it was published without an echo`);
    } else if (!client.refusals.includes(`${room} ${at}`)) {
      assert.equal(outcome.code, 'closed', `${data} failed: ${outcome.message}`);
    }
  }
  assert.equal(new Set(stored.map(({ key }) => key)).size, new Set(stored.map(({ data }) => data)).size);
}

/** Of one page, room and epoch: what was acknowledged stands in the order in which it was published. */
function checkOrder(world, client) {
  for (const room of ROOMS) {
    const last = new Map();
    for (const { state, outcome } of client.published.filter((entry) => entry.room === room)) {
      if (state !== 'resolved' || outcome.duplicate) continue;
      assert.ok(outcome.offset > (last.get(outcome.epoch) ?? 0), `${room} ${outcome.epoch}:${outcome.offset}`);
      last.set(outcome.epoch, outcome.offset);
    }
  }
}

let heard = 0;
let gaps = 0;
let losses = 0;
let repeats = 0;
let streams = 0;

for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) {
  test(`whatever the network does, nothing is lost, doubled or out of order (seed ${seed})`, async () => {
    const world = new World(seed);
    await world.run();
    for (const client of world.clients) {
      assert.deepEqual(client.errors, []);
      for (const room of ROOMS) checkRecord(world, client, room);
      checkPublished(world, client);
      if (world.keepsOrder) checkOrder(world, client);
      const items = [...client.records.values()].flat();
      heard += items.filter(({ kind }) => kind === 'event').length;
      gaps += items.filter(({ reason }) => reason === 'gap').length;
      losses += items.filter(({ reason }) => reason === 'lost' || reason === 'epoch').length;
      repeats += client.published.filter(({ outcome }) => outcome?.duplicate).length;
      streams += client.http.opened;
      client.client.close();
    }
  });
}

test('the runs were about something', () => {
  console.log(
    `${heard} events heard, ${gaps} gaps, ${losses} discontinuities, ${repeats} publications recognised, ${streams} streams`,
  );
  assert.ok(heard > RUNS * 100 && repeats > RUNS / 10 && losses > RUNS / 10 && gaps > RUNS / 10 && streams > RUNS);
});
