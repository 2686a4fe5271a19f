import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff } from '../../main/webapp/js/client/backoff.js';

const delays = (backoff, count) => Array.from({ length: count }, () => backoff.next());

test('the ceiling doubles until the limit', () => {
  const backoff = new Backoff({ base: 100, ceiling: 1000, random: () => 1 });
  assert.deepEqual(delays(backoff, 6), [100, 200, 400, 800, 1000, 1000]);
});

test('the jitter is full: any moment down to none', () => {
  assert.deepEqual(delays(new Backoff({ base: 100, random: () => 0 }), 3), [0, 0, 0]);
  assert.deepEqual(delays(new Backoff({ base: 100, random: () => 0.5 }), 3), [50, 100, 200]);
});

test('a reset begins anew', () => {
  const backoff = new Backoff({ base: 100, random: () => 1 });
  delays(backoff, 5);
  backoff.reset();
  assert.equal(backoff.next(), 100);
});

test('a thousand failures stay within the ceiling', () => {
  const backoff = new Backoff({ base: 100, ceiling: 30_000, random: () => 1 });
  assert.equal(delays(backoff, 2000).at(-1), 30_000);
});
