import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acknowledge, settled, start, startOpen, WELCOME } from './fakes.mjs';

const proven = async (started) => {
  await started.clock.advance(10_000);
  return started;
};

for (const code of [1000, 1008, 4001, 4004, 4005, 4203]) {
  test(`after ${code} the client stays away`, async () => {
    const started = await startOpen({ token: 'a.b.c' });
    const states = [];
    started.client.on('state', ({ state, closeCode }) => states.push([state, closeCode]));
    started.socket.drop(code);
    await started.clock.advance(600_000);
    assert.deepEqual(states, [['closed', code]]);
    assert.equal(started.sockets.length, 1);
  });
}

for (const code of [1001, 1006, 1011, 4100, 4101]) {
  test(`after ${code} the client backs off, longer each time`, async () => {
    const started = await startOpen({ random: () => 1, backoff: { base: 1000, ceiling: 5000 } });
    const delays = [];
    started.client.on('state', ({ delay }) => delay !== undefined && delays.push(delay));
    for (let round = 0; round < 5; round += 1) {
      started.socket.drop(code);
      await started.clock.advance(5000);
    }
    assert.deepEqual(delays, [1000, 2000, 4000, 5000, 5000]);
  });
}

test('after 4200 a good connection comes back within half a second, with jitter', async () => {
  const started = await proven(await startOpen({ random: () => 0.9 }));
  started.socket.drop(4200);
  await started.clock.advance(449);
  assert.equal(started.sockets.length, 1);
  await started.clock.advance(1);
  assert.equal(started.sockets.length, 2);
});

test('a connection that is cut again and again with 4201 is not rebuilt in a tight loop', async () => {
  const started = await startOpen({ random: () => 1 });
  const delays = [];
  started.client.on('state', ({ delay }) => delay !== undefined && delays.push(delay));
  for (let round = 0; round < 4; round += 1) {
    started.socket.drop(4201);
    await started.clock.advance(delays.at(-1));
    started.socket.receive(WELCOME);
  }
  assert.deepEqual(delays, [1000, 2000, 4000, 8000]);
});

test('a good connection makes the next failure the first again', async () => {
  const started = await startOpen({ random: () => 1 });
  const delays = [];
  started.client.on('state', ({ delay }) => delay !== undefined && delays.push(delay));
  started.socket.drop(1006);
  await started.clock.advance(1000);
  started.socket.receive(WELCOME);
  await proven(started);
  started.socket.drop(1006);
  assert.deepEqual(delays, [1000, 1000]);
});

test('goodbye says how long to stay away at least', async () => {
  const started = await proven(await startOpen({ random: () => 0.5 }));
  started.socket.receive({ type: 'goodbye', reason: 'restarting', retry_after: 3 });
  await started.clock.advance(1000);
  started.socket.drop(4200);
  assert.equal(started.clock.nextDelay, 2000 + 250);
});

test('a token function is asked before every connection, and after 4203 too', async () => {
  const tokens = ['one.1.x', 'two.2.y'];
  const started = await proven(await startOpen({ token: async () => tokens.shift() }));
  started.socket.drop(4203);
  await started.clock.advance(1000);
  assert.deepEqual(
    started.sockets.map(({ protocols }) => protocols[1]),
    ['bearer.one.1.x', 'bearer.two.2.y'],
  );
});

test('a token that cannot be fetched now is fetched later', async () => {
  const answers = [() => Promise.reject(new TypeError('offline')), () => 'two.2.y'];
  const started = await start({ token: () => answers.shift()() });
  assert.equal(started.client.state, 'waiting');
  await started.clock.advance(1000);
  assert.equal(started.socket.protocols[1], 'bearer.two.2.y');
});

test('a token about to expire is renewed on the open connection', async () => {
  const tokens = ['one.1.x', 'two.2.y'];
  const { client, socket } = await startOpen({ token: () => tokens.shift() });
  const codes = [];
  client.on('error', ({ code }) => codes.push(code));
  socket.receive({ type: 'error', code: 'token_expired', message: 'Soon', temporary: true });
  await settled();
  assert.deepEqual(socket.sent, [{ type: 'authenticate', id: 1, token: 'two.2.y' }]);
  assert.deepEqual(codes, ['token_expired']);
});

test('a token given to authenticate is the one of later connections', async () => {
  const started = await startOpen({ token: 'one.1.x' });
  const done = started.client.authenticate('two.2.y');
  await settled();
  acknowledge(started.socket);
  await done;
  started.socket.drop(1006);
  await started.clock.advance(1000);
  assert.equal(started.socket.protocols[1], 'bearer.two.2.y');
});

test('reconnect does not wait, and works after the end too', async () => {
  const started = await startOpen();
  started.socket.drop(4100);
  started.client.reconnect();
  await settled();
  assert.equal(started.sockets.length, 2);
  started.socket.drop(4004);
  started.client.reconnect();
  await settled();
  assert.equal(started.sockets.length, 3);
  await started.clock.advance(1000);
  assert.equal(started.sockets.length, 3, 'the wait that was cut short makes no connection of its own');
});

test('a late close of an abandoned socket changes nothing', async () => {
  const started = await startOpen();
  const [first] = started.sockets;
  await started.clock.advance(35_000);
  await started.clock.advance(1000);
  started.socket.receive(WELCOME);
  first.drop(1006);
  assert.equal(started.client.state, 'open');
});

test('reconnect does nothing while there is a connection, or one on its way', async () => {
  const started = await start();
  started.client.reconnect();
  started.socket.receive(WELCOME);
  started.client.reconnect();
  await settled();
  assert.equal(started.sockets.length, 1);
  assert.equal(started.client.state, 'open');
});

test('a token that cannot be fetched is an error that is told', async () => {
  const failing = { token: () => Promise.reject(new Error('offline')) };
  const started = await start(failing);
  const told = [];
  started.client.on('error', ({ message }) => told.push(message));
  await started.clock.advance(1000);
  assert.deepEqual(told, ['offline']);
});

test('a fixed token is not renewed with itself', async () => {
  const { socket } = await startOpen({ token: 'one.1.x' });
  socket.receive({ type: 'error', code: 'token_expired', message: 'Soon', temporary: true });
  await settled();
  assert.deepEqual(socket.sent, []);
});

test('only an expiring token is renewed', async () => {
  const { socket } = await startOpen({ token: () => 'one.1.x' });
  socket.receive({ type: 'error', code: 'rate_limited', message: 'Slow', temporary: true });
  await settled();
  assert.deepEqual(socket.sent, []);
});

test('a renewal that fails is an error that is told', async () => {
  const answers = [() => 'one.1.x', () => Promise.reject(new Error('offline'))];
  const { client, socket } = await startOpen({ token: () => answers.shift()() });
  const told = [];
  client.on('error', ({ message }) => told.push(message));
  socket.receive({ type: 'error', code: 'token_expired', message: 'Soon', temporary: true });
  await settled();
  assert.deepEqual(told, ['Soon', 'offline']);
});
