import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filtered } from '../../main/webapp/js/notifications/filter.js';
import { Inbox } from '../../main/webapp/js/notifications/inbox.js';
import { safeLink } from '../../main/webapp/js/notifications/link.js';
import { Pager } from '../../main/webapp/js/notifications/pager.js';
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

const seen = (id, timestamp, fields = {}) => ({ id, timestamp, read: false, ...fields });

test('the filter shows unread ones, or one type, or what no type is known for', () => {
  const list = [
    seen('a', '5', { type: 'error' }),
    seen('b', '4', { read: true }),
    seen('c', '3', { type: 'deployment', read: true }),
    seen('d', '2', { type: 'info' }),
  ];
  const ids = (options) => filtered(list, { which: 'all', type: 'all', ...options }).map(({ id }) => id);
  assert.deepEqual(ids({}), ['a', 'b', 'c', 'd']);
  assert.deepEqual(ids({ which: 'unread' }), ['a', 'd']);
  assert.deepEqual(ids({ type: 'info' }), ['b', 'd']);
  assert.deepEqual(ids({ type: 'other' }), ['c']);
  assert.deepEqual(ids({ which: 'unread', type: 'error' }), ['a']);
});

test('of all, nothing is shown behind which something may be missing', () => {
  const list = [seen('a', '5'), seen('b', '4', { read: true }), seen('z', '1')];
  const ids = (which) => filtered(list, { which, type: 'all', reached: '4' }).map(({ id }) => id);
  assert.deepEqual(ids('all'), ['a', 'b']);
  assert.deepEqual(ids('unread'), ['a', 'z']);
});

test('an inbox is read page by page until a short one', async () => {
  const page = (from, length) => Array.from({ length }, (_, n) => ({ id: `n-${from - n}`, timestamp: String(from - n) }));
  const asked = [];
  const told = [];
  const pages = [page(100, 30), new Error('away'), page(70, 3)];
  const pager = new Pager(
    async (query) => {
      asked.push(query);
      const next = pages.shift();
      if (next instanceof Error) throw next;
      return next;
    },
    (notifications) => told.push(...notifications),
  );
  await Promise.all([pager.next(), pager.next()]);
  assert.deepEqual([pager.state, told.length], ['more', 30]);
  await assert.rejects(pager.next(), /away/);
  assert.equal(pager.state, 'failed');
  await pager.next();
  await pager.next();
  assert.equal(pager.state, 'complete');
  assert.deepEqual(
    asked.map(({ before }) => before),
    [undefined, 'n-71', 'n-71'],
  );
  assert.equal(told.length, 33);
});
