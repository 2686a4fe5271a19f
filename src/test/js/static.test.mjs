import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const webapp = new URL('../../main/webapp/', import.meta.url);

function files(extension, folder = webapp) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => `${entry.path ?? entry.parentPath}/${entry.name}`);
}

const read = (file) => readFileSync(file, 'utf8');
const pages = files('.html').map((file) => [file.slice(file.lastIndexOf('/') + 1), read(file)]);
const scripts = files('.js').map((file) => [file, read(file)]);

test('there are pages and scripts to check', () => {
  assert.ok(pages.length >= 5);
  assert.ok(scripts.length >= 20);
});

for (const [name, html] of pages) {
  test(`${name} obeys the content security policy`, () => {
    assert.doesNotMatch(html, /\sstyle\s*=/i);
    assert.doesNotMatch(html, /\son[a-z]+\s*=/i);
    assert.doesNotMatch(html, /<style/i);
    assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)/i);
    assert.doesNotMatch(html, /(?:src|href)="(?:https?:)?\/\//i);
  });

  test(`${name} links only to what is there, relative to itself`, () => {
    const links = [...html.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, link]) => link);
    const own = links.filter((link) => link !== './' && !link.startsWith('health/'));
    assert.ok(own.length > 0);
    for (const link of own) {
      assert.doesNotMatch(link, /^\//);
      assert.ok(existsSync(new URL(link, webapp)), link);
    }
  });

  test(`${name} has a language, a title, a main landmark and labels`, () => {
    assert.match(html, /<html lang="en">/);
    assert.match(html, /<title>[^<]+<\/title>/);
    assert.match(html, /<main id="main"/);
    const labelled = new Set([...html.matchAll(/<label[^>]* for="([^"]+)"/g)].map(([, id]) => id));
    const fields = [...html.matchAll(/<(?:input|textarea|select)[^>]*>/g)].map(([tag]) => tag);
    const open = fields.filter(
      (tag) => !tag.includes('type="radio"') && !labelled.has(tag.match(/ id="([^"]+)"/)?.[1]),
    );
    assert.deepEqual(open, []);
  });
}

test('no script makes markup out of text', () => {
  const forbidden =
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setAttribute\('style'/;
  assert.deepEqual(
    scripts.filter(([, text]) => forbidden.test(text)).map(([file]) => file),
    [],
  );
});

test('every id that a script looks up is in a page or made by a script', () => {
  const made = new Set(
    [...pages.map(([, html]) => html), ...scripts.map(([, text]) => text)].flatMap((text) =>
      [...text.matchAll(/\bid(?:="|: ')([\w-]+)/g)].map(([, id]) => id),
    ),
  );
  const wanted = scripts.flatMap(([, text]) => [...text.matchAll(/byId\('([\w-]+)'\)/g)].map(([, id]) => id));
  assert.ok(wanted.length > 20);
  assert.deepEqual(
    wanted.filter((id) => !made.has(id)),
    [],
  );
});

test('no stylesheet asks another server', () => {
  for (const file of files('.css')) assert.doesNotMatch(read(file), /@import|url\(/);
});

/** From the skip link to the end of the frame around a page's own content, without what marks the page itself. */
function frameOf(html) {
  const header = html.slice(html.indexOf('<a class="skip"'), html.indexOf('<main'));
  const plain = header
    .replace(/<span class="badge" id="unread" hidden><\/span>/, '')
    .replace(' aria-current="page"', '');
  return plain.replace(/\s+/g, ' ').replace(/ (?=<)|(?<=>) /g, '');
}

test('all pages have the same header and navigation, and say which one they are', () => {
  const [[, first]] = pages;
  for (const [name, html] of pages) {
    assert.equal(frameOf(html), frameOf(first), name);
    assert.equal(html.includes(`<a href="${name}" aria-current="page">`), name !== 'index.html', name);
    assert.match(html, /<meta name="referrer" content="no-referrer">/, name);
    assert.match(html, /<div class="toasts" id="toasts" role="status" aria-label="Messages"><\/div>\n<\/body>/, name);
    const shared = ['tokens', 'base', 'frame', 'parts'].map((css) => `<link rel="stylesheet" href="css/${css}.css">`);
    assert.ok(html.includes(shared.join('\n  ')), `${name} begins with the shared styles`);
  }
});
