import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RoomcastError } from '../../main/webapp/js/client/roomcast.js';
import { acknowledge, settled, start, startOpen, WELCOME } from './fakes.mjs';

test('an ack resolves the request with the same id, whatever the order', async () => {
  const { client, socket } = await startOpen();
  const first = client.publish('lobby', 1);
  const second = client.publish('lobby', 2);
  await settled();
  const [one, two] = socket.sent;
  assert.notEqual(one.id, two.id);
  socket.receive({ type: 'ack', id: two.id, action: 'publish', offset: 2 });
  socket.receive({ type: 'ack', id: one.id, action: 'publish', offset: 1 });
  assert.equal((await first).offset, 1);
  assert.equal((await second).offset, 2);
});

test('an error rejects its request with code, permanence and delay', async () => {
  const { client, socket } = await startOpen();
  const emitted = [];
  client.on('error', (error) => emitted.push(error));
  const request = client.send({ user: 'bob' }, 'hi');
  const failure = assert.rejects(request, (error) => {
    assert.ok(error instanceof RoomcastError);
    assert.deepEqual([error.code, error.message, error.temporary, error.retryAfter], ['rate_limited', 'Slow', true, 2]);
    return true;
  });
  await settled();
  const { id } = socket.sent[0];
  socket.receive({ type: 'error', id, code: 'rate_limited', message: 'Slow', temporary: true, retry_after: 2 });
  await failure;
  assert.deepEqual(emitted, []);
});

test('an error without an id is emitted', async () => {
  const { client, socket } = await startOpen();
  const errors = [];
  client.on('error', (error) => errors.push([error.code, error.temporary]));
  socket.receive({ type: 'error', code: 'bad_frame', message: 'No', temporary: false });
  assert.deepEqual(errors, [['bad_frame', false]]);
});

test('presence is an answer too', async () => {
  const { client, socket } = await startOpen();
  const request = client.presence('lobby');
  await settled();
  socket.receive({ type: 'presence', id: socket.sent[0].id, room: 'lobby', users: [], count: 0 });
  assert.equal((await request).count, 0);
});

test('a request without an answer times out, and a late answer does no harm', async () => {
  const { client, clock, socket } = await startOpen({ requestTimeout: 5000 });
  const failure = assert.rejects(client.markRead('all'), { code: 'timeout', temporary: true });
  await clock.advance(2500);
  assert.deepEqual(socket.sent[1], { type: 'ping' }, 'at half time the connection is doubted');
  socket.receive({ type: 'pong' });
  await clock.advance(2499);
  assert.equal(socket.sent.length, 2);
  await clock.advance(1);
  await failure;
  socket.receive({ type: 'ack', id: 1, action: 'mark_read' });
  assert.equal(client.state, 'open');
});

test('an answered request leaves no timer behind', async () => {
  const { client, clock, socket } = await startOpen();
  const before = clock.pending;
  const request = client.publish('lobby', 1);
  await settled();
  acknowledge(socket);
  await request;
  assert.equal(clock.pending, before);
});

test('a request before the welcome waits for it', async () => {
  const { client, socket } = await start();
  const request = client.publish('lobby', 1);
  await settled();
  assert.deepEqual(socket.sent, []);
  socket.receive(WELCOME);
  assert.equal(socket.sent.length, 1);
  acknowledge(socket, { offset: 7 });
  assert.equal((await request).offset, 7);
});

test('what is ephemeral does not wait', async () => {
  const { client } = await start();
  await assert.rejects(client.publish('lobby', 1, { ephemeral: true }), { code: 'not_connected' });
});

test('a lost connection fails what was sent and keeps what was not', async () => {
  const started = await startOpen();
  const sent = started.client.send({ user: 'bob' }, 'sent');
  const failure = assert.rejects(sent, { code: 'connection_lost', temporary: true, closeCode: 1006 });
  await settled();
  started.socket.drop(1006);
  await failure;
  const kept = started.client.send({ user: 'bob' }, 'kept');
  await started.clock.advance(1000);
  started.socket.receive(WELCOME);
  assert.deepEqual(
    started.socket.sent.map(({ data }) => data),
    ['kept'],
  );
  acknowledge(started.socket);
  await kept;
});

test('the end of the connection fails everything, at once and from then on', async () => {
  const { client, socket } = await startOpen();
  const waiting = assert.rejects(client.markRead('all'), { code: 'connection_lost' });
  const joining = assert.rejects(client.join('lobby'), { code: 'closed', closeCode: 4004 });
  await settled();
  socket.drop(4004, 'ended');
  await waiting;
  await joining;
  await assert.rejects(client.markRead('all'), { code: 'closed' });
  await assert.rejects(client.join('lobby'), { code: 'closed' });
});

test('a message larger than the server takes is refused here', async () => {
  const { client, socket } = await start();
  socket.receive({ ...WELCOME, max_message_size: 100 });
  await assert.rejects(client.publish('lobby', 'ü'.repeat(50)), { code: 'too_large' });
  assert.deepEqual(socket.sent, []);
});

test('data that is missing is a mistake of the caller', async () => {
  const { client } = await startOpen();
  await assert.rejects(client.publish('lobby'), TypeError);
  await assert.rejects(client.send({ user: 'bob' }), TypeError);
});

test('an answer is for the one who asked, and no event', async () => {
  const { client, socket } = await startOpen();
  const emitted = [];
  client.on('presence', (frame) => emitted.push(frame));
  const request = client.presence();
  await settled();
  socket.receive({ type: 'presence', id: socket.sent[0].id, users: [], count: 0 });
  await request;
  assert.deepEqual(emitted, []);
});

test('presence before the welcome waits for it, and close fails what still waits', async () => {
  const { client, socket } = await start();
  const request = client.presence();
  await settled();
  const failure = assert.rejects(request, { code: 'closed', message: 'The connection is closed.' });
  client.close();
  await failure;
  assert.deepEqual(socket.sent, []);
});

test('errors of the client say whether repeating can help', async () => {
  const { client } = await start();
  await assert.rejects(client.publish('lobby', 1, { ephemeral: true }), { temporary: true });
  client.close();
  await assert.rejects(client.presence(), { code: 'closed', temporary: false });
});
