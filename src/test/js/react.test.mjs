import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acknowledge, logged, settled, start, startOpen, welcome } from './fakes.mjs';
import { reactModule, tool } from './tools.mjs';

const React = tool('react');
const renderer = tool('react-test-renderer');
const server = tool('react-dom/server');
const skip = React && renderer && server ? false : 'React is not here and cannot be fetched';
const hooks = skip ? {} : await reactModule();
const { createElement, StrictMode, act } = React ?? {};
globalThis.IS_REACT_ACT_ENVIRONMENT = true;
// The renderer for tests recommends others, which need a browser.
console.error = (...words) => /deprecated/.test(words[0]) || process.stderr.write(`${words.join(' ')}\n`);

const check = (name, body) => test(name, { skip }, body);

/** Shows what a hook returns; `seen` has what it returned each time. */
function probe(use) {
  const seen = [];
  const Probe = (props) => {
    seen.push(use(props));
    return null;
  };
  return { seen, Probe };
}

async function render(element) {
  let tree;
  await act(async () => (tree = renderer.create(element)));
  return { update: (next) => act(async () => tree.update(next)), unmount: () => act(async () => tree.unmount()) };
}

const doing = (action) => act(async () => action());
const sent = ({ socket }, type) => socket.sent.filter((frame) => frame.type === type);

/** Answers every join and question that has no answer yet. */
async function serve(started, answers = {}) {
  for (let round = 0; round < 3; round += 1) {
    await doing(settled);
    await doing(() => started.socket.sent.splice(0).forEach((frame) => answer(started, frame, answers)));
  }
}

function answer(started, { id, type, room }, { epoch = 'e1', offset = 10, events = [] }) {
  const answers = {
    join: { type: 'ack', action: type, epoch, offset, members: 2, recovered: true },
    leave: { type: 'ack', action: type },
    history: { type, epoch, events, complete: true },
    presence: { type, users: [{ id: 'ada', name: 'Ada' }], count: 1 },
  };
  if (!answers[type]) return;
  started.served = [...(started.served ?? []), `${type} ${room}`];
  tell(started, { ...answers[type], id, room });
}

const tell = ({ socket }, ...frames) => socket.receive(...frames);
const later = () => doing(() => new Promise((resolve) => setTimeout(resolve, 5)));

check(
  'a room is entered, shows its recent events and those that come, and is left with its last component',
  async () => {
    const started = await startOpen();
    const { seen, Probe } = probe(() => hooks.useRoom(started.client, 'lobby', { history: 2 }));
    const page = await render(createElement(Probe));
    assert.deepEqual([seen[0].state, seen[0].events.length], ['out', 0]);
    await serve(started, { events: [logged(9), logged(10)] });
    await doing(() => tell(started, logged(11)));
    const { state, members, events, error } = seen.at(-1);
    assert.deepEqual([state, members, error], ['joined', 2, null]);
    assert.deepEqual(
      events.map(({ data }) => data),
      [9, 10, 11],
    );
    await page.unmount();
    await later();
    await serve(started);
    assert.deepEqual(started.served, ['join lobby', 'history lobby', 'leave lobby']);
  },
);

check('the double effects of StrictMode enter a room once and do not leave it', async () => {
  const started = await startOpen();
  const { seen, Probe } = probe(() => hooks.useRoom(started.client, 'lobby'));
  const page = await render(createElement(StrictMode, null, createElement(Probe)));
  await serve(started);
  await later();
  await serve(started);
  assert.deepEqual(started.served, ['join lobby', 'history lobby']);
  await doing(() => tell(started, logged(11)));
  assert.deepEqual(
    seen.at(-1).events.map(({ data }) => data),
    [11],
  );
  await page.unmount();
  await later();
  await serve(started);
  assert.equal(started.served.at(-1), 'leave lobby');
});

