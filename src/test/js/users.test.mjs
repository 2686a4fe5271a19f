import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acknowledge, comeBack, settled, startIn } from './fakes.mjs';

const user = (id, more = {}) => ({ id, name: id.toUpperCase(), ...more });
const move = (type, id) => ({ type, room: 'lobby', user: user(id), members: 2 });

/** Answers the last question for presence. */
async function tellPresence({ socket }, ...ids) {
  const { id } = socket.sent.findLast(({ type }) => type === 'presence');
  const users = ids.map((each) => user(each, { connected_at: '2026-11-28T00:00:00.000Z', connections: 1 }));
  socket.receive({ type: 'presence', id, room: 'lobby', users, count: users.length });
  await settled();
}

async function startWatching() {
  const started = await startIn();
  const lists = [];
  const stop = started.room.on('users', (list) => lists.push(list.map(({ id }) => id).join(' ')));
  await settled();
  return Object.assign(started, { lists, stop });
}

const asked = ({ socket }) => socket.sent.filter(({ type }) => type === 'presence').length;

test('the list of users is asked for by the first listener, and kept by joined and left', async () => {
  const started = await startWatching();
  started.room.on('users', () => {});
  await settled();
  assert.equal(asked(started), 1);
  await tellPresence(started, 'ada', 'bob');
  started.socket.receive(move('joined', 'cy'), move('left', 'bob'));
  assert.deepEqual(started.lists, ['ada bob', 'ada bob cy', 'ada cy']);
  assert.equal(started.room.users[1].name, 'CY');
  assert.ok(Object.isFrozen(started.room.users));
});

test('a room that nobody watches asks for no list', async () => {
  const started = await startIn();
  started.socket.receive(move('joined', 'cy'));
  assert.equal(asked(started), 0);
  assert.deepEqual(started.room.users, []);
});

test('who comes or goes while the question is under way is not forgotten', async () => {
  const started = await startWatching();
  started.socket.receive(move('joined', 'cy'), move('left', 'bob'));
  await tellPresence(started, 'ada', 'bob');
  assert.deepEqual(started.lists, ['ada cy']);
});

test('who is on the list already does not come twice', async () => {
  const started = await startWatching();
  await tellPresence(started, 'ada');
  const before = started.room.users;
  started.socket.receive(move('joined', 'ada'));
  assert.equal(started.room.users, before);
});

test('a reconnect asks anew, and the old list stays until the new one is there', async () => {
  const started = await startWatching();
  await tellPresence(started, 'ada', 'bob');
  await comeBack(started);
  acknowledge(started.socket, { room: 'lobby', epoch: 'e1', offset: 10, recovered: true });
  await settled();
  assert.deepEqual(started.lists, ['ada bob']);
  assert.equal(asked(started), 1);
  await tellPresence(started, 'ada');
  assert.deepEqual(started.lists, ['ada bob', 'ada']);
});

test('leaving empties the list', async () => {
  const started = await startWatching();
  await tellPresence(started, 'ada');
  started.room.leave();
  await settled();
  acknowledge(started.socket);
  assert.deepEqual(started.lists, ['ada', '']);
});

test('a room without presence has nobody on its list, and goes on', async () => {
  const started = await startWatching();
  const { id } = started.last();
  started.socket.receive({ type: 'error', id, code: 'forbidden', message: 'No presence here', temporary: false });
  await settled();
  started.socket.receive(move('joined', 'cy'));
  assert.deepEqual(started.lists, []);
  assert.deepEqual(started.reported, []);
});
