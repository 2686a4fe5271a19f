import assert from 'node:assert/strict';
import { test } from 'node:test';
import { uuid } from '../../main/webapp/js/client/uuid.js';
import { wakeUps } from '../../main/webapp/js/client/wake.js';
import { acknowledge, logged, settled, startIn, startOpen, WELCOME, welcome } from './fakes.mjs';

function fakeWorld() {
  const world = new EventTarget();
  world.document = new EventTarget();
  world.document.visibilityState = 'visible';
  return world;
}

test('a page wakes when the network is back, when it is seen, and when it is brought back', () => {
  const world = fakeWorld();
  let woken = 0;
  const stop = wakeUps(() => (woken += 1), world);
  world.dispatchEvent(new Event('online'));
  world.dispatchEvent(new Event('pageshow'));
  world.document.dispatchEvent(new Event('visibilitychange'));
  assert.equal(woken, 3);
  world.document.visibilityState = 'hidden';
  world.document.dispatchEvent(new Event('visibilitychange'));
  assert.equal(woken, 3, 'a page that is hidden does not wake');
  world.document.visibilityState = 'visible';
  stop();
  world.dispatchEvent(new Event('online'));
  world.dispatchEvent(new Event('pageshow'));
  world.document.dispatchEvent(new Event('visibilitychange'));
  assert.equal(woken, 3);
});

test('where there is no page, nothing wakes and nothing fails', () => {
  wakeUps(() => assert.fail(), {})();
  const worker = new EventTarget();
  let woken = 0;
  wakeUps(() => (woken += 1), worker);
  worker.dispatchEvent(new Event('online'));
  assert.equal(woken, 1);
});

test('on waking an open connection is probed, and kept when it answers', async () => {
  const { world, socket, clock, client } = await startOpen();
  await clock.advance(10_000);
  world.wake();
  assert.deepEqual(socket.sent, [{ type: 'ping' }]);
  socket.receive({ type: 'pong' });
  await clock.advance(3000);
  assert.equal(client.state, 'open');
  await clock.advance(24_000);
  assert.deepEqual(socket.sent, [{ type: 'ping' }, { type: 'ping' }], 'the usual probes go on');
});

test('on waking a dead connection is left after three seconds, without waiting for its close', async () => {
  const started = await startIn();
  const [first] = started.sockets;
  started.world.wake();
  await started.clock.advance(3000);
  assert.equal(started.client.state, 'waiting');
  assert.ok(first.closedWith);
  await started.clock.advance(1000);
  welcome(started.socket);
  await settled();
  assert.deepEqual(started.last().since, { epoch: 'e1', offset: 10 });
  acknowledge(started.socket, { epoch: 'e1', offset: 10, recovered: true });
  first.receive(logged(11), { ...WELCOME, connection_id: 'late' }, { type: 'goodbye', retry_after: 100 });
  first.drop(4004);
  assert.deepEqual(started.heard, []);
  assert.equal(started.client.state, 'open');
  assert.equal(started.client.welcome.connection_id, 'c-2');
});

test('waking again and again asks once and gives no more time', async () => {
  const { world, socket, clock, client } = await startOpen();
  world.wake();
  await clock.advance(2000);
  world.wake();
  await clock.advance(1000);
  assert.deepEqual(socket.sent, [{ type: 'ping' }]);
  assert.equal(client.state, 'waiting');
});

test('on waking a client that waits tries at once', async () => {
  const started = await startOpen();
  started.socket.drop(1006);
  started.world.wake();
  await settled();
  assert.equal(started.sockets.length, 2);
});

test('on waking a client that the server sent away for a while keeps waiting', async () => {
  const full = await startOpen();
  full.socket.drop(4100);
  full.world.wake();
  await settled();
  assert.equal(full.sockets.length, 1);

  const restarting = await startOpen();
  restarting.socket.receive({ type: 'goodbye', reason: 'restarting', retry_after: 5 });
  restarting.socket.drop(4200);
  restarting.world.wake();
  await settled();
  assert.equal(restarting.sockets.length, 1);
});

test('a closed client does not wake; one that reconnects does', async () => {
  const started = await startOpen();
  started.client.close();
  assert.equal(started.world.wake, null);
  started.client.reconnect();
  assert.notEqual(started.world.wake, null);
});

test('keys are unique, in insecure contexts too', () => {
  const { crypto } = globalThis;
  const insecure = { getRandomValues: (bytes) => crypto.getRandomValues(bytes) };
  const keys = new Set([uuid(), uuid(), uuid(insecure), uuid(insecure)]);
  assert.equal(keys.size, 4);
  assert.match(uuid(insecure), /^[0-9a-f]{32}$/);
  assert.match(uuid(), /^[0-9a-f-]{36}$/);
});
