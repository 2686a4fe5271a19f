import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RoomcastError } from '../../main/webapp/js/client/roomcast.js';
import { acknowledge, comeBack, settled, start, startIn, startOpen, WELCOME, welcome } from './fakes.mjs';

const published = (socket) => socket.sent.filter(({ type }) => type === 'publish');
const said = (socket) => published(socket).map(({ data }) => data);
const ack = (socket, { id }, fields = {}) => socket.receive({ type: 'ack', id, action: 'publish', ...fields });

/** Cuts the connection and comes back into the room. */
async function rejoin(started, fields) {
  await comeBack(started, fields);
  acknowledge(started.socket, { epoch: 'e1', offset: 10, recovered: true });
}

test('every publication has a key of its own, except what is ephemeral', async () => {
  const { client, socket } = await startOpen();
  client.publish('lobby', 1);
  client.publish('lobby', 2);
  client.publish('lobby', 3, { key: 'order-4711' });
  client.publish('lobby', 4, { ephemeral: true });
  await settled();
  assert.deepEqual(
    socket.sent.map(({ key }) => key),
    ['key-1', 'key-2', 'order-4711', undefined],
  );
});

test('what is published without a connection is sent once, in order, after the room was entered again', async () => {
  const started = await startIn();
  started.socket.drop(1006);
  const all = ['a', 'b', 'c'].map((text) => started.room.publish(text));
  await settled();
  assert.deepEqual(said(started.socket), []);
  await started.clock.advance(1000);
  welcome(started.socket);
  await settled();
  assert.deepEqual(said(started.socket), [], 'the room is not entered yet');
  acknowledge(started.socket, { epoch: 'e1', offset: 10, recovered: true });
  assert.deepEqual(said(started.socket), ['a', 'b', 'c']);
  for (const [index, frame] of published(started.socket).entries()) ack(started.socket, frame, { offset: 11 + index });
  assert.deepEqual(
    (await Promise.all(all)).map(({ offset }) => offset),
    [11, 12, 13],
  );
  await rejoin(started);
  assert.deepEqual(said(started.socket), []);
});

test('what has no ack is sent again on the next connection, with the same key, before what came later', async () => {
  const started = await startIn();
  const results = [started.room.publish('a'), started.room.publish('b')];
  await settled();
  const [a, b] = published(started.socket);
  ack(started.socket, a, { offset: 11 });
  started.socket.drop(1006);
  results.push(started.room.publish('c'));
  await started.clock.advance(1000);
  welcome(started.socket);
  await settled();
  acknowledge(started.socket, { epoch: 'e1', offset: 12, recovered: true });
  assert.deepEqual(
    published(started.socket).map(({ data, key }) => [data, key]),
    [
      ['b', b.key],
      ['c', 'key-3'],
    ],
  );
  const [again, c] = published(started.socket);
  ack(started.socket, again, { offset: 12, duplicate: true });
  ack(started.socket, c, { offset: 13 });
  assert.deepEqual(
    (await Promise.all(results)).map(({ offset }) => offset),
    [11, 12, 13],
  );
});

test('a publication goes again as often as its connection is lost', async () => {
  const started = await startIn({ backoff: { ceiling: 1000 } });
  const result = started.room.publish('a');
  await settled();
  for (let round = 0; round < 5; round += 1) {
    await rejoin(started);
    await started.clock.advance(4000);
    assert.deepEqual(
      published(started.socket).map(({ data, key }) => [data, key]),
      [['a', 'key-1']],
    );
  }
  acknowledge(started.socket, { offset: 11 });
  assert.equal((await result).offset, 11);
});

test('what is published is what it was at that moment', async () => {
  const started = await startIn();
  started.socket.drop(1006);
  const data = { text: 'before' };
  started.room.publish(data);
  await settled();
  data.text = 'after';
  await rejoin(started);
  assert.deepEqual(said(started.socket), [{ text: 'before' }]);
});

test('an anonymous connection, whose keys the server does not know again, repeats nothing', async () => {
  const started = await start();
  welcome(started.socket, { authenticated: false });
  const failure = assert.rejects(started.client.publish('lobby', 'sent'), { code: 'connection_lost', closeCode: 1006 });
  await settled();
  started.socket.drop(1006);
  await failure;
  started.client.publish('lobby', 'kept');
  await started.clock.advance(1000);
  welcome(started.socket, { authenticated: false });
  assert.deepEqual(said(started.socket), ['kept']);
});

