import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acknowledge, comeBack, logged, settled, startIn, startOpen, stored, welcome } from './fakes.mjs';

test('the ack of a join is where a room begins', async () => {
  const { client, room } = await startIn();
  assert.deepEqual(room.position, { epoch: 'e1', offset: 10 });
  assert.deepEqual(client.positions(), { lobby: { epoch: 'e1', offset: 10 } });
});

test('the position moves on after the listeners have run, also after one that throws', async () => {
  const { room, socket } = await startIn({ report: () => {} });
  const seen = [];
  room.on('event', () => {
    seen.push(room.position.offset);
    throw new Error('a listener');
  });
  socket.receive(logged(11), logged(12));
  assert.deepEqual(seen, [10, 11]);
  assert.equal(room.position.offset, 12);
});

test('after a reconnect the room is joined with the last position, and what was missed comes as events', async () => {
  const started = await startIn();
  started.socket.receive(logged(11));
  const entered = [];
  started.room.on('entered', ({ again, recovered }) => entered.push([again, recovered]));
  await comeBack(started);
  assert.deepEqual(started.socket.sent, [{ type: 'join', id: 2, room: 'lobby', since: { epoch: 'e1', offset: 11 } }]);
  acknowledge(started.socket, { epoch: 'e1', offset: 13, recovered: true });
  started.socket.receive(logged(12), logged(13), logged(14));
  await settled();
  assert.deepEqual(started.heard, [11, 12, 13, 14]);
  assert.deepEqual(started.broken, []);
  assert.deepEqual(entered, [[true, true]]);
});

test('an ack and the events behind it in one message are taken in order', async () => {
  const started = await startIn();
  await comeBack(started);
  const [{ id }] = started.socket.sent;
  const ack = { type: 'ack', id, action: 'join', room: 'lobby', epoch: 'e1', offset: 12, recovered: true };
  started.socket.receiveText(JSON.stringify([ack, logged(11), logged(12)]));
  assert.deepEqual(started.heard, [11, 12]);
});

test('a first join and the event behind it in one message are taken in order', async () => {
  const { client, socket } = await startOpen();
  const heard = [];
  client.on('event', ({ data }) => heard.push(data));
  client.join('lobby');
  await settled();
  const [{ id }] = socket.sent;
  const ack = { type: 'ack', id, action: 'join', room: 'lobby', epoch: 'e1', offset: 12 };
  socket.receiveText(JSON.stringify([ack, logged(13)]));
  assert.deepEqual(heard, [13]);
  assert.deepEqual(client.positions(), { lobby: { epoch: 'e1', offset: 13 } });
});

for (const code of [1006, 4200, 4203]) {
  test(`after ${code} every room resumes, with a new token`, async () => {
    const tokens = ['one.1.x', 'two.2.y'];
    const started = await startIn({ token: () => tokens.shift() });
    started.client.join('other');
    await settled();
    acknowledge(started.socket, { room: 'other', epoch: 'e1', offset: 4 });
    started.client.join('plain');
    await settled();
    acknowledge(started.socket, { room: 'plain' });
    await comeBack(started, { code });
    assert.equal(started.socket.protocols[1], 'bearer.two.2.y');
    assert.deepEqual(
      started.socket.sent.map(({ room, since }) => [room, since?.offset]),
      [
        ['lobby', 10],
        ['other', 4],
        ['plain', undefined],
      ],
    );
  });
}

test('what was delivered already is dropped, for everybody', async () => {
  const { client, socket, heard } = await startIn();
  const everywhere = [];
  client.on('event', ({ data }) => everywhere.push(data));
  client.on('event:message', ({ data }) => everywhere.push(`named ${data}`));
  socket.receive(logged(9), logged(11), logged(11), logged(12), logged(10));
  assert.deepEqual(heard, [11, 12]);
  assert.deepEqual(everywhere, [11, 'named 11', 12, 'named 12']);
});

test('an event without an offset is delivered at once and moves nothing', async () => {
  const { room, socket, heard } = await startIn();
  const typing = { type: 'event', event: 'typing', room: 'lobby', data: 'typing' };
  socket.receive(typing, logged(12), typing);
  assert.deepEqual(heard, ['typing', 'typing']);
  assert.equal(room.position.offset, 10);
});

