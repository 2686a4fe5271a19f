import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Emitter } from '../../main/webapp/js/client/emitter.js';
import { settled } from './fakes.mjs';

const fail = () => {
  throw new Error('listener');
};

test('a listener hears until it is taken off', () => {
  const emitter = new Emitter();
  const heard = [];
  const stop = emitter.on('news', (value) => heard.push(value));
  emitter.emit('news', 1);
  stop();
  emitter.emit('news', 2);
  assert.deepEqual(heard, [1]);
});

test('off takes the named listener off and leaves the others', () => {
  const emitter = new Emitter();
  const heard = [];
  const first = () => heard.push('first');
  emitter.on('news', first);
  emitter.on('news', () => heard.push('second'));
  emitter.off('news', first);
  emitter.emit('news');
  assert.deepEqual(heard, ['second']);
});

test('once hears once', () => {
  const emitter = new Emitter();
  let calls = 0;
  emitter.once('news', () => (calls += 1));
  emitter.emit('news');
  emitter.emit('news');
  assert.equal(calls, 1);
});

test('a listener that throws is reported and does not stop the next', () => {
  const reported = [];
  const emitter = new Emitter((error) => reported.push(error.message));
  let reached = false;
  emitter.on('news', fail);
  emitter.on('news', () => (reached = true));
  emitter.emit('news');
  assert.ok(reached);
  assert.deepEqual(reported, ['listener']);
});

test('a listener whose promise is rejected is reported', async () => {
  const reported = [];
  const emitter = new Emitter((error) => reported.push(error.message));
  emitter.on('news', async () => fail());
  emitter.emit('news');
  await settled();
  assert.deepEqual(reported, ['listener']);
});

test('a listener that is added while listeners are called waits for the next time', () => {
  const emitter = new Emitter();
  let late = 0;
  emitter.once('news', () => emitter.on('news', () => (late += 1)));
  emitter.emit('news');
  assert.equal(late, 0);
  emitter.emit('news');
  assert.equal(late, 1);
});

test('what is no function is refused as a listener', () => {
  assert.throws(() => new Emitter().on('news', 'listener'), TypeError);
});
