import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acknowledge, settled, start, startOpen, WELCOME } from './fakes.mjs';

async function startJoined(name = 'lobby') {
  const started = await startOpen();
  const joining = started.client.join(name);
  await settled();
  acknowledge(started.socket, { room: name, members: 3 });
  const { client, clock, socket } = started;
  return { client, clock, socket, room: await joining, latest: () => started.socket };
}

async function comeBack({ latest, clock }, code = 1006) {
  latest().drop(code);
  await clock.advance(1000);
  latest().receive(WELCOME);
}

test('joining gives the room, with its members', async () => {
  const { client, room } = await startJoined();
  assert.equal(room.name, 'lobby');
  assert.equal(room.members, 3);
  assert.deepEqual(client.rooms, [room]);
});

test('a refused join rejects and is not tried again', async () => {
  const { client, clock, socket } = await startOpen();
  const failure = assert.rejects(client.join('private.x'), { code: 'forbidden' });
  await settled();
  const { id } = socket.sent[0];
  socket.receive({ type: 'error', id, code: 'forbidden', message: 'No', temporary: false });
  await failure;
  await clock.advance(20_000);
  assert.deepEqual(client.rooms, []);
  assert.equal(socket.sent.length, 1);
});

test('joining twice asks once', async () => {
  const { client, socket } = await startOpen();
  const both = Promise.all([client.join('lobby'), client.join('lobby')]);
  await settled();
  assert.equal(socket.sent.length, 1);
  acknowledge(socket);
  const [one, other] = await both;
  assert.equal(one, other);
});

test('a join before the welcome is sent after it, and what is published there after its ack', async () => {
  const { client, socket } = await start();
  const published = client.publish('lobby', 1);
  const elsewhere = client.publish('other', 2);
  const joined = client.join('lobby');
  socket.receive(WELCOME);
  const types = () => socket.sent.map(({ type, room }) => `${type} ${room}`);
  assert.deepEqual(types(), ['join lobby', 'publish other']);
  acknowledge(socket);
  const [{ id }] = socket.sent;
  socket.receive({ type: 'ack', id, action: 'join', room: 'lobby' });
  assert.deepEqual(types(), ['join lobby', 'publish other', 'publish lobby']);
  acknowledge(socket);
  await Promise.all([joined, published, elsewhere]);
});

test('a join that no connection comes for times out and is forgotten', async () => {
  const { client, clock, socket } = await start({ requestTimeout: 3000 });
  const failure = assert.rejects(client.join('lobby'), { code: 'timeout' });
  await clock.advance(3000);
  await failure;
  socket.receive(WELCOME);
  assert.deepEqual(socket.sent, []);
});

test('a room hears its own events and users only', async () => {
  const { room, socket } = await startJoined();
  const heard = [];
  room.on('event:message', ({ data }) => heard.push(data));
  room.on('joined', ({ user }) => heard.push(user.name));
  socket.receive({ type: 'event', event: 'message', room: 'lobby', data: 1 });
  socket.receive({ type: 'event', event: 'message', room: 'other', data: 2 });
  socket.receive({ type: 'event', event: 'message', data: 3 });
  socket.receive({ type: 'joined', room: 'lobby', user: { id: 'bob', name: 'Bob' }, members: 4 });
  assert.deepEqual(heard, [1, 'Bob']);
  assert.equal(room.members, 4);
});

test('after a reconnect the room is entered again', async () => {
  const started = await startJoined();
  const entered = [];
  started.room.on('entered', ({ again }) => entered.push(again));
  await comeBack(started);
  assert.deepEqual(started.latest().sent, [{ type: 'join', id: 2, room: 'lobby' }]);
  acknowledge(started.latest(), { members: 2 });
  await settled();
  assert.deepEqual(entered, [true]);
  assert.equal(started.room.state, 'joined');
});

test('a room that was left is not entered again', async () => {
  const started = await startJoined();
  const leaving = started.client.leave('lobby');
  await settled();
  assert.deepEqual(started.socket.sent.at(-1), { type: 'leave', id: 2, room: 'lobby' });
  acknowledge(started.socket);
  await leaving;
  await comeBack(started);
  assert.deepEqual(started.latest().sent, []);
});

test('leaving while there is no connection is done at once', async () => {
  const started = await startJoined();
  started.socket.drop(1006);
  await started.client.leave('lobby');
  await started.clock.advance(1000);
  started.latest().receive(WELCOME);
  assert.deepEqual(started.latest().sent, []);
});

