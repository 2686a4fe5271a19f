import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes, mark, percent, span } from '../../main/webapp/js/dashboard/format.js';
import { CAPACITY, withSample } from '../../main/webapp/js/dashboard/samples.js';
import { marks, path, points } from '../../main/webapp/js/dashboard/scale.js';

test('bytes have the unit that keeps them short', () => {
  assert.deepEqual(bytes(0), { value: '0', unit: 'B' });
  assert.deepEqual(bytes(1023), { value: '1,023', unit: 'B' });
  assert.deepEqual(bytes(1024), { value: '1', unit: 'KiB' });
  assert.deepEqual(bytes(134_217_728), { value: '128', unit: 'MiB' });
  assert.deepEqual(bytes(1.5 * 2 ** 40), { value: '1.5', unit: 'TiB' });
  assert.equal(bytes(2 ** 60).unit, 'TiB');
});

test('a share is told in hundredths', () => {
  assert.deepEqual(percent(0.114), { value: '11.4', unit: '%' });
});

test('a span of time is told by its two largest parts', () => {
  const told = [0, 59, 60, 312, 3600, 90_061, 86_400, 1_000_000].map((seconds) => span(seconds).value.replaceAll('\u00a0', '_'));
  assert.deepEqual(told, ['0_s', '59_s', '1_min', '5_min 12_s', '1_h', '1_d 1_h', '1_d', '11_d 13_h']);
});

test('the marks of an axis are told as they are', () => {
  const told = [0, 0.25, 0.75, 0.025, 2.5].map((value) => mark(value).replace(',', '.'));
  assert.deepEqual(told, ['0', '0.25', '0.75', '0.025', '2.5']);
});

test('an axis has few round marks and holds the highest value', () => {
  assert.deepEqual(marks(0), [0, 1]);
  assert.deepEqual(marks(0.3), [0, 0.1, 0.2, 0.3]);
  assert.deepEqual(marks(16.8), [0, 10, 20]);
  assert.deepEqual(marks(900), [0, 500, 1000]);
  for (const max of [0.01, 0.7, 1, 3, 7.7, 99, 100, 101, 12_345, 9.9e6]) {
    const axis = marks(max);
    assert.ok(axis.at(-1) >= max && axis.length <= 5 && axis.length >= 2, `${max}: ${axis}`);
  }
});

test('a line ends at the right edge, and the highest value at the top', () => {
  const line = points([0, 5, 10], { width: 100, height: 50, capacity: 11, top: 10 });
  assert.deepEqual(line, [
    [80, 50],
    [90, 25],
    [100, 0],
  ]);
  assert.equal(path(line), '80,50 90,25 100,0');
});

test('a line of equal values does not divide by zero', () => {
  const line = points([7, 7], { width: 100, height: 50, bottom: 7, top: 7 });
  assert.deepEqual(line, [
    [0, 50],
    [100, 50],
  ]);
});

test('a chart keeps its capacity and drops the oldest', () => {
  let samples = [];
  for (let n = 0; n < CAPACITY + 2; n += 1) samples = withSample(samples, { value: n, time: n * 5000 });
  assert.equal(samples.length, CAPACITY);
  assert.deepEqual([samples[0].value, samples.at(-1).value], [2, CAPACITY + 1]);
});

test('an early update corrects the last sample', () => {
  const first = withSample([], { value: 1, time: 0 });
  const corrected = withSample(first, { value: 2, time: 2000 });
  assert.deepEqual(corrected, [{ value: 2, time: 0 }]);
  assert.deepEqual(withSample(corrected, { value: 3, time: 2500 }), [
    { value: 2, time: 0 },
    { value: 3, time: 2500 },
  ]);
});

test('a sparkline keeps within its box, also when nothing moves', () => {
  const flat = points([5, 5, 5], { width: 200, height: 48, capacity: 60, bottom: 0, top: 5 });
  assert.ok(flat.every(([x, y]) => x >= 0 && x <= 200 && y >= 0 && y <= 48));
  assert.equal(flat.at(-1)[0], 200);
});