for (const [reason, ack] of [
  ['lost', { epoch: 'e1', offset: 99, recovered: false }],
  ['epoch', { epoch: 'e2', offset: 3, recovered: false }],
  ['epoch', { epoch: 'e2', offset: 30, recovered: true }],
  ['lost', { epoch: 'e1', offset: 3, recovered: true }],
  ['lost', { epoch: 'e1', offset: 99 }],
]) {
  test(`a join that did not recover is a discontinuity: ${reason} with ${JSON.stringify(ack)}`, async () => {
    const started = await startIn();
    const entered = [];
    started.room.on('entered', ({ recovered }) => entered.push(recovered));
    await comeBack(started);
    acknowledge(started.socket, { room: 'lobby', ...ack });
    await settled();
    assert.deepEqual(started.broken, [[reason, 10, ack.offset]]);
    assert.deepEqual(started.room.position, { epoch: ack.epoch, offset: ack.offset });
    assert.deepEqual(entered, [false]);
    started.socket.receive(logged(ack.offset + 1, { epoch: ack.epoch }));
    assert.deepEqual(started.heard, [ack.offset + 1]);
  });
}

test('a discontinuity names its room and its positions, at the room and at the client', async () => {
  const started = await startIn();
  const told = [];
  started.room.on('discontinuity', (what) => told.push(what));
  started.client.on('discontinuity', (what) => told.push(what));
  await comeBack(started);
  acknowledge(started.socket, { epoch: 'e2', offset: 3, recovered: false });
  const what = {
    type: 'discontinuity',
    room: 'lobby',
    reason: 'epoch',
    from: { epoch: 'e1', offset: 10 },
    to: { epoch: 'e2', offset: 3 },
  };
  assert.deepEqual(told, [what, what]);
});

test('a room whose history was turned off has no position any more', async () => {
  const started = await startIn();
  await comeBack(started);
  acknowledge(started.socket, { members: 1 });
  started.socket.receive({ type: 'event', event: 'message', room: 'lobby', data: 'live' });
  assert.deepEqual(started.broken, [['lost', 10, undefined]]);
  assert.deepEqual([started.room.position, started.client.positions()], [null, {}]);
  assert.deepEqual(started.heard, ['live']);
});

test('positions that were kept resume after a reload, through JSON', async () => {
  const { client: before, socket } = await startIn();
  socket.receive(logged(11));
  const kept = JSON.parse(JSON.stringify(before.positions()));
  const started = await startIn({ positions: kept });
  assert.deepEqual(started.sockets[0].sent[0].since, { epoch: 'e1', offset: 11 });
});

test('a position that is none is not used', async () => {
  const positions = {
    lobby: { epoch: 'e1' },
    other: null,
    third: { epoch: 1, offset: 1 },
    good: { epoch: 'e', offset: 0 },
  };
  const { client } = await startOpen({ positions });
  assert.deepEqual(client.positions(), { good: { epoch: 'e', offset: 0 } });
});

test('a room that was left begins anew; one that was refused goes on', async () => {
  const started = await startIn();
  const leaving = started.client.leave('lobby');
  await settled();
  acknowledge(started.socket);
  await leaving;
  assert.deepEqual(started.client.positions(), {});

  const other = await startIn();
  await comeBack(other);
  const { id } = other.last();
  other.socket.receive({ type: 'error', id, code: 'forbidden', message: 'No', temporary: false });
  await settled();
  other.room.join();
  await settled();
  assert.deepEqual(other.last().since, { epoch: 'e1', offset: 10 });
});

test('a listener that leaves hears nothing more of what has come already', async () => {
  const { room, client, socket, heard } = await startIn();
  room.on('event', () => room.leave());
  socket.receiveText(JSON.stringify([logged(11), logged(12)]));
  assert.deepEqual(heard, [11]);
  assert.deepEqual(client.positions(), {});
});

