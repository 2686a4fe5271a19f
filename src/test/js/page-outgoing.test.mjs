import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation } from '../../main/webapp/js/chat/conversation.js';
import { dayWords } from '../../main/webapp/js/chat/day.js';
import { Outgoing } from '../../main/webapp/js/chat/outgoing.js';
import { rows } from '../../main/webapp/js/chat/rows.js';
import { Scrollback } from '../../main/webapp/js/chat/scrollback.js';
import { RoomcastError } from '../../main/webapp/js/client/roomcast.js';

const ADA = { key: 'user:ada', name: 'Ada' };
const BOB = { key: 'user:bob', name: 'Bob' };

function open(transmit) {
  const conversation = new Conversation({ key: 'room:lobby', title: 'lobby', room: 'lobby' });
  return { conversation, outgoing: new Outgoing(conversation, transmit) };
}

const message = (offset, fields = {}) => ({
  kind: 'message',
  from: BOB,
  text: `message ${offset}`,
  time: new Date(2026, 10, 20, 10, offset),
  epoch: 'e1',
  offset,
  ...fields,
});

const texts = ({ entries }) => entries.map(({ text }) => text);

test('a message stands there while it is being sent, and is sent when the server says so', async () => {
  let answer;
  const { conversation, outgoing } = open(() => new Promise((resolve) => (answer = resolve)));
  const said = outgoing.say('Hello', ADA);
  assert.deepEqual([conversation.entries[0].state, conversation.entries[0].own], ['sending', true]);
  answer({ epoch: 'e1', offset: 11 });
  await said;
  assert.deepEqual([conversation.entries[0].state, conversation.entries[0].offset], ['sent', 11]);
});

test('what failed stays, says why, and goes again under the same key', async () => {
  const keys = [];
  const { conversation, outgoing } = open(async ({ key }) => {
    keys.push(key);
    if (keys.length === 1) throw new RoomcastError('timeout', 'too late');
    return { epoch: 'e1', offset: 1 };
  });
  await outgoing.say('Hello', ADA);
  const [entry] = conversation.entries;
  assert.deepEqual([entry.state, entry.problem], ['failed', 'The server did not answer in time.']);
  await outgoing.retry(entry);
  assert.deepEqual([entry.state, entry.problem], ['sent', null]);
  assert.equal(keys[0], keys[1]);
  assert.equal(outgoing.retry(entry), undefined, 'what is sent is not sent again');
});

test('what failed can be given up, what is sent cannot', async () => {
  let fails = true;
  const { conversation, outgoing } = open(async () => {
    if (fails) throw new Error('no');
    return {};
  });
  await outgoing.say('lost', ADA);
  fails = false;
  await outgoing.say('sent', ADA);
  for (const entry of conversation.entries) outgoing.discard(entry);
  assert.deepEqual(texts(conversation), ['sent']);
});

test('one’s own message takes the place that all others see it at', async () => {
  let answer;
  const { conversation, outgoing } = open(() => new Promise((resolve) => (answer = resolve)));
  conversation.add(message(10));
  const said = outgoing.say('mine', ADA);
  conversation.add(message(12));
  answer({ epoch: 'e1', offset: 11 });
  await said;
  assert.deepEqual(texts(conversation), ['message 10', 'mine', 'message 12']);
});

test('one’s own message that was written without a connection stands behind what was said meanwhile', async () => {
  let answer;
  const { conversation, outgoing } = open(() => new Promise((resolve) => (answer = resolve)));
  conversation.add(message(10));
  const said = outgoing.say('mine', ADA);
  conversation.add(message(11));
  conversation.add(message(12));
  conversation.note('Bob left');
  answer({ epoch: 'e1', offset: 13 });
  await said;
  assert.deepEqual(texts(conversation), ['message 10', 'message 11', 'message 12', 'mine', 'Bob left']);
});

