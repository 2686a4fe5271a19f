import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entryOf } from '../../main/webapp/js/chat/inbound.js';
import { parts } from '../../main/webapp/js/chat/links.js';
import { person, self } from '../../main/webapp/js/chat/people.js';
import { Typists, TypingSignal } from '../../main/webapp/js/chat/typing.js';
import { initials } from '../../main/webapp/js/shared/avatar.js';

const ME = { key: 'connection:c-1', name: 'Grace' };

test('an anonymous person is the same one in presence, as a sender and as oneself', () => {
  const key = 'connection:c-9_x-y';
  assert.equal(person({ id: 'anon-c-9_x-y', name: 'Guest' }).key, key);
  assert.equal(person({ id: null, name: 'Guest', connection_id: 'c-9_x-y' }).key, key);
  assert.equal(self({ user: { id: null, name: 'Guest' }, connection_id: 'c-9_x-y' }).key, key);
});

test('a user is addressed by id, an anonymous person by connection', () => {
  assert.deepEqual(person({ id: 'bob', name: 'Bob', connection_id: 'c-2' }).to, { user: 'bob' });
  assert.deepEqual(person({ id: 'anon-c-2', name: 'Guest' }).to, { connection: 'c-2' });
});

test('who has no name is called by the id', () => {
  assert.equal(person({ id: 'bob' }).name, 'bob');
  assert.equal(person({ id: null, connection_id: 'c-2' }).name, 'Anonymous');
});

const frame = (more) => ({
  type: 'event',
  event: 'message',
  data: { text: 'Hi' },
  time: '2026-11-20T10:00:00.000Z',
  ...more,
});

test('a message is its text, and one’s own is known as such', () => {
  const own = entryOf(frame({ from: { id: null, name: 'Grace', connection_id: 'c-1' } }), ME);
  assert.deepEqual([own.text, own.label, own.own], ['Hi', null, true]);
  const other = entryOf(frame({ from: { id: 'bob', name: 'Bob', connection_id: 'c-2' } }), ME);
  assert.deepEqual([other.from.name, other.own], ['Bob', false]);
});

test('an event without text is shown as its data, with its name', () => {
  const entry = entryOf(frame({ event: 'order', data: { total: 5 } }), ME);
  assert.deepEqual([entry.text, entry.label, entry.from.name], ['{"total":5}', 'order', 'Server']);
  assert.equal(entryOf(frame({ data: null }), ME).text, 'null');
  assert.equal(entryOf(frame({ data: { text: { html: 1 } } }), ME).text, '{"text":{"html":1}}');
});

test('typing is told at most once in three seconds', () => {
  let now = 0;
  const told = [];
  const signal = new TypingSignal(
    () => told.push(now),
    () => now,
  );
  for (now = 0; now <= 9000; now += 500) signal.typed();
  assert.deepEqual(told, [0, 3000, 6000, 9000]);
});

test('who is typing is said in words', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const typists = new Typists(() => {});
  assert.equal(typists.words, '');
  typists.typing('a', 'Ada');
  assert.equal(typists.words, 'Ada is typing…');
  typists.typing('b', 'Bob');
  typists.typing('c', 'Cy');
  assert.equal(typists.words, 'Ada, Bob and Cy are typing…');
  typists.typing('d', 'Dee');
  assert.equal(typists.words, 'Several people are typing…');
});

test('typing fades, a signal renews it, a message ends it', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  let changes = 0;
  const typists = new Typists(() => (changes += 1));
  typists.typing('a', 'Ada');
  context.mock.timers.tick(4000);
  typists.typing('a', 'Ada');
  context.mock.timers.tick(4000);
  assert.equal(typists.words, 'Ada is typing…');
  context.mock.timers.tick(1000);
  assert.equal(typists.words, '');
  typists.typing('a', 'Ada');
  typists.stopped('a');
  typists.stopped('a');
  assert.equal(typists.words, '');
  assert.equal(changes, 5);
});

test('initials of any name', () => {
  assert.equal(initials('Ada Lovelace'), 'AL');
  assert.equal(initials('grace brewster murray hopper'), 'GH');
  assert.equal(initials('bob'), 'BO');
  assert.equal(initials('🎉 party'), '🎉P');
  assert.equal(initials('  '), '?');
});

test('addresses in a text are links, what surrounds them is not', () => {
  assert.deepEqual(parts('See https://a.example/x?y=1, or (http://b.example).'), [
    { text: 'See ' },
    { text: 'https://a.example/x?y=1', href: 'https://a.example/x?y=1' },
    { text: ', or (' },
    { text: 'http://b.example', href: 'http://b.example' },
    { text: ').' },
  ]);
  assert.deepEqual(parts('Https://a.example'), [{ text: 'Https://a.example', href: 'Https://a.example' }]);
});

test('what is no http address is no link', () => {
  for (const text of ['javascript:alert(1)', 'https://', 'http://[', 'data:text/html,<b>', 'a <b>tag</b>', '']) {
    assert.deepEqual(
      parts(text).filter(({ href }) => href),
      [],
      text,
    );
    assert.equal(
      parts(text)
        .map((part) => part.text)
        .join(''),
      text,
    );
  }
});