test('a room that cannot be entered again is lost, with the reason', async () => {
  const started = await startJoined();
  const lost = [];
  started.room.on('lost', ({ code }) => lost.push(code));
  await comeBack(started);
  const { id } = started.latest().sent[0];
  started.latest().receive({ type: 'error', id, code: 'forbidden', message: 'No', temporary: false });
  await settled();
  assert.deepEqual(lost, ['forbidden']);
  assert.deepEqual(started.client.rooms, []);
});

test('a temporary refusal of a room that we were in is tried again after its delay', async () => {
  const started = await startJoined();
  await comeBack(started);
  const { id } = started.latest().sent[0];
  started.latest().receive({ type: 'error', id, code: 'room_full', message: 'Full', temporary: true, retry_after: 7 });
  await settled();
  await started.clock.advance(6999);
  assert.equal(started.latest().sent.length, 1);
  await started.clock.advance(1);
  assert.equal(started.latest().sent.length, 2);
});

test('a connection that ends while a join is under way joins on the next one', async () => {
  const started = await startOpen();
  const joining = started.client.join('lobby');
  await settled();
  await comeBack({ clock: started.clock, latest: () => started.socket });
  acknowledge(started.socket, { members: 1 });
  assert.equal((await joining).state, 'joined');
});

test('a room that was left can be entered again with the same object', async () => {
  const { client, room, socket } = await startJoined();
  const leaving = room.leave();
  await settled();
  acknowledge(socket);
  await leaving;
  const joining = room.join();
  await settled();
  acknowledge(socket);
  await joining;
  assert.deepEqual(client.rooms, [room]);
});

test('a room that the server entered for us can be left', async () => {
  const { client, socket } = await startOpen({}, 'ws/chat/lobby');
  const leaving = client.leave('lobby');
  await settled();
  assert.deepEqual(socket.sent, [{ type: 'leave', id: 1, room: 'lobby' }]);
  acknowledge(socket);
  await leaving;
});

test('listening first, then joining, misses nothing that comes with the ack', async () => {
  const { client, socket } = await startOpen();
  const room = client.room('lobby');
  const heard = [];
  room.on('event', ({ data }) => heard.push(data));
  room.join();
  await settled();
  const { id } = socket.sent[0];
  const event = { type: 'event', event: 'message', room: 'lobby', data: 'first' };
  socket.receiveText(JSON.stringify([{ type: 'ack', id, action: 'join', room: 'lobby', members: 1 }, event]));
  assert.deepEqual(heard, ['first']);
});

test('joining a room that we are in asks nothing', async () => {
  const { client, room, socket } = await startJoined();
  assert.equal(await client.join('lobby'), room);
  assert.equal(socket.sent.length, 1);
});

test('a room that is left while its join is under way stays left', async () => {
  const { client, socket } = await startOpen();
  const room = client.room('lobby');
  room.join();
  await settled();
  const [{ id }] = socket.sent;
  client.leave('lobby').catch(() => {});
  socket.receive({ type: 'ack', id, action: 'join', room: 'lobby', members: 1 });
  await settled();
  assert.equal(room.state, 'out');
});

test('entered says whether it is a return, and a refusal at the door is no loss', async () => {
  const { client, socket } = await startOpen();
  const room = client.room('lobby');
  const told = [];
  room.on('entered', ({ again }) => told.push(again));
  room.on('lost', () => told.push('lost'));
  const refused = assert.rejects(room.join(), { code: 'room_full' });
  await settled();
  socket.receive({ type: 'error', id: 1, code: 'room_full', message: 'Full', temporary: true });
  await refused;
  room.join();
  await settled();
  acknowledge(socket);
  await settled();
  room.leave();
  room.join();
  await settled();
  acknowledge(socket);
  await settled();
  assert.deepEqual(told, [false, false]);
});

test('a room that was left hears nothing more', async () => {
  const { client, room, socket } = await startJoined();
  const heard = [];
  room.on('event', (frame) => heard.push(frame));
  client.leave('lobby');
  socket.receive({ type: 'event', event: 'message', room: 'lobby', data: 1 });
  assert.deepEqual(heard, []);
  assert.notEqual(client.room('lobby'), room);
});

test('a room that a newer token does not open is lost, and is not entered again', async () => {
  const started = await startJoined('private.team');
  const lost = [];
  started.room.on('lost', ({ code }) => lost.push(code));
  started.socket.receive({ type: 'error', code: 'forbidden', message: 'No', temporary: false, room: 'private.team' });
  assert.deepEqual(lost, ['forbidden']);
  assert.deepEqual(started.client.rooms, []);
  await comeBack(started);
  assert.deepEqual(started.latest().sent, []);
});
