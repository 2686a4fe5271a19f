import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acknowledge, comeBack, logged, settled, startIn, startOpen, stored, tellHistory } from './fakes.mjs';

test('a page of history has the events as an event frame has them', async () => {
  const { room, socket, heard } = await startIn();
  const asked = room.history({ before: 5, limit: 2 });
  await settled();
  await tellHistory(socket, [logged(3), logged(4)], { complete: false });
  assert.deepEqual(await asked, { epoch: 'e1', events: [logged(3), logged(4)], complete: false });
  assert.deepEqual(heard, [], 'what was asked for is no event');
});

test('a room that is not joined can be asked', async () => {
  const { client, socket } = await startOpen();
  const asked = client.room('lobby').history({ since: 0 });
  await settled();
  await tellHistory(socket, [logged(1)]);
  assert.equal((await asked).complete, true);
});

test('a question for history outlives its connection', async () => {
  const started = await startIn();
  const asked = started.room.history();
  await settled();
  await comeBack(started);
  await tellHistory(started.socket, [logged(10)]);
  assert.equal((await asked).events.length, 1);
});

test('older pages come one after the other until there are no more', async () => {
  const { room, socket } = await startIn();
  const pages = [];
  const reading = (async () => {
    for await (const events of room.pages({ before: 10, limit: 3 })) pages.push(events.map(({ offset }) => offset));
  })();
  await settled();
  assert.deepEqual([socket.sent.at(-1).before, socket.sent.at(-1).limit], [10, 3]);
  await tellHistory(
    socket,
    [7, 8, 9].map((offset) => logged(offset)),
    { complete: false },
  );
  assert.equal(socket.sent.at(-1).before, 7);
  await tellHistory(
    socket,
    [5, 6].map((offset) => logged(offset)),
  );
  await reading;
  assert.deepEqual(pages, [
    [7, 8, 9],
    [5, 6],
  ]);
});

test('reading older pages asks for no more than is read', async () => {
  const { room, socket } = await startIn();
  const pages = room.pages();
  const first = pages.next();
  await settled();
  assert.deepEqual(socket.sent.at(-1), { type: 'history', id: 2, room: 'lobby' });
  await tellHistory(socket, [logged(9), logged(10)], { complete: false });
  assert.equal((await first).value.length, 2);
  await pages.return();
  await settled();
  assert.equal(socket.sent.length, 2);
});

test('a history that is empty has no pages, and one that begins anew on the way is an error', async () => {
  const { room, socket } = await startIn();
  const none = room.pages().next();
  await settled();
  await tellHistory(socket, [], { complete: false });
  assert.equal((await none).done, true);
  const pages = room.pages();
  pages.next();
  await settled();
  await tellHistory(socket, [logged(9)], { complete: false });
  const failure = assert.rejects(pages.next(), { code: 'history_lost' });
  await settled();
  await tellHistory(socket, [logged(1)], { epoch: 'e2' });
  await failure;
});

test('a join with history brings the recent events, and what is newer comes as an event, once', async () => {
  const { client, socket } = await startOpen();
  const room = client.room('lobby');
  const told = [];
  room.on('history', ({ events, complete }) => told.push([events.map(({ data }) => data), complete]));
  room.on('event', ({ data }) => told.push(data));
  client.on('history', ({ room: name, epoch }) => told.push([name, epoch]));
  room.join({ history: 3 });
  await settled();
  const [{ id, history }] = socket.sent;
  assert.equal(history, 3);
  const events = [8, 9, 10, 11].map((offset) => stored(logged(offset)));
  socket.receiveText(
    JSON.stringify([
      { type: 'ack', id, action: 'join', room: 'lobby', epoch: 'e1', offset: 10 },
      { type: 'history', room: 'lobby', epoch: 'e1', events, complete: false },
      logged(11),
    ]),
  );
  assert.deepEqual(told, [[[8, 9, 10], false], ['lobby', 'e1'], 11]);
});

test('after a reconnect the history is asked for again, for the case that it is needed', async () => {
  const started = await startIn({}, { history: 3 });
  await comeBack(started);
  assert.deepEqual(started.last(), {
    type: 'join',
    id: 2,
    room: 'lobby',
    since: { epoch: 'e1', offset: 10 },
    history: 3,
  });
  const told = [];
  started.room.on('history', ({ events }) => told.push(events.length));
  started.client.on('discontinuity', ({ reason }) => told.push(reason));
  acknowledge(started.socket, { epoch: 'e2', offset: 2, recovered: false });
  const events = [1, 2].map((offset) => stored(logged(offset)));
  started.socket.receive({ type: 'history', room: 'lobby', epoch: 'e2', events, complete: true });
  assert.deepEqual(told, ['epoch', 2]);
});
