import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { connect } from '../../main/webapp/js/client/roomcast.js';
import { builtClient, tool } from './tools.mjs';

const client = fileURLToPath(new URL('../../main/webapp/js/client/', import.meta.url));
const root = new URL('../../../', import.meta.url);
const manifest = JSON.parse(readFileSync(join(client, 'package.json'), 'utf8'));
const scratch = mkdtempSync(join(tmpdir(), 'roomcast-package-'));
after(() => rmSync(scratch, { recursive: true }));

const run = (command, ...words) => execFileSync(command, words, { cwd: scratch, encoding: 'utf8', stdio: 'pipe' });

function isThere(command) {
  try {
    return Boolean(run(command, '--version'));
  } catch (absent) {
    console.log(`SKIPPED: the package cannot be checked without ${command}: ${absent.message}`);
    return false;
  }
}

const built = builtClient();
const skip = isThere('npm') ? built.skip : 'npm is not on the PATH';

/** Connects with a WebSocket of its own making, and tells the state and the name of what went out. */
const PROGRAM = `
import { connect, RoomcastError } from '@roomcast/client';
class Socket extends EventTarget {
  constructor() {
    super();
    queueMicrotask(() => this.receive({ type: 'welcome', connection_id: 'c-1', authenticated: false }));
  }
  receive(frame) {
    this.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(frame) }));
  }
  send(text) {
    const { id, type, room } = JSON.parse(text);
    this.receive({ type: 'ack', id, action: type, room, members: 1 });
  }
  close() {}
}
const roomcast = connect('ws://127.0.0.1:9/ws/chat', { WebSocket: Socket });
const room = await roomcast.join('lobby');
const told = [roomcast.state, room.state, new RoomcastError('closed', '').code].join(' ');
roomcast.close();
export default told;
`;

const MINIFIED = ['roomcast.min.js', 'fallback.min.js'].flatMap((file) => [file, `${file}.map`]);

test('the package is packed with all modules, the minified ones, types, README and licence', { skip }, () => {
  const [{ files, filename }] = JSON.parse(run('npm', 'pack', fileURLToPath(built.folder), '--json'));
  const own = [...readdirSync(client), ...MINIFIED];
  assert.deepEqual(files.map(({ path }) => path).sort(), own.sort());
  assert.ok(own.includes('README.md') && own.includes('LICENSE'));
  writeFileSync(join(scratch, 'package.json'), '{"private":true,"type":"module"}');
  run('npm', 'install', '--offline', '--no-audit', '--no-fund', `./${filename}`);
  writeFileSync(join(scratch, 'program.mjs'), PROGRAM);
});

test('the installed package connects in Node', { skip }, () => {
  const line = `import('./program.mjs').then(({ default: told }) => console.log(told))`;
  assert.equal(run('node', '--input-type=module', '-e', line).trim(), 'open joined closed');
});

test('the installed package connects in a worker', { skip }, async () => {
  writeFileSync(
    join(scratch, 'worker.mjs'),
    `import { parentPort } from 'node:worker_threads';
     import told from './program.mjs';
     parentPort.postMessage(told);`,
  );
  const worker = new Worker(join(scratch, 'worker.mjs'));
  const told = await new Promise((resolve, reject) => worker.on('message', resolve).on('error', reject));
  assert.equal(told, 'open joined closed');
});

test('the minified client is in the package by its name, and is the same', { skip }, () => {
  writeFileSync(
    join(scratch, 'minified.mjs'),
    PROGRAM.replace("'@roomcast/client'", "'@roomcast/client/roomcast.min.js'"),
  );
  const line = `import('./minified.mjs').then(({ default: told }) => console.log(told))`;
  assert.equal(run('node', '--input-type=module', '-e', line).trim(), 'open joined closed');
});

test('types and the part for React are found by their names', { skip }, () => {
  const line = `console.log(import.meta.resolve('@roomcast/client/react'))`;
  writeFileSync(join(scratch, 'resolve.mjs'), line);
  assert.match(run('node', 'resolve.mjs'), /@roomcast\/client\/react\.js/);
  const ts = tool('typescript');
  if (!ts) return;
  const options = { moduleResolution: ts.ModuleResolutionKind.NodeNext, module: ts.ModuleKind.NodeNext };
  for (const [name, file] of [
    ['@roomcast/client', 'index.d.ts'],
    ['@roomcast/client/react', 'react.d.ts'],
    ['@roomcast/client/roomcast.min.js', 'index.d.ts'],
  ]) {
    const mode = ts.ModuleKind.ESNext;
    const found = ts.resolveModuleName(name, join(scratch, 'program.mts'), options, ts.sys, undefined, undefined, mode);
    assert.ok(found.resolvedModule?.resolvedFileName.endsWith(`/client/${file}`), name);
  }
});

test('the package has the version and the licence of the server', () => {
  const [, version] = readFileSync(new URL('pom.xml', root), 'utf8').match(
    /<artifactId>roomcast<\/artifactId>\s*<version>([\d.]+)/,
  );
  assert.equal(manifest.version, version);
  assert.equal(readFileSync(join(client, 'LICENSE'), 'utf8'), readFileSync(new URL('LICENSE', root), 'utf8'));
});

const hasOwn = typeof globalThis.WebSocket === 'function' && 'this Node has a WebSocket of its own';

test('where there is no WebSocket every request says what is missing', { skip: hasOwn }, async () => {
  const roomcast = connect('ws://127.0.0.1:9/ws/chat');
  await assert.rejects(roomcast.presence(), /There is no WebSocket here.*option "WebSocket"/);
  await assert.rejects(roomcast.join('lobby'), /There is no WebSocket here.*option "WebSocket"/);
});