check('another room takes the place of the one before, and none of its events', async () => {
  const started = await startOpen();
  const { seen, Probe } = probe(({ name }) => hooks.useRoom(started.client, name, { history: 0 }));
  const page = await render(createElement(Probe, { name: 'lobby' }));
  await serve(started);
  await doing(() => tell(started, logged(11)));
  await page.update(createElement(Probe, { name: 'other' }));
  assert.deepEqual(seen.at(-1).events, []);
  await later();
  await serve(started);
  await doing(() => tell(started, logged(12), logged(11, { room: 'other', data: 'there' })));
  assert.deepEqual(
    seen.at(-1).events.map(({ data }) => data),
    ['there'],
  );
  assert.deepEqual(started.served.toSorted(), ['join lobby', 'join other', 'leave lobby']);
  await page.unmount();
});

check('two components share a room, which is left after both, and never when somebody else entered it', async () => {
  const started = await startOpen();
  const own = started.client.join('theirs');
  await serve(started);
  await own;
  const room = probe(({ name }) => hooks.useRoom(started.client, name, { history: 0 }));
  const people = probe(({ name }) => hooks.usePresence(started.client, name));
  const both = (name) => [createElement(room.Probe, { key: 1, name }), createElement(people.Probe, { key: 2, name })];
  const page = await render(both('lobby'));
  await serve(started);
  await page.update(both('lobby').slice(0, 1));
  await later();
  await serve(started);
  assert.ok(!started.served.includes('leave lobby'));
  await page.update(both('theirs'));
  await later();
  await serve(started);
  assert.ok(started.served.includes('leave lobby'));
  await page.unmount();
  await later();
  await serve(started);
  assert.deepEqual(
    started.served.filter((each) => each.endsWith('theirs')),
    ['join theirs', 'presence theirs'],
  );
});

check('presence is a live list', async () => {
  const started = await startOpen();
  const { seen, Probe } = probe(() => hooks.usePresence(started.client, 'lobby').map(({ id }) => id));
  const page = await render(createElement(Probe));
  await serve(started);
  await doing(() => tell(started, { type: 'joined', room: 'lobby', user: { id: 'bob', name: 'Bob' }, members: 2 }));
  assert.deepEqual(seen.at(-1), ['ada', 'bob']);
  await page.unmount();
});

check('many events of one message are one rendering, and what changes nothing is none', async () => {
  const started = await startOpen();
  const { seen, Probe } = probe(() =>
    hooks.useRoom(started.client, 'lobby', { filter: ({ event }) => event === 'message' }),
  );
  const page = await render(createElement(Probe));
  await serve(started);
  const before = seen.length;
  const frames = Array.from({ length: 50 }, (_, each) => logged(11 + each));
  await doing(() => started.socket.receiveText(JSON.stringify(frames)));
  assert.equal(seen.length, before + 1);
  assert.equal(seen.at(-1).events.length, 50);
  await doing(() => tell(started, logged(61, { event: 'typing' }), { type: 'pong' }));
  assert.equal(seen.length, before + 1);
  assert.equal(seen.at(-1).publish, seen[0].publish);
  await page.unmount();
});

check('no more events are kept than wanted', async () => {
  const started = await startOpen();
  const { seen, Probe } = probe(() => hooks.useRoom(started.client, 'lobby', { history: 0, limit: 3 }));
  const page = await render(createElement(Probe));
  await serve(started);
  await doing(() => tell(started, ...[11, 12, 13, 14].map((offset) => logged(offset))));
  assert.deepEqual(
    seen.at(-1).events.map(({ data }) => data),
    [12, 13, 14],
  );
  await page.unmount();
});

