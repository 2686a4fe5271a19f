import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acknowledge, comeBack, logged, settled, startIn, tellHistory } from './fakes.mjs';

const from = (offset, connection_id) => logged(offset, { from: { id: 'ada', name: 'Ada', connection_id } });

test('a gap is told, filled from the history, and only then comes what is newer', async () => {
  const { socket, heard, broken, last } = await startIn();
  socket.receive(logged(13), logged(14));
  assert.deepEqual([heard, broken], [[], [['gap', 10, 12]]]);
  assert.deepEqual(last(), { type: 'history', id: 2, room: 'lobby', since: 10, limit: 100 });
  await tellHistory(
    socket,
    [11, 12, 13, 14].map((offset) => logged(offset)),
  );
  socket.receive(logged(15));
  assert.deepEqual(heard, [11, 12, 13, 14, 15]);
  assert.deepEqual(broken, [['gap', 10, 12]]);
});

test('events out of order need no history', async () => {
  const { socket, heard } = await startIn();
  socket.receive(logged(12));
  socket.receive(logged(11));
  await tellHistory(
    socket,
    [11, 12].map((offset) => logged(offset)),
  );
  assert.deepEqual(heard, [11, 12]);
});

test('a gap that spans pages is filled page by page', async () => {
  const { socket, heard, last } = await startIn();
  socket.receive(logged(15));
  await tellHistory(
    socket,
    [11, 12].map((offset) => logged(offset)),
    { complete: false },
  );
  assert.equal(last().since, 12);
  await tellHistory(
    socket,
    [13, 14].map((offset) => logged(offset)),
    { complete: false },
  );
  assert.deepEqual(heard, [11, 12, 13, 14, 15]);
  assert.equal(socket.sent.length, 3, 'the history is not asked for what is there');
});

test('a gap that the history cannot fill is lost, and what follows is delivered', async () => {
  const { socket, heard, broken, room } = await startIn();
  socket.receive(logged(20));
  await tellHistory(
    socket,
    [18, 19, 20].map((offset) => logged(offset)),
  );
  assert.deepEqual(heard, [18, 19, 20]);
  assert.deepEqual(broken, [
    ['gap', 10, 19],
    ['lost', 10, 17],
  ]);
  assert.equal(room.position.offset, 20);
});

test('a gap whose history is gone altogether is lost', async () => {
  const { socket, heard, broken } = await startIn();
  socket.receive(logged(20));
  await tellHistory(socket, []);
  assert.deepEqual(heard, [20]);
  assert.deepEqual(broken.at(-1), ['lost', 10, 19]);
});

test('a server that refuses the history leaves a loss that is told', async () => {
  const { socket, heard, broken, last } = await startIn();
  socket.receive(logged(20));
  socket.receive({ type: 'error', id: last().id, code: 'forbidden', message: 'No', temporary: false });
  await settled();
  assert.deepEqual(heard, [20]);
  assert.deepEqual(broken.at(-1), ['lost', 10, 19]);
});

test('a history that is unavailable now is asked again, and nothing newer comes before', async () => {
  const { socket, heard, broken, last, clock } = await startIn();
  socket.receive(logged(12));
  const { id } = last();
  socket.receive({ type: 'error', id, code: 'unavailable', message: 'Later', temporary: true, retry_after: 4 });
  await settled();
  socket.receive(logged(13));
  await clock.advance(3999);
  assert.deepEqual([last().id, heard], [id, []]);
  await clock.advance(1);
  await tellHistory(
    socket,
    [11, 12, 13].map((offset) => logged(offset)),
  );
  assert.deepEqual(heard, [11, 12, 13]);
  assert.deepEqual(broken, [['gap', 10, 11]]);
});

test('what is too much to hold back is read from the history', async () => {
  const { socket, heard } = await startIn();
  for (let offset = 12; offset <= 700; offset += 1) socket.receive(logged(offset));
  await tellHistory(
    socket,
    [11].map((offset) => logged(offset)),
    { complete: false },
  );
  assert.equal(heard.at(-1), 511);
  const rest = Array.from({ length: 189 }, (_, index) => logged(512 + index));
  await tellHistory(socket, rest);
  assert.deepEqual([heard.length, heard.at(-1)], [690, 700]);
});

test('behind a hole that is lost the next gap is filled', async () => {
  const { socket, heard, broken, last } = await startIn();
  socket.receive(logged(13), logged(15));
  await tellHistory(socket, []);
  assert.deepEqual(heard, [13]);
  assert.equal(last().since, 13);
  await tellHistory(socket, [logged(14), logged(15)]);
  assert.deepEqual(heard, [13, 14, 15]);
  assert.deepEqual(broken.map(String), ['gap,10,12', 'lost,10,12']);
});

