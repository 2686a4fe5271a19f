import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { told, toldSize } from './told.mjs';
import { tool } from './tools.mjs';

const folder = new URL('../../main/webapp/js/client/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.js'));
const read = (file) => readFileSync(new URL(file, folder), 'utf8');

/** The files that a page loads with that one, without those that it loads later if at all. */
function withImports(entry, found = new Set()) {
  if (found.has(entry)) return found;
  found.add(entry);
  for (const [, name] of read(entry).matchAll(/\bfrom '\.\/([^']+)'/g)) withImports(name, found);
  return found;
}

const core = withImports('roomcast.js');
const only = (entry) => [...withImports(entry)].filter((file) => !core.has(file));
/** What is loaded when it is needed, beside the client itself. */
const parts = { 'fallback.js': only('fallback.js'), 'react.js': only('react.js') };

const zipped = (text) => gzipSync(text, { level: 9 }).length;
const withoutComments = (file) => read(file).replace(/^ *(\/\*\*|\*|\/\/).*\n/gm, '');

test('the client imports nothing but itself, and its React part React', () => {
  assert.ok(core.size > 15);
  for (const file of files) {
    const imports = [...read(file).matchAll(/\bfrom '([^']+)'|\bimport\('([^']+)'\)/g)].map(([, a, b]) => a ?? b);
    for (const name of imports) {
      const isReact = name === 'react' && parts['react.js'].includes(file);
      assert.ok(isReact || files.some((other) => name === `./${other}`), `${file}: ${name}`);
    }
  }
});

test('every module is of the client or of one of its parts', () => {
  assert.deepEqual([...core, ...Object.values(parts).flat()].sort(), files.sort());
});

test('no module is long', () => {
  for (const file of files) assert.ok(read(file).split('\n').length <= 250, file);
});

test('the source, as it is served but for comments, is below 14 kB with gzip', (context) => {
  const size = zipped([...core].map(withoutComments).join(''));
  context.diagnostic(`the client, without comments: ${size} bytes`);
  assert.ok(size < 14_000, `${size} bytes`);
  const whole = zipped([...core].map(read).join(''));
  context.diagnostic(`as served, with comments: ${whole} bytes`);
  assert.equal(told(/in (\d+) modules/), core.size);
  assert.ok(Math.abs(whole - 1000 * told(/modules\sare about (\d+) kB/)) < 1000, `docs/CLIENT.md: not ${whole} bytes`);
});

const esbuild = tool('esbuild');
const skip = !esbuild && 'no esbuild';

function minified(entry, external) {
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [fileURLToPath(new URL(entry, folder))],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    external,
  });
  return zipped(outputFiles[0].contents);
}

test('the client as an application bundles it is below 10 kB with gzip', { skip }, (context) => {
  const size = minified('roomcast.js', ['./fallback.js']);
  context.diagnostic(`the client: ${size} bytes`);
  assert.ok(size < 10_000, `${size} bytes`);
});

for (const [entry, own] of Object.entries(parts)) {
  test(`${entry}, which is loaded when it is needed, is below 4 kB with gzip`, { skip }, (context) => {
    const shared = [...core].map((file) => `./${file}`);
    const size = minified(entry, [...shared, 'react']);
    context.diagnostic(`${entry}, ${own.length} modules: ${size} bytes`);
    assert.ok(size < 4000, `${size} bytes`);
    if (entry === 'react.js') {
      assert.ok(Math.abs(size - toldSize('the React hooks')) < 100, `docs/CLIENT.md has another size than ${size} bytes`);
    }
  });
}