test('more than may wait is refused with a typed error, and what waits stays', async () => {
  const started = await startIn({ buffer: { count: 2 } });
  started.socket.drop(1006);
  started.room.publish('a');
  started.room.publish('b');
  await assert.rejects(started.room.publish('c'), (error) => {
    assert.ok(error instanceof RoomcastError);
    assert.deepEqual([error.code, error.temporary], ['buffer_full', true]);
    return true;
  });
  await rejoin(started);
  started.room.publish('d');
  await settled();
  assert.deepEqual(said(started.socket), ['a', 'b', 'd']);
});

test('what waits is bounded in bytes too', async () => {
  const started = await startIn({ buffer: { bytes: 1000 } });
  started.socket.drop(1006);
  started.room.publish('ü'.repeat(400));
  await assert.rejects(started.room.publish('ü'.repeat(400)), { code: 'buffer_full' });
});

test('what is sent at once is not bounded', async () => {
  const { room, socket } = await startIn({ buffer: { count: 2, bytes: 20 } });
  for (let index = 0; index < 100; index += 1) room.publish(index);
  await settled();
  assert.equal(said(socket).length, 100);
});

test('a publication is given up when it has waited too long', async () => {
  const started = await startIn({ buffer: { age: 60_000 }, backoff: { ceiling: 1000 } });
  started.socket.drop(1006);
  let given = null;
  started.room.publish('a').catch((error) => (given = error));
  for (let time = 0; time < 59_000; time += 1000) {
    await started.clock.advance(1000);
    started.socket.drop(1006);
  }
  assert.equal(given, null);
  await started.clock.advance(1000);
  assert.deepEqual([given?.code, given?.temporary], ['timeout', true]);
  await rejoin(started);
  assert.deepEqual(said(started.socket), []);
});

test('after a sleep that the timers did not notice, nothing too old is sent', async () => {
  let asleep = 0;
  const started = await start({ date: () => started.clock.time + asleep });
  welcome(started.socket);
  const failure = assert.rejects(started.client.publish('lobby', 'a'), { code: 'timeout' });
  await settled();
  started.socket.drop(1006);
  asleep = 3_600_000;
  await started.clock.advance(1000);
  welcome(started.socket);
  await failure;
  assert.deepEqual(said(started.socket), []);
});

test('without an ack the server is probed at half time, and while it answers the publication times out', async () => {
  const { room, clock, socket } = await startIn({ requestTimeout: 8000 });
  const failure = assert.rejects(room.publish('a'), { code: 'timeout', temporary: true });
  await clock.advance(3999);
  assert.notEqual(socket.sent.at(-1).type, 'ping');
  await clock.advance(1);
  assert.equal(socket.sent.at(-1).type, 'ping');
  socket.receive({ type: 'pong' });
  await clock.advance(4000);
  await failure;
});

test('on a connection that is dead the publication is sent again on the next one in time', async () => {
  const started = await startIn();
  const result = started.room.publish('a');
  await settled();
  await started.clock.advance(5000 + 3000 + 1000);
  assert.equal(started.sockets.length, 2);
  welcome(started.socket);
  await settled();
  acknowledge(started.socket, { epoch: 'e1', offset: 10, recovered: true });
  assert.deepEqual(said(started.socket), ['a']);
  acknowledge(started.socket, { offset: 11 });
  assert.equal((await result).offset, 11);
});

test('an ack that comes twice, or late, changes nothing', async () => {
  const started = await startIn();
  const result = started.room.publish('a');
  await settled();
  const [a] = published(started.socket);
  ack(started.socket, a, { offset: 11 });
  ack(started.socket, a, { offset: 12, duplicate: true });
  assert.equal((await result).offset, 11);
  await rejoin(started);
  assert.deepEqual(said(started.socket), []);
});

