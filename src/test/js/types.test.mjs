import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { settled, start } from './fakes.mjs';
import { tool } from './tools.mjs';

const client = new URL('../../main/webapp/js/client/', import.meta.url);
const declarations = fileURLToPath(new URL('index.d.ts', client));
const usages = ['usage.ts', 'react.ts'].map((file) => fileURLToPath(new URL(`types/${file}`, import.meta.url)));

/** The programs of the documents, each in a file of its own. */
const shown = fileURLToPath(new URL('../../../target/js-snippets/', import.meta.url));
const documents = ['docs/CLIENT.md', 'README.md', 'src/main/webapp/js/client/README.md'];

function snippets(language) {
  return documents.flatMap((document) => {
    const text = readFileSync(new URL(`../../../${document}`, import.meta.url), 'utf8');
    return [...text.matchAll(new RegExp('```' + language + '\\n(.*?)```', 'gs'))].map(([, code]) => [document, code]);
  });
}

mkdirSync(shown, { recursive: true });
const written = snippets('js').map(([document, code], at) => {
  const file = join(shown, `${at}-${document.replace(/\W/g, '-')}.js`);
  // A page's address is no file's name.
  writeFileSync(file, `${code.replace('/js/client/roomcast.min.js', '@roomcast/client')}\nexport {};\n`);
  return file;
});
const given = fileURLToPath(new URL('types/snippets.d.ts', import.meta.url));

const ts = tool('typescript');
const skip = ts ? false : 'TypeScript is not here and cannot be fetched';

const program = ts?.createProgram([declarations, ...usages, given, ...written], {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ES2022,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
  allowJs: true,
  checkJs: true,
  paths: { '@roomcast/client': [declarations], '@roomcast/client/react': [declarations.replace('index', 'react')] },
});

/** The names of what an exported class or interface has. */
function declared(name) {
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(declarations));
  const symbol = checker.getExportsOfModule(module).find((each) => each.name === name);
  return checker
    .getDeclaredTypeOfSymbol(symbol)
    .getProperties()
    .map((property) => property.name)
    .sort();
}

/** The names of what an object has beside private fields. */
function present(object) {
  const names = new Set(Object.keys(object));
  for (let type = Object.getPrototypeOf(object); type !== Object.prototype; type = Object.getPrototypeOf(type)) {
    for (const name of Object.getOwnPropertyNames(type)) names.add(name);
  }
  names.delete('constructor');
  return [...names].sort();
}

test('what an application writes fits the declarations, and what it must not write does not', { skip }, () => {
  const problems = ts.getPreEmitDiagnostics(program).map(({ messageText, file, start }) => {
    const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${file?.fileName}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
  assert.deepEqual(problems, []);
});

test('what the documents show has been checked with it', () => {
  assert.ok(written.length >= 9);
});

const esbuild = tool('esbuild');

test('what the documents show of React can be read', { skip: !esbuild && 'no esbuild' }, () => {
  const shownOfReact = snippets('jsx');
  assert.ok(shownOfReact.length >= 1);
  for (const [, code] of shownOfReact) esbuild.transformSync(code, { loader: 'jsx' });
});

test('the declarations name all that a client has, and nothing more', { skip }, async () => {
  const started = await start();
  await settled();
  assert.deepEqual(
    declared('Roomcast'),
    present(started.client).filter((name) => name !== 'emit'),
  );
});

test('the declarations for React name all hooks', () => {
  const names = (file, pattern) =>
    [...readFileSync(new URL(file, client), 'utf8').matchAll(pattern)].map(([, name]) => name);
  const own = names('react.js', /^export function (\w+)/gm);
  assert.ok(own.length >= 4);
  assert.deepEqual(names('react.d.ts', /^export function (\w+)/gm).sort(), own.sort());
});

/** What only the client itself calls. */
const INTERNAL = ['admitted', 'emit', 'end', 'receive', 'resume', 'settled', 'suspend'];

test('the declarations name all that a room has for applications, and nothing more', { skip }, async () => {
  const { client: roomcast } = await start();
  const names = present(roomcast.room('lobby')).filter((name) => !INTERNAL.includes(name));
  assert.deepEqual(declared('Room'), names);
});

test('the declarations name every error code of the protocol and of the client', () => {
  const text = readFileSync(declarations, 'utf8');
  const union = text.slice(text.indexOf('type ErrorCode'), text.indexOf(';', text.indexOf('type ErrorCode')));
  const codes = [...union.matchAll(/'([a-z_]+)'/g)].map(([, code]) => code);
  const protocol = readFileSync(new URL('../../../docs/PROTOCOL.md', import.meta.url), 'utf8');
  const errors = protocol.slice(protocol.indexOf('### 2.3'), protocol.indexOf('### 2.4'));
  const ofServer = [...errors.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, code]) => code);
  const own = ['errors.js', 'fallback-actions.js'].map((file) => readFileSync(new URL(file, client), 'utf8')).join('');
  const ofClient = [...own.matchAll(/(?:RoomcastError\(|code: )'([a-z_]+)'/g)].map(([, code]) => code);
  assert.ok(ofServer.length > 10 && ofClient.length > 5);
  assert.deepEqual([...codes].sort(), [...new Set([...ofServer, ...ofClient])].sort());
});
