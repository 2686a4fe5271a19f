import assert from 'node:assert/strict';
import { test } from 'node:test';
import { program } from '../../main/webapp/js/home/code.js';

const BASE = new URL('https://example.org/roomcast/');

test('code has the token only when it is asked for', () => {
  for (const what of ['page', 'node', 'stream']) {
    assert.doesNotMatch(program(what, { base: BASE, token: 'a.b.c', reveal: false }), /a\.b\.c/, what);
    assert.match(program(what, { base: BASE, token: 'a.b.c', reveal: true }), /a\.b\.c/, what);
  }
});

test('code leads to this server, under whatever path', () => {
  for (const what of ['page', 'node', 'stream']) {
    assert.match(program(what, { base: BASE, token: null, reveal: false }), /https:\/\/example\.org\/roomcast\//, what);
  }
});

test('without a token the code needs none: public rooms are open', () => {
  assert.match(program('page', { base: BASE, token: null }), /connect\('ws\/chat', \{ user: 'Ada' \}\)/);
  assert.match(program('node', { base: BASE, token: null }), /\{ base: '[^']+', user: 'Ada' \}/);
  assert.doesNotMatch(program('stream', { base: BASE, token: null }), /Authorization/);
});