test('a frame that the server dropped unread is sent again when it may be, one by one', async () => {
  const started = await startIn();
  const { socket, room, client, clock } = started;
  const errors = [];
  client.on('error', ({ code }) => errors.push(code));
  const results = ['a', 'b', 'c'].map((text) => room.publish(text));
  await settled();
  const [a] = published(socket);
  ack(socket, a, { offset: 11 });
  socket.receive({ type: 'error', code: 'rate_limited', message: 'Too many', temporary: true, retry_after: 2 });
  results.push(room.publish('d'));
  await clock.advance(1999);
  assert.deepEqual(said(socket), ['a', 'b', 'c']);
  await clock.advance(1);
  assert.deepEqual(said(socket), ['a', 'b', 'c', 'b']);
  await clock.advance(4000);
  assert.deepEqual(said(socket), ['a', 'b', 'c', 'b', 'c', 'd']);
  for (const frame of published(socket).slice(3)) ack(socket, frame, { offset: 12 });
  await Promise.all(results);
  assert.deepEqual(errors, ['rate_limited']);
  await clock.advance(2000);
  room.publish('e');
  room.publish('f');
  await settled();
  assert.deepEqual(said(socket).slice(-2), ['e', 'f'], 'and then as fast as ever');
});

for (const code of ['rate_limited', 'unavailable']) {
  test(`a publication that is ${code} goes again by itself`, async () => {
    const { socket, room, clock } = await startIn();
    const result = room.publish('a');
    await settled();
    const { id, key } = socket.sent.at(-1);
    socket.receive({ type: 'error', id, code, message: 'Later', temporary: true, retry_after: 3 });
    await clock.advance(3000);
    assert.deepEqual([socket.sent.at(-1).key, said(socket)], [key, ['a', 'a']]);
    acknowledge(socket, { offset: 11 });
    assert.equal((await result).offset, 11);
  });
}

test('what the server takes later goes again in order', async () => {
  const { socket, room, clock } = await startIn();
  const results = [room.publish('a'), room.publish('b')];
  await settled();
  for (const { id } of published(socket)) {
    socket.receive({ type: 'error', id, code: 'unavailable', message: 'Later', temporary: true });
  }
  await clock.advance(2000);
  assert.deepEqual(said(socket), ['a', 'b', 'a', 'b']);
  for (const frame of published(socket).slice(2)) ack(socket, frame, { offset: 11 });
  await Promise.all(results);
});

test('a pause that one connection asked for does not bind the next', async () => {
  const started = await startIn();
  started.room.publish('a');
  await settled();
  started.socket.receive({ type: 'error', code: 'rate_limited', message: '', temporary: true, retry_after: 60 });
  await rejoin(started);
  assert.deepEqual(said(started.socket), ['a']);
});

test('what the server refuses is refused, and what follows goes on', async () => {
  const { socket, room } = await startIn();
  const failure = assert.rejects(room.publish('a'), { code: 'forbidden' });
  const result = room.publish('b');
  await settled();
  const [a, b] = published(socket);
  socket.receive({ type: 'error', id: a.id, code: 'forbidden', message: 'No', temporary: false });
  ack(socket, b, { offset: 11 });
  await failure;
  assert.equal((await result).offset, 11);
});

test('what waits for a room that cannot be entered fails with the reason, the rest goes on', async () => {
  const started = await startIn();
  started.socket.drop(1006);
  const failure = assert.rejects(started.room.publish('a'), { code: 'forbidden' });
  started.client.publish('other', 'b');
  await started.clock.advance(1000);
  welcome(started.socket);
  await settled();
  const { id } = started.socket.sent.find(({ type }) => type === 'join');
  started.socket.receive({ type: 'error', id, code: 'forbidden', message: 'No', temporary: false });
  await failure;
  assert.deepEqual(said(started.socket), ['b']);
});

test('a publication larger than the server takes is refused here, and only it', async () => {
  const { client, socket } = await start();
  const failure = assert.rejects(client.publish('lobby', 'ü'.repeat(100)), { code: 'too_large' });
  client.publish('lobby', 'b');
  await settled();
  socket.receive({ ...WELCOME, max_message_size: 150 });
  await failure;
  assert.deepEqual(said(socket), ['b']);
});

test('data that cannot travel is a mistake of the caller', async () => {
  const { client } = await startOpen();
  const round = {};
  round.round = round;
  await assert.rejects(client.publish('lobby', round), TypeError);
});

test('the end of the connection fails what waits, and leaves no timer', async () => {
  const started = await startIn();
  const failures = [started.room.publish('a')];
  await settled();
  started.socket.drop(1006);
  failures.push(started.room.publish('b'), started.client.publish('other', 'c'));
  const all = Promise.all(failures.map((failure) => assert.rejects(failure, { code: 'closed' })));
  await settled();
  started.client.close();
  await all;
  assert.equal(started.clock.pending, 0);
});
