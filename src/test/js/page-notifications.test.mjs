import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Inbox } from '../../main/webapp/js/notifications/inbox.js';
import { safeLink } from '../../main/webapp/js/notifications/link.js';
import { fromServer } from '../../main/webapp/js/shared/from-server.js';
import { kindClass, kindLabel } from '../../main/webapp/js/shared/kind.js';

const BASE = 'https://example.org/roomcast/';

for (const link of [
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'blob:https://example.org/1',
  'mailto:a@b',
  'http://',
  '',
  '  ',
  null,
  undefined,
  5,
  {},
]) {
  test(`no link: ${JSON.stringify(link)}`, () => assert.equal(safeLink(link, BASE), null));
}

test('http, https and relative links are links', () => {
  assert.equal(safeLink('http://a.example/x', BASE), 'http://a.example/x');
  assert.equal(safeLink('https://a.example/x', BASE), 'https://a.example/x');
  assert.equal(safeLink('ops/db-2?x=1', BASE), 'https://example.org/roomcast/ops/db-2?x=1');
  assert.equal(safeLink('/ops', BASE), 'https://example.org/ops');
});

const notification = (id, minute, more = {}) => ({
  id,
  message: id,
  timestamp: `2026-11-20T10:${minute}:00.000Z`,
  ...more,
});

function opened() {
  const inbox = new Inbox();
  inbox.reset({ notifications: [notification('b', 20), notification('a', 10)], unread: 2 });
  return inbox;
}

test('the newest stands first, whenever it came', () => {
  const inbox = opened();
  inbox.arrived(notification('d', 40));
  inbox.arrived(notification('c', 30));
  assert.deepEqual(
    inbox.list.map(({ id }) => id),
    ['d', 'c', 'b', 'a'],
  );
  assert.equal(inbox.unread, 4);
});

test('every change is told', () => {
  const inbox = opened();
  let changes = 0;
  inbox.on('changed', () => (changes += 1));
  inbox.arrived(notification('c', 30));
  inbox.wasRead({ id: 'all', unread: 0 });
  inbox.addOlder([notification('z', '05')]);
  assert.equal(changes, 3);
});

test('a notification that comes twice counts once', () => {
  const inbox = opened();
  assert.equal(inbox.arrived(notification('b', 20)), false);
  assert.equal(inbox.unread, 2);
  assert.equal(inbox.list.length, 2);
});

test('reading one marks that one and takes the count of the server', () => {
  const inbox = opened();
  inbox.wasRead({ id: 'a', unread: 7 });
  assert.deepEqual(
    inbox.list.map(({ id, read }) => [id, read]),
    [
      ['b', false],
      ['a', true],
    ],
  );
  assert.equal(inbox.unread, 7);
});

test('reading all marks all', () => {
  const inbox = opened();
  inbox.wasRead({ id: 'all', unread: 0 });
  assert.ok(inbox.list.every(({ read }) => read));
});

test('what was read elsewhere during a dropout is read here after it', () => {
  const inbox = opened();
  inbox.reset({ notifications: [notification('b', 20)], unread: 1 });
  assert.deepEqual(
    inbox.list.map(({ id, read }) => [id, read]),
    [
      ['b', false],
      ['a', true],
    ],
  );
});

test('older ones are added and overwrite nothing', () => {
  const inbox = opened();
  inbox.addOlder([notification('a', 10, { read: true }), notification('z', '05', { read: true })]);
  assert.deepEqual(
    inbox.list.map(({ id, read }) => [id, read]),
    [
      ['b', false],
      ['a', false],
      ['z', true],
    ],
  );
});

test('a type of any text has a class and a word', () => {
  assert.equal(kindClass('warning'), 'kind-warning');
  assert.equal(kindClass('toString'), 'kind-info');
  assert.equal(kindClass('a b" onload'), 'kind-info');
  assert.equal(kindLabel('error'), 'Error');
  assert.equal(kindLabel('deployment'), 'deployment');
  assert.equal(kindLabel(undefined), 'Information');
});

test('an event that a user sent under the name of a notification is not heard', () => {
  const heard = [];
  const listener = fromServer((data) => heard.push(data));
  listener({ type: 'event', event: 'new_notification', data: 'real' });
  listener({ type: 'event', event: 'new_notification', data: 'forged', from: { id: null, name: 'Eve' } });
  assert.deepEqual(heard, ['real']);
});
