import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acknowledge, settled, start, startOpen, WELCOME } from './fakes.mjs';

test('the first socket asks for the dialect, the name and batches', async () => {
  const { socket } = await start({ user: 'Zoë' });
  assert.equal(socket.url, 'wss://example.org/ws/chat?user=Zo%C3%AB&batch=true');
  assert.deepEqual(socket.protocols, ['roomcast.v1.json']);
});

test('the token is in the subprotocols and nowhere in the address', async () => {
  const { socket } = await start({ token: 'head.body.sign' });
  assert.deepEqual(socket.protocols, ['roomcast.v1.json', 'bearer.head.body.sign']);
  assert.doesNotMatch(socket.url, /head|token/);
});

test('the client is open from the welcome on, not before', async () => {
  const { client, socket } = await start();
  assert.equal(client.state, 'connecting');
  const welcomes = [];
  client.on('welcome', (frame) => welcomes.push(frame));
  socket.receive(WELCOME);
  assert.equal(client.state, 'open');
  assert.deepEqual(welcomes, [WELCOME]);
  assert.equal(client.welcome.connection_id, 'c-1');
});

test('a token that cannot be a subprotocol ends it with words, without a loop', async () => {
  const { client, clock } = await start({ token: 'not a token' });
  assert.equal(client.state, 'closed');
  assert.equal(clock.pending, 0);
});

test('a handshake without a welcome is given up and tried again', async () => {
  const started = await start();
  await started.clock.advance(15_000);
  assert.equal(started.client.state, 'waiting');
  await started.clock.advance(1000);
  assert.equal(started.sockets.length, 2);
});

test('a message may be one frame or an array of frames, in order', async () => {
  const { client, socket } = await startOpen();
  const heard = [];
  client.on('event', ({ data }) => heard.push(data));
  const event = (data) => ({ type: 'event', event: 'message', data });
  socket.receiveText(JSON.stringify([event(1), event(2)]));
  socket.receive(event(3));
  assert.deepEqual(heard, [1, 2, 3]);
});

test('an event is also emitted by its name, which cannot pose as anything else', async () => {
  const { client, socket } = await startOpen();
  const heard = [];
  client.on('event:typing', ({ data }) => heard.push(data));
  client.on('joined', () => heard.push('spoofed'));
  socket.receive({ type: 'event', event: 'typing', data: 1 }, { type: 'event', event: 'joined', data: 2 });
  assert.deepEqual(heard, [1]);
});

for (const text of ['no json', '5', 'null', '[1]', '{"event":"x"}', '[{"type":"ping"},null]']) {
  test(`what is no frame is an error and nothing more: ${text}`, async () => {
    const { client, socket } = await startOpen();
    const codes = [];
    client.on('error', ({ code }) => codes.push(code));
    socket.receiveText(text);
    assert.deepEqual(codes, ['bad_frame']);
    assert.deepEqual(socket.sent, []);
    assert.equal(client.state, 'open');
  });
}

test('a ping of the server is answered', async () => {
  const { socket } = await startOpen();
  socket.receive({ type: 'ping' });
  assert.deepEqual(socket.sent, [{ type: 'pong' }]);
});

test('a silent server is probed and, when it stays silent, left for a new connection', async () => {
  const started = await startOpen();
  const [first] = started.sockets;
  await started.clock.advance(25_000);
  assert.deepEqual(first.sent, [{ type: 'ping' }]);
  await started.clock.advance(10_000);
  assert.ok(first.closedWith);
  assert.equal(started.client.state, 'waiting');
  await started.clock.advance(1000);
  assert.equal(started.sockets.length, 2);
});

test('a server that answers the probe, or says anything, keeps the connection', async () => {
  const { client, clock, socket } = await startOpen();
  for (let round = 0; round < 5; round += 1) {
    await clock.advance(26_000);
    socket.receive({ type: 'pong' });
  }
  assert.equal(client.state, 'open');
  assert.equal(socket.closedWith, null);
});

test('listeners that throw harm neither the client nor other listeners', async () => {
  const { client, socket, reported } = await startOpen();
  const heard = [];
  client.on('event', () => {
    throw new Error('a listener');
  });
  client.on('event', ({ data }) => heard.push(data));
  client.room('lobby').on('event', () => {
    throw new Error('a listener of the room');
  });
  socket.receive({ type: 'event', event: 'message', data: 1, room: 'lobby' });
  const published = client.publish('lobby', 2);
  await settled();
  acknowledge(socket);
  await published;
  assert.deepEqual(heard, [1]);
  assert.deepEqual(
    reported.map(({ message }) => message),
    ['a listener of the room', 'a listener'],
  );
});

test('close is final: no frame is heard and no connection made after it', async () => {
  const started = await startOpen();
  const { client, socket, clock } = started;
  client.close();
  assert.deepEqual(socket.closedWith, { code: 1000, reason: undefined });
  const heard = [];
  client.on('frame', (frame) => heard.push(frame));
  socket.receive({ type: 'event', event: 'message', data: 1 });
  socket.drop(1006);
  await clock.advance(120_000);
  assert.equal(client.state, 'closed');
  assert.equal(started.sockets.length, 1);
  assert.deepEqual(heard, []);
});

test('a listener that closes ends the batch that it is in', async () => {
  const { client, socket } = await startOpen();
  const heard = [];
  client.on('event', ({ data }) => heard.push(data) && client.close());
  socket.receiveText('[{"type":"event","event":"a","data":1},{"type":"event","event":"a","data":2}]');
  assert.deepEqual(heard, [1]);
});

test('the intervals of the welcome are obeyed', async () => {
  const { clock, socket } = await start();
  socket.receive({ ...WELCOME, heartbeat_interval: 5, heartbeat_timeout: 2 });
  await clock.advance(4999);
  assert.deepEqual(socket.sent, []);
  await clock.advance(1);
  assert.deepEqual(socket.sent, [{ type: 'ping' }]);
  await clock.advance(2000);
  assert.ok(socket.closedWith);
});

test('a closed client leaves nothing running', async () => {
  const { client, clock, socket } = await startOpen();
  const waiting = [client.join('lobby'), client.publish('lobby', 1)].map((request) => assert.rejects(request));
  await settled();
  client.close();
  await Promise.all(waiting);
  assert.equal(clock.pending, 0);
  assert.ok(socket.closedWith);
});

test('closing twice is told once', async () => {
  const { client } = await startOpen();
  const states = [];
  client.on('state', ({ state }) => states.push(state));
  client.close();
  client.close();
  assert.deepEqual(states, ['closed']);
});

test('a client that is closed while its token is fetched opens no socket', async () => {
  let fail;
  const started = await start({ token: () => new Promise((resolve, reject) => (fail = reject)) });
  const errors = [];
  started.client.on('error', (error) => errors.push(error));
  started.client.close();
  fail(new Error('offline'));
  await settled();
  assert.equal(started.client.state, 'closed');
  assert.deepEqual([errors, started.sockets], [[], []]);
});
