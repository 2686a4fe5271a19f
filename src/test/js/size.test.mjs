import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { tool } from './tools.mjs';

const folder = new URL('../../main/webapp/js/client/', import.meta.url);
const modules = readdirSync(folder)
  .filter((file) => file.endsWith('.js'))
  .map((file) => [file, readFileSync(new URL(file, folder), 'utf8')]);

const zipped = (text) => gzipSync(text, { level: 9 }).length;

test('the client imports nothing but itself', () => {
  assert.ok(modules.length > 15);
  for (const [file, text] of modules) {
    const imports = [...text.matchAll(/\bfrom '([^']+)'|\bimport\(/g)].map(([, name]) => name);
    for (const name of imports)
      assert.ok(
        modules.some(([other]) => name === `./${other}`),
        `${file}: ${name}`,
      );
  }
});

test('no module is long', () => {
  for (const [file, text] of modules) assert.ok(text.split('\n').length <= 250, file);
});

test('the source without its comments is below 12 kB with gzip', (context) => {
  const size = zipped(modules.map(([, text]) => text.replace(/^ *(\/\*\*|\*|\/\/).*\n/gm, '')).join(''));
  context.diagnostic(`${size} bytes`);
  assert.ok(size < 12_000, `${size} bytes`);
});

const esbuild = tool('esbuild');

test('the client in one minified file is below 10 kB with gzip', { skip: !esbuild && 'no esbuild' }, (context) => {
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [fileURLToPath(new URL('roomcast.js', folder))],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  const size = zipped(outputFiles[0].contents);
  context.diagnostic(`${size} bytes`);
  assert.ok(size < 10_000, `${size} bytes`);
});