test('duplicates do not move the edge of a gap', async () => {
  const { socket, broken } = await startIn();
  socket.receive(logged(11), logged(11), logged(10), logged(13));
  assert.deepEqual(broken, [['gap', 11, 12]]);
});

test('a second gap is told as well', async () => {
  const { socket, broken } = await startIn();
  socket.receive(logged(12));
  await tellHistory(
    socket,
    [11, 12].map((offset) => logged(offset)),
  );
  socket.receive(logged(14));
  await settled();
  assert.deepEqual(broken, [
    ['gap', 10, 11],
    ['gap', 12, 13],
  ]);
});

test('a connection that ends while a gap is open resumes before the gap', async () => {
  const started = await startIn();
  const [first] = started.sockets;
  started.socket.receive(logged(12));
  const { id } = started.last();
  await comeBack(started);
  assert.deepEqual(started.last().since, { epoch: 'e1', offset: 10 });
  first.receive({ type: 'history', id, room: 'lobby', epoch: 'e1', events: [], complete: true });
  acknowledge(started.socket, { epoch: 'e1', offset: 12, recovered: true });
  started.socket.receive(logged(11), logged(12));
  await settled();
  assert.deepEqual(started.heard, [11, 12]);
  assert.deepEqual(started.broken, [['gap', 10, 11]]);
});

test('a gap on the next connection is filled, although one was open when the last ended', async () => {
  const started = await startIn();
  started.socket.receive(logged(12));
  await comeBack(started);
  acknowledge(started.socket, { epoch: 'e1', offset: 12, recovered: true });
  started.socket.receive(logged(11), logged(12), logged(14));
  assert.deepEqual(started.last(), { type: 'history', id: 4, room: 'lobby', since: 12, limit: 100 });
});

test('another epoch on a live connection is a discontinuity, and its events are delivered', async () => {
  const { socket, heard, broken, room } = await startIn();
  socket.receive(logged(11), logged(1, { epoch: 'e2' }), logged(2, { epoch: 'e2' }));
  assert.deepEqual(heard, [11, 1, 2]);
  assert.deepEqual(broken, [['epoch', 11, 0]]);
  assert.deepEqual(room.position, { epoch: 'e2', offset: 2 });
});

test('another epoch that shows in the history is a discontinuity', async () => {
  const { socket, heard, broken, room } = await startIn();
  socket.receive(logged(12));
  await tellHistory(socket, [logged(1), logged(2)], { epoch: 'e2' });
  assert.deepEqual(room.position, { epoch: 'e2', offset: 2 });
  assert.deepEqual(broken.at(-1), ['epoch', 10, 2]);
  socket.receive(logged(3, { epoch: 'e2' }));
  assert.deepEqual(heard, [3]);
});

test('what was published without an echo counts as seen by its ack', async () => {
  const { socket, heard, broken, room } = await startIn();
  const published = room.publish('mine', { echo: false });
  await settled();
  acknowledge(socket, { room: 'lobby', epoch: 'e1', offset: 11 });
  await published;
  assert.equal(room.position.offset, 11);
  socket.receive(logged(12));
  assert.deepEqual([heard, broken], [[12], []]);
});

test('an event that overtakes the ack of an own one waits for it', async () => {
  const { socket, heard, broken, room } = await startIn();
  room.publish('mine', { echo: false });
  await settled();
  const { id } = socket.sent.at(-1);
  socket.receive(logged(12));
  assert.deepEqual(heard, []);
  socket.receive({ type: 'ack', id, action: 'publish', room: 'lobby', epoch: 'e1', offset: 11 });
  assert.deepEqual([heard, broken], [[12], []]);
});

test('an own offset that is ahead waits for the events before it', async () => {
  const { socket, heard, broken, room } = await startIn();
  room.publish('mine', { echo: false });
  await settled();
  acknowledge(socket, { room: 'lobby', epoch: 'e1', offset: 13 });
  assert.equal(room.position.offset, 10);
  socket.receive(logged(11), logged(12), logged(14));
  assert.deepEqual([heard, broken], [[11, 12, 14], []]);
});