check('a reconnect that missed nothing keeps the events; one that lost some reads the history anew', async () => {
  const started = await startOpen();
  const { seen, Probe } = probe(() => hooks.useRoom(started.client, 'lobby', { history: 2 }));
  const page = await render(createElement(Probe));
  await serve(started, { events: [logged(9), logged(10)] });
  const comeBack = async (answer, options) => {
    await doing(() => started.socket.drop(1006));
    await doing(() => started.clock.advance(1000));
    await doing(() => welcome(started.socket));
    assert.equal(seen.at(-1).state, 'joining');
    await doing(() => acknowledge(started.socket, { room: 'lobby', ...answer }));
    started.socket.sent.shift();
    await serve(started, options);
  };
  await comeBack({ epoch: 'e1', offset: 10, recovered: true }, { events: [] });
  assert.deepEqual(
    seen.at(-1).events.map(({ data }) => data),
    [9, 10],
  );
  await comeBack({ epoch: 'e2', offset: 2, recovered: false }, { epoch: 'e2' });
  assert.deepEqual(
    seen.at(-1).events.map(({ data }) => data),
    [],
    'the new log has none of the old events',
  );
  await page.unmount();
});

check('a room that cannot be entered has an error', async () => {
  const started = await startOpen();
  const { seen, Probe } = probe(() => hooks.useRoom(started.client, 'private.x'));
  const page = await render(createElement(Probe));
  const { id } = sent(started, 'join')[0];
  await doing(() => tell(started, { type: 'error', id, code: 'forbidden', message: 'Not you', temporary: false }));
  assert.deepEqual([seen.at(-1).state, seen.at(-1).error.code], ['out', 'forbidden']);
  await page.unmount();
});

check('notifications come, are read, and outlive the component', async () => {
  const started = await start({}, 'ws/notifications');
  const { seen, Probe } = probe(() => hooks.useNotifications(started.client));
  const page = await render(createElement(Probe));
  const note = (id, read = false) => ({ id, message: id, type: 'info', timestamp: '2026-11-28T00:00:00.000Z', read });
  const event = (name, data) => ({ type: 'event', event: name, data, time: '2026-11-28T00:00:00.000Z' });
  welcome(started.socket);
  await doing(() => tell(started, event('notifications', { notifications: [note('1')], unread: 1 })));
  await doing(() => tell(started, event('new_notification', note('2')), event('new_notification', note('1'))));
  assert.deepEqual([seen.at(-1).notifications.map(({ id }) => id), seen.at(-1).unread], [['2', '1'], 2]);
  const reading = seen.at(-1).markRead('2');
  await settled();
  assert.deepEqual(started.socket.sent.at(-1).notification, '2');
  acknowledge(started.socket);
  await reading;
  await page.unmount();
  tell(started, event('notification_read', { id: '2', unread: 1 }));
  const again = await render(createElement(Probe));
  assert.deepEqual(
    seen.at(-1).notifications.map(({ read }) => read),
    [true, false],
  );
  assert.equal(seen.at(-1).unread, 1);
  await again.unmount();
});

check('an inbox that was open before anybody looked is opened again for its list', async () => {
  const started = await startOpen({}, 'ws/notifications');
  const page = await render(createElement(probe(() => hooks.useNotifications(started.client)).Probe));
  assert.equal(started.sockets.length, 2);
  await page.unmount();
});

check('the state of the connection is followed', async () => {
  const started = await start();
  const { seen, Probe } = probe(() => hooks.useConnection(started.client));
  const page = await render(createElement(Probe));
  await doing(() => welcome(started.socket));
  await doing(() => started.socket.drop(4004));
  assert.deepEqual(seen, ['connecting', 'open', 'closed']);
  await page.unmount();
});

check('on a server, and without a client, hooks show what an empty one has', () => {
  const { seen, Probe } = probe(() => [
    hooks.useConnection(null),
    hooks.useRoom(null, 'lobby').events.length,
    hooks.usePresence(null, 'lobby').length,
    hooks.useNotifications(null).unread,
  ]);
  assert.equal(server.renderToString(createElement(Probe)), '');
  assert.deepEqual(seen, [['connecting', 0, 0, 0]]);
});

check('a client on a server is asked for nothing by its rendering', async () => {
  const started = await startOpen();
  const { seen, Probe } = probe(() => hooks.useRoom(started.client, 'lobby').state);
  server.renderToString(createElement(Probe));
  await settled();
  assert.deepEqual([seen, started.socket.sent], [['out'], []]);
});