test('a client that was closed and reconnects resumes too', async () => {
  const started = await startIn();
  started.client.close();
  assert.deepEqual(started.client.positions(), { lobby: { epoch: 'e1', offset: 10 } });
  started.client.reconnect();
  await settled();
  welcome(started.socket);
  started.client.join('lobby');
  await settled();
  assert.deepEqual(started.last().since, { epoch: 'e1', offset: 10 });
});

test('a room that the server entered by the address is joined, resumes by itself, and fetches what it missed', async () => {
  const started = await startOpen({}, 'ws/chat/lobby');
  const admit = (offset) =>
    started.socket.receive({ type: 'ack', action: 'join', room: 'lobby', epoch: 'e1', offset, members: 2 });
  const heard = [];
  const broken = [];
  started.client.on('event', ({ data }) => heard.push(data));
  started.client.on('discontinuity', ({ reason }) => broken.push(reason));
  admit(10);
  const entered = [];
  started.client.room('lobby').on('entered', () => entered.push('entered'));
  admit(10);
  assert.deepEqual(entered, [], 'once');
  assert.deepEqual(
    started.client.rooms.map(({ name, state, members }) => [name, state, members]),
    [['lobby', 'joined', 2]],
  );
  await comeBack(started);
  assert.deepEqual(started.socket.sent, []);
  admit(12);
  started.socket.receive(logged(13));
  await settled();
  const [{ id, ...query }] = started.socket.sent;
  assert.deepEqual(query, { type: 'history', room: 'lobby', since: 10, limit: 100 });
  const events = [11, 12, 13].map((offset) => stored(logged(offset)));
  started.socket.receive({ type: 'history', id, room: 'lobby', epoch: 'e1', events, complete: true });
  await settled();
  assert.deepEqual(heard, [11, 12, 13]);
  assert.deepEqual(broken, []);
});

test('a room of the address that was joined as well is entered once', async () => {
  const { client, socket } = await startOpen({}, 'ws/chat/lobby');
  const entered = [];
  client.room('lobby').on('entered', () => entered.push('entered'));
  const joining = client.join('lobby');
  await settled();
  socket.receive({ type: 'ack', action: 'join', room: 'lobby', epoch: 'e1', offset: 10 });
  socket.receive(logged(11));
  acknowledge(socket, { room: 'lobby', epoch: 'e1', offset: 11 });
  await joining;
  assert.deepEqual(entered, ['entered']);
  assert.deepEqual(client.positions(), { lobby: { epoch: 'e1', offset: 11 } });
});

test('a room of the address that was left is left again whenever the server enters it', async () => {
  const started = await startOpen({}, 'ws/chat/lobby');
  const admit = () => started.socket.receive({ type: 'ack', action: 'join', room: 'lobby', epoch: 'e1', offset: 10 });
  admit();
  const leaving = started.client.leave('lobby');
  await settled();
  acknowledge(started.socket);
  await leaving;
  await comeBack(started);
  admit();
  await settled();
  assert.deepEqual(started.socket.sent, [{ type: 'leave', id: 2, room: 'lobby' }]);
  assert.deepEqual(started.client.rooms, []);
  acknowledge(started.socket);
  started.client.join('lobby');
  await settled();
  acknowledge(started.socket, { room: 'lobby', epoch: 'e1', offset: 10 });
  await comeBack(started);
  admit();
  assert.equal(started.client.rooms.length, 1, 'until it is joined again');
});

test('an own event without an echo stays away, even when its place was told before that of the room', async () => {
  const { room, socket, heard } = await startIn();
  room.publish('mine', { echo: false });
  await settled();
  const { id } = socket.sent.at(-1);
  room.leave();
  room.join();
  await settled();
  const join = socket.sent.at(-1);
  socket.receive({ type: 'ack', id, action: 'publish', room: 'lobby', epoch: 'e1', offset: 11 });
  socket.receive({ type: 'ack', id: join.id, action: 'join', room: 'lobby', epoch: 'e1', offset: 10 });
  socket.receive(logged(11, { from: { id: 'ada', name: 'Ada' } }), logged(12));
  assert.deepEqual(heard, [12]);
});
