import { byId } from '../shared/dom.js';
import { base, token } from '../shared/session.js';
import { program } from './code.js';
import { command } from './curl.js';
import { Snippet } from './snippet.js';

/** Commands and code for this server and this visitor. */
export function prepareCode(client) {
  let user = 'ada';
  const snippets = [
    new Snippet('command', (what, reveal) => command(what, { base, token: token(), user, reveal })),
    new Snippet('program', (what, reveal) => program(what, { base, token: token(), reveal })),
  ];
  client.on('welcome', ({ user: me, roles = [] }) => {
    user = me?.id ?? user;
    explain(roles);
    for (const snippet of snippets) snippet.show();
  });
  prepareReveal(snippets);
  explain([]);
}

function prepareReveal(snippets) {
  let reveal = false;
  byId('show').addEventListener('click', () => {
    reveal = !reveal;
    byId('show').setAttribute('aria-pressed', String(reveal));
    for (const snippet of snippets) snippet.reveal = reveal;
  });
}

const HIDDEN =
  'The code carries your own token. Whoever has it can act as you: it is hidden until you show or copy it.';
const NO_ROLE = ' Your token lacks the role publisher, so the server will refuse what you push.';
const NO_TOKEN = 'Pushing needs a token with the role publisher, or an API key. Put yours in place of $TOKEN.';

function explain(roles) {
  byId('show').hidden = !token();
  const mayPush = roles.length === 0 || roles.includes('publisher') || roles.includes('admin');
  byId('push-token').textContent = token() ? HIDDEN + (mayPush ? '' : NO_ROLE) : NO_TOKEN;
}
