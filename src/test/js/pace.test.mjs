import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled, start, startIn, WELCOME } from './fakes.mjs';

const LIMITS = { frames_per_minute: 60, frames_burst: 10, rooms: 100 };

async function startLimited(limits = LIMITS) {
  const started = await start();
  started.socket.receive({ ...WELCOME, ...(limits && { limits }) });
  return Object.assign(started, {
    sent: (type) => started.socket.sent.filter((frame) => frame.type === type),
    acknowledgeAll: () => {
      for (const { id, type, room } of started.socket.sent)
        started.socket.receive({ type: 'ack', id, action: type, room, epoch: 'e1', offset: 1 });
    },
  });
}

test('publications keep to the rate of the server and leave some of it for the rest', async () => {
  const { client, sent, clock } = await startLimited();
  for (let each = 0; each < 20; each += 1) client.publish('lobby', each).catch(() => {});
  await settled();
  assert.equal(sent('publish').length, 8, '9 of the 10, less the one that is kept back');
  client.presence('lobby').catch(() => {});
  await settled();
  assert.equal(sent('presence').length, 1, 'a question need not wait');
  await clock.advance(2000);
  assert.equal(sent('publish').length, 9, 'one a second, after what the question took');
  await clock.advance(2100);
  assert.equal(sent('publish').length, 11);
  assert.deepEqual(
    sent('publish').map(({ data }) => data),
    [...Array(11).keys()],
    'in order',
  );
});

test('questions beyond the rate wait for their turn, and their time begins when they go out', async () => {
  const { client, sent, clock, acknowledgeAll } = await startLimited();
  const rooms = Array.from({ length: 40 }, (_, each) => client.join(`room-${each}`));
  await settled();
  assert.equal(sent('join').length, 9);
  for (let second = 0; second < 35; second += 1) {
    acknowledgeAll();
    await clock.advance(1000);
  }
  acknowledgeAll();
  assert.equal((await Promise.all(rooms)).length, 40);
  assert.equal(sent('join').length, 40, 'none went twice');
});

test('a lost connection drops the joins that wait, and the next one enters each room once', async () => {
  const started = await startLimited();
  for (let each = 0; each < 12; each += 1) started.client.join(`room-${each}`).catch(() => {});
  await settled();
  started.socket.drop(1006);
  await started.clock.advance(1000);
  started.socket.receive({ ...WELCOME, limits: { ...LIMITS, frames_burst: 100 } });
  await settled();
  const joined = started.socket.sent.filter(({ type }) => type === 'join').map(({ room }) => room);
  assert.equal(joined.length, 12);
  assert.equal(new Set(joined).size, 12);
});

test('what is ephemeral does not wait for its turn', async () => {
  const { client } = await startLimited({ frames_per_minute: 60, frames_burst: 1 });
  client.publish('lobby', 1).catch(() => {});
  await settled();
  await assert.rejects(
    client.publish('lobby', 1, { ephemeral: true }),
    ({ code, temporary, retryAfter }) => code === 'rate_limited' && temporary && retryAfter > 0,
  );
});

test('a server that tells no limits, or none that hold, sets none', async () => {
  for (const limits of [null, {}, { frames_per_minute: 0, frames_burst: 0 }]) {
    const { client, sent } = await startLimited(limits);
    for (let each = 0; each < 300; each += 1) client.publish('lobby', each).catch(() => {});
    await settled();
    assert.equal(sent('publish').length, 300);
  }
});

test('after rate_limited nothing goes for as long as the server says, and what may be repeated goes again', async () => {
  const { client, socket, clock, sent } = await startLimited(null);
  client.presence('lobby').catch(() => {});
  client.send({ user: 'bob' }, 1).catch(() => {});
  await settled();
  socket.receive({ type: 'error', code: 'rate_limited', message: 'Slow', temporary: true, retry_after: 3 });
  client.presence().catch(() => {});
  await clock.advance(2999);
  assert.equal(sent('presence').length, 1);
  await clock.advance(1);
  assert.equal(sent('presence').length, 3, 'the dropped one and the one that waited');
  assert.equal(sent('send').length, 1, 'a private message may have arrived');
});

test('a dropped join goes again', async () => {
  const { client, socket, clock, sent, acknowledgeAll } = await startLimited(null);
  const joining = client.join('lobby');
  await settled();
  socket.receive({ type: 'error', code: 'rate_limited', message: 'Slow', temporary: true, retry_after: 1 });
  await clock.advance(1000);
  assert.equal(sent('join').length, 2);
  acknowledgeAll();
  await joining;
});

test('probes go whatever the rate', async () => {
  const { client, world, sent } = await startLimited({ frames_per_minute: 1, frames_burst: 1 });
  client.presence().catch(() => {});
  await settled();
  world.wake();
  assert.equal(sent('ping').length, 1);
});

test('an answer that comes too late is nobody’s', async () => {
  const { client, room, socket, clock } = await startIn();
  const histories = [];
  client.on('history', (frame) => histories.push(frame));
  const asking = assert.rejects(room.history(), ({ code }) => code === 'timeout');
  await settled();
  const { id } = socket.sent.at(-1);
  await clock.advance(5000);
  socket.receive({ type: 'pong' });
  await clock.advance(5000);
  await asking;
  socket.receive({ type: 'history', id, room: 'lobby', epoch: 'e1', events: [], complete: true });
  assert.deepEqual(histories, []);
});
