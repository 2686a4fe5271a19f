import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { builtClient } from './tools.mjs';
import { toldSize } from './told.mjs';

const source = new URL('../../main/webapp/js/client/', import.meta.url);
const { folder, skip } = builtClient();
const read = (file) => readFileSync(new URL(file, folder), 'utf8');
const zipped = (file) => gzipSync(read(file), { level: 9 }).length;
const BUNDLES = ['roomcast.min.js', 'fallback.min.js'];

test('the client that a page loads is below 10 kB with gzip, and imports nothing at once', { skip }, (context) => {
  const [size, later] = BUNDLES.map(zipped);
  context.diagnostic(`roomcast.min.js: ${size} bytes, fallback.min.js: ${later} bytes`);
  assert.ok(size < 10_000, `${size} bytes`);
  assert.ok(later < 4000, `${later} bytes`);
  for (const [file, bytes] of BUNDLES.map((name) => [name, zipped(name)])) {
    assert.ok(Math.abs(bytes - toldSize(file)) < 100, `docs/CLIENT.md has another size of ${file} than ${bytes} bytes`);
    assert.doesNotMatch(read(file), /\bimport\s*[{*'"]|\bfrom\s*['"]/, file);
  }
  assert.deepEqual(read('roomcast.min.js').match(/import\([^)]*\)/g), ['import("./fallback.min.js")']);
});

test('the bundle exports what the client does', { skip }, async () => {
  const names = async (from, file) => Object.keys(await import(new URL(file, from)));
  assert.deepEqual(await names(folder, 'roomcast.min.js'), await names(source, 'roomcast.js'));
  assert.deepEqual(await names(folder, 'fallback.min.js'), await names(source, 'fallback.js'));
});

test('what applications call has its name', { skip }, async () => {
  const namesOf = ({ connect }) => {
    const client = connect('ws://127.0.0.1:9/ws/chat', { WebSocket: class extends EventTarget {} });
    const types = [client, client.room('lobby')].map((object) => Object.getPrototypeOf(object));
    client.close();
    return types.map((type) => Object.getOwnPropertyNames(type));
  };
  const own = namesOf(await import(new URL('roomcast.js', source)));
  assert.ok(own.flat().length > 30);
  assert.deepEqual(namesOf(await import(new URL('roomcast.min.js', folder))), own);
});

test('a source map leads back to the modules', { skip }, () => {
  for (const file of BUNDLES) {
    assert.ok(read(file).endsWith(`\n//# sourceMappingURL=${file}.map\n`), file);
    const { sources, mappings } = JSON.parse(read(`${file}.map`));
    assert.ok(sources.length > 3 && mappings.length > 1000, file);
    for (const each of sources) assert.ok(readdirSync(folder).includes(each), each);
  }
});

/** All that see the client from outside. */
const FROM_OUTSIDE = ['connect', 'fallback', 'gap', 'history', 'listeners', 'metrics', 'model', 'pace', 'publishes'];
FROM_OUTSIDE.push('reconnect', 'requests', 'resume', 'rooms', 'users');

/** A copy of the tests, beside a client that is the bundle: of its single modules there is nothing to be had. */
function testsOfTheBundle() {
  const own = new URL('.', import.meta.url);
  const copy = new URL('../../../target/js-bundle/', import.meta.url);
  const client = new URL('main/webapp/js/client/', copy);
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(client, { recursive: true });
  for (const file of BUNDLES) {
    writeFileSync(new URL(file.replace('.min', ''), client), `export * from '${new URL(file, folder)}';\n`);
  }
  const tests = FROM_OUTSIDE.map((name) => `${name}.test.mjs`);
  for (const file of readdirSync(own)) {
    if (!file.endsWith('.mjs') || (file.endsWith('.test.mjs') && !tests.includes(file))) continue;
    cpSync(new URL(file, own), new URL(`test/js/${file}`, copy));
  }
  return tests.map((file) => fileURLToPath(new URL(`test/js/${file}`, copy)));
}

test('the bundle passes the tests of the client', { skip }, async () => {
  const words = ['--test', '--test-reporter=tap', ...testsOfTheBundle()];
  const { NODE_TEST_CONTEXT: ofThisTest, ...others } = process.env;
  const env = { ...others, ROOMCAST_MODEL_RUNS: '12' };
  const { stdout } = await promisify(execFile)(process.execPath, words, { env, maxBuffer: 1 << 26 }).catch((failed) => {
    throw new Error(`${failed.message}\n${failed.stdout}`);
  });
  const [, passed] = stdout.match(/^# pass (\d+)$/m);
  assert.ok(Number(passed) > 100, stdout);
});
