import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RoomcastError } from '../../main/webapp/js/client/roomcast.js';
import { command } from '../../main/webapp/js/home/curl.js';
import { endWords, errorWords, needsToken, waitWords } from '../../main/webapp/js/shared/words.js';

class Storage {
  #values = new Map();
  getItem = (key) => this.#values.get(key) ?? null;
  setItem = (key, value) => this.#values.set(key, value);
  removeItem = (key) => this.#values.delete(key);
}

function browser(hash) {
  const address = { replaced: null };
  return {
    address,
    location: { hash, pathname: '/roomcast/chat.html', search: '?room=lobby' },
    history: { state: null, replaceState: (state, title, url) => (address.replaced = url) },
  };
}

globalThis.sessionStorage = new Storage();
globalThis.window = { ...browser(''), addEventListener: () => {} };
const session = await import('../../main/webapp/js/shared/session.js');

test('a token in the address is kept and taken out of the address', () => {
  const { address, ...surroundings } = browser('#token=head.body.sign-_');
  session.takeTokenFromAddress(surroundings);
  assert.equal(session.token(), 'head.body.sign-_');
  assert.equal(address.replaced, '/roomcast/chat.html?room=lobby');
});

test('an address without a token stays as it is, and so does the token', () => {
  session.keepToken(' kept ');
  const { address, ...surroundings } = browser('#push');
  session.takeTokenFromAddress(surroundings);
  assert.equal(session.token(), 'kept');
  assert.equal(address.replaced, null);
  session.forgetToken();
  assert.equal(session.token(), null);
});

test('rooms are remembered, and what is no list of names is none', () => {
  session.keepRooms(['lobby', 'team.blue']);
  assert.deepEqual(session.rooms(), ['lobby', 'team.blue']);
  for (const damaged of ['{', '{"a":1}', 'null']) {
    sessionStorage.setItem('roomcast.rooms', damaged);
    assert.deepEqual(session.rooms(), []);
  }
  sessionStorage.setItem('roomcast.rooms', '["lobby",5,null]');
  assert.deepEqual(session.rooms(), ['lobby']);
});

test('every error code of the protocol has words of its own', () => {
  const codes = [
    'bad_frame',
    'unknown_type',
    'too_large',
    'bad_room',
    'not_joined',
    'unauthenticated',
    'forbidden',
    'room_full',
    'too_many_rooms',
    'rate_limited',
    'not_found',
    'token_expired',
    'unavailable',
    'buffer_full',
    'history_lost',
    'listener',
  ];
  for (const code of codes) assert.notEqual(errorWords(new RoomcastError(code, 'raw')), 'raw', code);
});

test('an unknown code falls back to the message of the server', () => {
  assert.equal(errorWords(new RoomcastError('internal', 'Incident 5f3a')), 'Incident 5f3a');
  assert.equal(errorWords(new RoomcastError('constructor', 'Odd')), 'Odd');
});

test('words say when to try again', () => {
  assert.match(errorWords(new RoomcastError('rate_limited', '', { retryAfter: 2.2 })), /Try again in 3 seconds\.$/);
  assert.match(errorWords(new RoomcastError('rate_limited', '', { retryAfter: 0.4 })), /Try again in 1 second\.$/);
});

test('the end of a connection has words, and says when a token would help', () => {
  assert.equal(endWords({ closeCode: 4004, reason: 'spam' }), 'The connection was ended by an administrator.');
  assert.equal(endWords({ closeCode: 4042, reason: 'Because' }), 'Because');
  assert.equal(endWords({ closeCode: 4042, reason: '' }), 'The connection was closed.');
  assert.deepEqual(
    [4001, 4003, 4203, 4004, 1000].map((closeCode) => needsToken({ closeCode })),
    [true, true, true, false, false],
  );
  assert.match(endWords({ closeCode: null }), /characters/);
  assert.equal(waitWords({ closeCode: 1006 }), 'No connection to the server.');
});

const TOKEN = 'head.body.sign';
const options = { base: 'https://example.org/roomcast/', token: TOKEN, user: 'ada' };

test('the command shows the token only when it is asked to', () => {
  for (const what of ['message', 'notification', 'widget']) {
    assert.doesNotMatch(command(what, { ...options, reveal: false }), /body/);
    assert.ok(command(what, { ...options, reveal: true }).includes(`"Authorization: Bearer ${TOKEN}"`));
  }
});

test('without a token the command names a variable, shown or not', () => {
  assert.match(command('message', { ...options, token: null, reveal: true }), /Bearer \$TOKEN"/);
});

test('the command goes to this server and this user', () => {
  const text = command('notification', { ...options, user: "o'neil", reveal: true });
  assert.match(text, /^curl -X POST https:\/\/example\.org\/roomcast\/api\/notify /);
  assert.ok(text.includes(`"to":{"user":"o'\\''neil"}}'`));
});
