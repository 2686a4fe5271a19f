import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterClose, BACK_OFF, SOON, STOP } from '../../main/webapp/js/client/closing.js';

const expected = {
  [STOP]: [1000, 1008, 1010, 4000, 4001, 4003, 4004, 4005, 4050, 4099],
  [BACK_OFF]: [1001, 1002, 1003, 1005, 1006, 1007, 1009, 1011, 1012, 1013, 3000, 4100, 4101, 4102, 4199, 4300, 4999],
  [SOON]: [4200, 4201, 4202, 4250, 4299],
};

for (const [action, codes] of Object.entries(expected)) {
  for (const code of codes) test(`after ${code}: ${action}`, () => assert.equal(afterClose(code), action));
}

test('an expired token is the end for who has no other', () => {
  assert.equal(afterClose(4203), STOP);
});

test('an expired token is no obstacle for who can fetch a new one', () => {
  assert.equal(afterClose(4203, { renewableToken: true }), SOON);
});