test('one’s own message that came from the log as well stands there once', async () => {
  let answer;
  const { conversation, outgoing } = open(() => new Promise((resolve) => (answer = resolve)));
  const said = outgoing.say('mine', ADA);
  conversation.add(message(11, { text: 'mine', from: ADA }));
  answer({ epoch: 'e1', offset: 11, duplicate: true });
  await said;
  assert.deepEqual(texts(conversation), ['mine']);
});

const scrolling = (pages) => {
  const conversation = new Conversation({ key: 'room:lobby', title: 'lobby', room: 'lobby' });
  const asked = [];
  const states = [];
  const scrollback = new Scrollback(
    conversation,
    async (query) => {
      asked.push(query);
      const page = pages.shift();
      if (page instanceof Error) throw page;
      return page;
    },
    () => states.push(scrollback.state),
  );
  return { conversation, scrollback, asked, states };
};

test('older messages come before those that are here, down to the beginning', async () => {
  const { conversation, scrollback, asked } = scrolling([
    { epoch: 'e1', events: [message(3), message(4)], complete: false },
    { epoch: 'e1', events: [message(1), message(2)], complete: true },
  ]);
  conversation.fill([message(5), message(6)]);
  await scrollback.load();
  assert.equal(scrollback.state, 'more');
  await scrollback.load();
  assert.equal(scrollback.state, 'complete');
  await scrollback.load();
  assert.deepEqual(asked, [
    { before: 5, limit: 50 },
    { before: 3, limit: 50 },
  ]);
  assert.deepEqual(
    texts(conversation),
    [1, 2, 3, 4, 5, 6].map((n) => `message ${n}`),
  );
});

test('two scrolls ask once, and what failed can be tried again', async () => {
  const { conversation, scrollback, asked } = scrolling([
    new RoomcastError('unavailable', 'no', { temporary: true }),
    { epoch: 'e1', events: [message(4)], complete: false },
  ]);
  conversation.fill([message(5)]);
  await Promise.all([scrollback.load(), scrollback.load()]);
  assert.deepEqual([scrollback.state, asked.length], ['failed', 1]);
  assert.match(scrollback.problem, /cannot take this now/);
  await scrollback.load();
  assert.deepEqual(texts(conversation), ['message 4', 'message 5']);
});

test('a log that was begun anew does not lead back', async () => {
  const { conversation, scrollback } = scrolling([{ epoch: 'e2', events: [message(1)], complete: true }]);
  conversation.fill([message(5)]);
  await scrollback.load();
  assert.deepEqual([scrollback.state, texts(conversation)], ['complete', ['message 5']]);
});

test('days are apart, and messages of one person together', () => {
  const late = message(1, { time: new Date(2026, 10, 19, 23, 59) });
  const entries = [late, message(2, { time: new Date(2026, 10, 20, 0, 1) }), message(3, { time: new Date(2026, 10, 20, 0, 2) })];
  const lines = rows({ entries, firstUnread: null });
  assert.deepEqual(
    lines.map(({ kind, grouped }) => [kind, grouped]),
    [
      ['day', undefined],
      ['message', false],
      ['day', undefined],
      ['message', false],
      ['message', true],
    ],
  );
  assert.equal(new Set(lines.map(({ id }) => id)).size, lines.length, 'each line has an id of its own');
});

test('what is new is under a line of its own', () => {
  const entries = [message(1), message(2)];
  const lines = rows({ entries, firstUnread: entries[1] });
  assert.deepEqual(
    lines.map(({ kind, grouped }) => [kind, grouped]),
    [
      ['day', undefined],
      ['message', false],
      ['unread', undefined],
      ['message', false],
    ],
  );
});

test('a day is called as a person would', () => {
  const now = new Date(2026, 10, 20, 0, 30);
  assert.equal(dayWords(new Date(2026, 10, 20, 23, 0), now), 'Today');
  assert.equal(dayWords(new Date(2026, 10, 19, 0, 0), now), 'Yesterday');
  assert.match(dayWords(new Date(2026, 10, 18, 12, 0), now), /18/);
  assert.match(dayWords(new Date(2025, 10, 20, 12, 0), now), /2025/);
});