test('a gap that is no own one is filled when the own ack has shown it', async () => {
  const { socket, heard, broken, room } = await startIn();
  room.publish('mine', { echo: false });
  await settled();
  const { id } = socket.sent.at(-1);
  socket.receive(logged(13));
  assert.deepEqual(broken, []);
  socket.receive({ type: 'ack', id, action: 'publish', room: 'lobby', epoch: 'e1', offset: 12 });
  assert.deepEqual(broken, [['gap', 10, 12]]);
  await tellHistory(
    socket,
    [11, 12, 13].map((offset) => logged(offset)),
  );
  assert.deepEqual(heard, [11, 13]);
});

test('a publication without an echo that fails explains no gap', async () => {
  const { socket, broken, room } = await startIn();
  const failure = assert.rejects(room.publish('mine', { echo: false }), { code: 'forbidden' });
  await settled();
  const { id } = socket.sent.at(-1);
  socket.receive(logged(12));
  socket.receive({ type: 'error', id, code: 'forbidden', message: 'No', temporary: false });
  await failure;
  assert.deepEqual(broken, [['gap', 10, 11]]);
});

test('what is published after a gap was seen does not keep it open', async () => {
  const { socket, broken, room } = await startIn();
  room.publish('first', { echo: false });
  await settled();
  const { id } = socket.sent.at(-1);
  socket.receive(logged(13));
  room.publish('second', { echo: false });
  await settled();
  socket.receive({ type: 'ack', id, action: 'publish', room: 'lobby', epoch: 'e1', offset: 14 });
  assert.deepEqual(broken, [['gap', 10, 12]]);
});

test('what is published after an own event came does not keep it waiting', async () => {
  const { socket, heard, room } = await startIn();
  room.publish('first', { echo: false });
  await settled();
  const { id } = socket.sent.at(-1);
  socket.receive(from(11, 'c-1'));
  assert.deepEqual(heard, []);
  room.publish('second', { echo: false });
  await settled();
  socket.receive({ type: 'ack', id, action: 'publish', room: 'lobby', epoch: 'e1', offset: 12 });
  assert.deepEqual(heard, [11]);
});

test('what was acknowledged without an echo is not replayed to us', async () => {
  const started = await startIn();
  started.room.publish('mine', { echo: false });
  await settled();
  acknowledge(started.socket, { room: 'lobby', epoch: 'e1', offset: 12 });
  await comeBack(started);
  acknowledge(started.socket, { epoch: 'e1', offset: 13, recovered: true });
  started.socket.receive(logged(11), from(12, 'c-1'), logged(13));
  assert.deepEqual(started.heard, [11, 13]);
});

test('what was published without an echo, and whose ack was lost, is not replayed to us either', async () => {
  const started = await startIn();
  started.room.publish('mine', { echo: false });
  await settled();
  await comeBack(started);
  acknowledge(started.socket, { epoch: 'e1', offset: 12, recovered: true });
  const again = started.last();
  assert.deepEqual([again.type, again.key], ['publish', 'key-1']);
  started.socket.receive(from(11, 'c-1'), logged(12));
  assert.deepEqual(started.heard, [], 'the ack will tell whether 11 is ours');
  const ack = { type: 'ack', id: again.id, action: 'publish', room: 'lobby', epoch: 'e1', offset: 11, duplicate: true };
  started.socket.receive(ack);
  assert.deepEqual([started.heard, started.broken], [[12], []]);
});

test('an event of an earlier connection of ours that is no own one without an echo is delivered', async () => {
  const started = await startIn();
  started.room.publish('mine', { echo: false });
  await settled();
  await comeBack(started);
  acknowledge(started.socket, { epoch: 'e1', offset: 11, recovered: true });
  const { id } = started.last();
  started.socket.receive(from(11, 'c-1'));
  started.socket.receive({ type: 'ack', id, action: 'publish', room: 'lobby', epoch: 'e1', offset: 12 });
  assert.deepEqual(started.heard, [11]);
  assert.equal(started.room.position.offset, 12);
});

test('rooms do not wait for each other', async () => {
  const { client, socket, heard } = await startIn();
  client.on('event', ({ room, data }) => room === 'other' && heard.push(data));
  client.join('other');
  await settled();
  acknowledge(socket, { room: 'other', epoch: 'e1', offset: 5 });
  socket.receive(logged(12), logged(6, { room: 'other' }));
  assert.deepEqual(heard, [6]);
});

test('a listener that leaves at a discontinuity ends it', async () => {
  const { socket, heard, room, client, reported } = await startIn();
  room.on('discontinuity', () => void room.leave());
  socket.receive(logged(1, { epoch: 'e2' }));
  await settled();
  acknowledge(socket);
  await settled();
  assert.deepEqual([heard, client.positions(), reported], [[], {}, []]);
});
