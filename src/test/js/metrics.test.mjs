import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acknowledge, comeBack, logged, settled, start, startIn, startOpen } from './fakes.mjs';

test('a client counts what goes out and comes in, reconnects, errors and gaps', async () => {
  const started = await startIn();
  started.socket.receive(logged(11), logged(13), { type: 'error', code: 'forbidden', message: 'No' });
  await settled();
  const { sent, received, reconnects, errors, gaps } = started.client.metrics;
  assert.deepEqual(
    { sent, received, reconnects, errors, gaps },
    { sent: 2, received: 5, reconnects: 0, errors: 1, gaps: 1 },
  );
  await comeBack(started);
  assert.equal(started.client.metrics.reconnects, 1);
});

test('latency is the mean time of answers, the newer ones counting more', async () => {
  const started = await startOpen();
  assert.equal(started.client.metrics.latency, null);
  for (const milliseconds of [100, 200]) {
    const asking = started.client.presence();
    await settled();
    await started.clock.advance(milliseconds);
    started.socket.receive({ ...started.socket.sent.at(-1), users: [], count: 0 });
    await asking;
  }
  assert.equal(started.client.metrics.latency, 120);
  const publishing = started.client.publish('lobby', 1);
  await settled();
  await started.clock.advance(120);
  acknowledge(started.socket);
  await publishing;
  assert.equal(started.client.metrics.latency, 120);
});

test('a probe is measured too', async () => {
  const { client, world, clock, socket } = await startOpen();
  world.wake();
  await clock.advance(40);
  socket.receive({ type: 'pong' });
  assert.equal(client.metrics.latency, 40);
});

test('metrics are a copy', async () => {
  const { client } = await startOpen();
  client.metrics.sent = 100;
  assert.equal(client.metrics.sent, 0);
});

test('errors of one kind have listeners of their own', async () => {
  const { client, socket } = await startOpen();
  const told = [];
  client.on('error', ({ code }) => told.push(`all ${code}`));
  client.on('error:forbidden', ({ code }) => told.push(`forbidden ${code}`));
  client.on('error:internal', () => told.push('internal'));
  socket.receive({ type: 'error', code: 'forbidden', message: 'No', temporary: false });
  assert.deepEqual(told, ['all forbidden', 'forbidden forbidden']);
});

test('a listener of one kind that throws is reported', async () => {
  const { client, socket, reported } = await startOpen();
  client.on('error:listener', () => {
    throw new Error('again');
  });
  client.on('event', () => {
    throw new Error('a listener');
  });
  socket.receive({ type: 'event', event: 'message', data: 1 });
  assert.deepEqual(
    reported.map(({ message }) => message),
    ['again'],
  );
});

test('getToken is another name for token', async () => {
  const started = await start({ getToken: async () => 'a.b.c' });
  assert.equal(started.socket.protocols[1], 'bearer.a.b.c');
});

test('a token that never comes does not hold a client up for ever', async () => {
  const answers = [new Promise(() => {}), 'a.b.c'];
  const started = await start({ token: () => answers.shift() });
  await started.clock.advance(15_000);
  assert.equal(started.client.state, 'waiting');
  await started.clock.advance(1000);
  assert.equal(started.socket.protocols[1], 'bearer.a.b.c');
});

test('a token that is about to end from the beginning is not renewed in a tight loop', async () => {
  const { socket } = await startOpen({ token: () => 'a.b.c' });
  for (let round = 0; round < 5; round += 1) {
    socket.receive({ type: 'error', code: 'token_expired', message: 'Soon', temporary: false });
    await settled();
    acknowledge(socket);
    await settled();
  }
  assert.equal(socket.sent.length, 1);
});
