import assert from 'node:assert/strict';
import { test } from 'node:test';
import { home, socketUrl, subprotocols } from '../../main/webapp/js/client/address.js';

const plain = { batch: false };

test('a path is found below the context path, with a leading slash or without', () => {
  const base = 'https://example.org/roomcast/';
  assert.equal(socketUrl('ws/chat', { base, ...plain }), 'wss://example.org/roomcast/ws/chat');
  assert.equal(socketUrl('/ws/chat', { base, ...plain }), 'wss://example.org/roomcast/ws/chat');
});

test('a page in the root finds the root', () => {
  const base = 'http://localhost:8080/chat.html?room=lobby#token=secret';
  assert.equal(socketUrl('ws/chat', { base, ...plain }), 'ws://localhost:8080/ws/chat');
});

test('a whole address stays what it is', () => {
  assert.equal(
    socketUrl('ws://other:9/x/ws/chat', { base: 'https://example.org/', ...plain }),
    'ws://other:9/x/ws/chat',
  );
});

test('batching is asked for unless told otherwise', () => {
  assert.equal(new URL(socketUrl('ws/chat', { base: 'http://h/' })).searchParams.get('batch'), 'true');
  assert.equal(new URL(socketUrl('ws/chat', { base: 'http://h/', batch: false })).search, '');
});

test('a name of any characters travels as a parameter', () => {
  const url = new URL(socketUrl('ws/chat', { base: 'http://h/', user: 'Zoë & Söhne #1' }));
  assert.equal(url.searchParams.get('user'), 'Zoë & Söhne #1');
});

test('the token is a subprotocol entry beside the dialect', () => {
  assert.deepEqual(subprotocols('aaa.bbb.ccc'), ['roomcast.v1.json', 'bearer.aaa.bbb.ccc']);
  assert.deepEqual(subprotocols(null), ['roomcast.v1.json']);
});

test('home is two folders above the library, or the page', () => {
  assert.equal(home('https://h/roomcast/js/client/address.js', 'https://h/elsewhere'), 'https://h/roomcast/');
  assert.equal(home('https://h/x/js/client/roomcast.min.js', 'https://h/elsewhere'), 'https://h/x/');
  assert.equal(home('file:///app/js/client/address.js', 'https://h/page'), 'https://h/page');
});

test('what a bundler made of the library is no home', () => {
  assert.equal(home('https://h/node_modules/.vite/deps/client.js', 'https://h/page'), 'https://h/page');
  assert.equal(home('https://h/assets/index-abc.js', 'https://h/page'), 'https://h/page');
});

test('a relative address without a page says what is missing', () => {
  assert.throws(() => socketUrl('ws/chat', { base: undefined }), /"ws\/chat" is no whole address.*"base"/);
});
