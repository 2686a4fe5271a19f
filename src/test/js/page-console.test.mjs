import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { explainClose, explainError, knownCloses, knownErrors } from '../../main/webapp/js/shared/explain.js';
import { MOST_RECORDS, pretty, Records } from '../../main/webapp/js/console/records.js';
import { templates, withId } from '../../main/webapp/js/console/templates.js';

const model = (name) => readFileSync(new URL(`../../main/java/org/roomcast/model/${name}.java`, import.meta.url), 'utf8');

test('every error code of the server is explained, and no other', () => {
  const codes = [...model('ErrorCode').matchAll(/^ {4}([A-Z_]+)\((?:true|false)\)/gm)].map(([, name]) => name.toLowerCase());
  assert.ok(codes.length > 10);
  assert.deepEqual(codes.filter((code) => !knownErrors().includes(code)), []);
  assert.deepEqual(knownErrors().filter((code) => !codes.includes(code)), []);
});

test('every close code of the server is explained', () => {
  const codes = [...model('Disconnect').matchAll(/^ {4}[A-Z_]+\((\d{4}),/gm)].map(([, code]) => Number(code));
  assert.ok(codes.length > 10);
  assert.deepEqual(codes.filter((code) => !knownCloses().includes(code)), []);
});

test('a code that is not known is explained by its range', () => {
  assert.match(explainClose(4099).todo, /Do not come back/);
  assert.match(explainClose(4299).todo, /at once/);
  assert.match(explainError('newer').todo, /temporary/);
});

test('there is a template of every frame that a client may send', () => {
  const protocol = readFileSync(new URL('../../../docs/PROTOCOL.md', import.meta.url), 'utf8');
  const table = protocol.split('### 2.1')[1].split('| limit |')[0];
  const types = [...table.matchAll(/^\| `([a-z_]+)`/gm)].map(([, type]) => type);
  const made = templates('lobby').map(([, frame]) => frame.type);
  assert.ok(types.length > 8);
  assert.deepEqual(types.filter((type) => !made.includes(type)), []);
  assert.deepEqual(Object.keys(withId({ type: 'ping' }, 3)), ['type', 'id']);
});

function recorded() {
  const time = { now: 0 };
  return { time, records: new Records(() => time.now) };
}

test('an answer has the time that it took', () => {
  const { time, records } = recorded();
  records.sent('{"type":"ping","id":1}');
  time.now = 12;
  const [pong] = records.received('{"type":"pong","id":1}');
  assert.equal(pong.ms, 12);
  assert.deepEqual(records.latencies, [12]);
  const [again] = records.received('{"type":"pong","id":1}');
  assert.equal(again.ms, undefined);
});

test('a message of several frames is shown as these', () => {
  const { records } = recorded();
  records.received('[{"type":"ping"},{"type":"event","event":"x"}]');
  assert.deepEqual(
    records.visible().map(({ type }) => type),
    ['ping', 'event'],
  );
  assert.deepEqual(
    records.visible({ heartbeats: false }).map(({ type }) => type),
    ['event'],
  );
  assert.equal(records.visible({ text: 'EVENT' }).length, 1);
});

test('a pause holds back what comes, and loses nothing', () => {
  const { records } = recorded();
  records.sent('1');
  records.paused = true;
  records.received('{"type":"a"}');
  records.received('{"type":"b"}');
  assert.deepEqual([records.visible().length, records.held], [1, 2]);
  records.paused = false;
  assert.deepEqual([records.visible().length, records.held], [3, 0]);
  records.clear();
  assert.equal(records.visible().length, 0);
});

test('the oldest records leave', () => {
  const { records } = recorded();
  for (let n = 0; n < MOST_RECORDS + 5; n += 1) records.received(`{"type":"n${n}"}`);
  assert.deepEqual([records.visible().length, records.visible()[0].type], [MOST_RECORDS, 'n5']);
});

test('what is no frame is shown as it is', () => {
  const { records } = recorded();
  assert.deepEqual([records.sent('{broken').frame, records.sent('7').type, records.sent('null').frame], [null, null, null]);
  assert.equal(pretty('{broken'), '{broken');
  assert.equal(pretty('{"a":[1]}'), '{\n  "a": [\n    1\n  ]\n}');
});
