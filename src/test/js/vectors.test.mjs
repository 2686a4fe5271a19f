import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acknowledge, settled, startOpen } from './fakes.mjs';
import { vectors } from './wire.mjs';

const UNICODE = 'Grüße, 世界 🎉 "quoted" \\ and \t tab';

const KEY = '0b9a5b1e-6a0e-4a3c-9d38-5b8f8f2f7c11';

/** Rooms that are resumed by the position that an application kept. */
const POSITIONS = { lobby: { epoch: 'b7c1', offset: 12 } };
const resuming = {
  'join-since': (client) => client.join('lobby'),
  'join-since-history': (client) => client.join('lobby', { history: 50 }),
};

/** How this client makes each frame. */
const made = {
  authenticate: (client) => client.authenticate('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl'),
  join: (client) => client.join('lobby'),
  'join-history': (client) => client.join('lobby', { history: 50 }),
  history: (client) => client.room('lobby').history(),
  'history-before': (client) => client.room('lobby').history({ before: 13, limit: 50 }),
  'history-since': (client) => client.room('lobby').history({ since: 12, limit: 100 }),
  publish: (client) => client.publish('lobby', { text: 'Hello' }),
  'publish-key': (client) => client.publish('lobby', { text: 'Hello' }, { key: KEY }),
  'publish-full': (client) =>
    client.publish(
      'lobby',
      { x: 1.5, path: [1, [2, { deep: null }]], ok: true },
      {
        event: 'drawn',
        echo: false,
        ephemeral: true,
        key: 'order-4711',
      },
    ),
  'publish-null': (client) => client.publish('lobby', null),
  'publish-unicode': (client) => client.publish('lobby', { text: UNICODE }),
  'send-connection': (client) => client.send({ connection: 'c-3f8a' }, { text: 'psst' }),
  'send-user': (client) => client.send({ user: 'bob' }, { text: 'psst' }),
  'send-users': (client) => client.send({ users: ['bob', 'carol'] }, 'psst', { event: 'invitation' }),
  broadcast: (client) => client.broadcast({ text: 'Maintenance at noon' }),
  'broadcast-full': (client) => client.broadcast(['a', 2], { event: 'notice', room: 'lobby' }),
  presence: (client) => client.presence(),
  'presence-room': (client) => client.presence('lobby'),
  mark_read: (client) => client.markRead('n-42'),
  'mark_read-all': (client) => client.markRead('all'),
  'disconnect-connection': (client) => client.disconnectConnection('c-3f8a'),
  'disconnect-user': (client) => client.disconnectUser('bob', 'spam'),
};

/** Frames that other clients may send and this one does not, and those that have tests of their own below. */
const notAsked = [
  'batch',
  'join-string-id',
  'join-without-id',
  'leave',
  'ping',
  'ping-id',
  'pong',
  'publish-unknown-field',
];

const client = new Map(vectors('client').map(([name, text]) => [name, JSON.parse(text)]));

test('every client vector is accounted for', () => {
  assert.deepEqual([...client.keys()].sort(), [...Object.keys(made), ...Object.keys(resuming), ...notAsked].sort());
});

const answered = { epoch: 'b7c1', offset: 12, recovered: true, events: [], complete: true };

for (const [name, ask] of Object.entries({ ...made, ...resuming })) {
  test(`the client makes ${name} as the vector has it`, async () => {
    const { client: roomcast, socket } = await startOpen({ positions: name in resuming ? POSITIONS : {} });
    const asked = ask(roomcast);
    await settled();
    assert.deepEqual(socket.sent.map(withoutOwnKey), [client.get(name)]);
    acknowledge(socket, answered);
    await asked;
  });
}

/** A key that the application did not give is the client's own affair. */
function withoutOwnKey({ key, ...frame }) {
  return key === undefined || key.startsWith('key-') ? frame : { ...frame, key };
}

test('the client makes leave as the vector has it', async () => {
  const { client: roomcast, socket } = await startOpen();
  const joining = roomcast.join('lobby');
  await settled();
  acknowledge(socket);
  await joining;
  roomcast.leave('lobby');
  await settled();
  assert.deepEqual(socket.sent.at(-1), { ...client.get('leave'), id: 2 });
});

test('the client makes ping and pong as the vectors have them', async () => {
  const { clock, socket } = await startOpen();
  await clock.advance(25_000);
  socket.receive({ type: 'ping' });
  assert.deepEqual(socket.sent, [client.get('ping'), client.get('pong')]);
});

for (const [name, text] of vectors('server')) {
  test(`the client accepts ${name} and emits it`, async () => {
    const { client: roomcast, socket, reported } = await startOpen();
    const frames = [];
    roomcast.on('frame', (frame) => frames.push(frame));
    socket.receiveText(text);
    assert.deepEqual(frames, [JSON.parse(text)].flat());
    assert.equal(roomcast.state, 'open');
    assert.deepEqual(reported, []);
  });
}

test('every server vector is one line', () => {
  for (const [name, text] of vectors('server')) assert.doesNotMatch(text, /\n/, name);
});

const SERVER_TYPES = [
  'welcome',
  'ack',
  'error',
  'event',
  'joined',
  'left',
  'presence',
  'ping',
  'pong',
  'goodbye',
  'history',
];

test('every type of the server has a vector', () => {
  const types = new Set(vectors('server').map(([, text]) => JSON.parse(text).type));
  assert.deepEqual(
    SERVER_TYPES.filter((type) => !types.has(type)),
    [],
  );
});

const CODES = new Set(['bad_frame', 'unknown_type', 'bad_room', 'too_large']);

for (const [name, text] of vectors('bad')) {
  test(`the bad vector ${name} says what it is and what it earns`, () => {
    const vector = JSON.parse(text);
    assert.deepEqual(Object.keys(vector), ['about', 'text', 'code']);
    assert.ok(vector.about.length > 0 && typeof vector.text === 'string');
    assert.ok(CODES.has(vector.code), vector.code);
  });
}
