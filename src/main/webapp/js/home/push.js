import { byId } from '../shared/dom.js';
import { base, token } from '../shared/session.js';
import { command } from './curl.js';
import { copy } from './copy.js';

const COPIED_MS = 3000;

/** The command to push with, for this server and this visitor. */
export function preparePush(client) {
  let reveal = false;
  let user = 'ada';
  const text = (shown) =>
    command(document.querySelector('[name="what"]:checked').value, { base, token: token(), user, reveal: shown });
  const show = () => (byId('command').textContent = text(reveal));

  client.on('welcome', ({ user: me, roles = [] }) => {
    user = me?.id ?? user;
    explain(roles);
    show();
  });
  for (const choice of document.querySelectorAll('[name="what"]')) choice.addEventListener('change', show);
  byId('copy').addEventListener('click', () =>
    copy(text(true)).then(told('Copied'), told('Select the text to copy it')),
  );
  byId('show').addEventListener('click', () => {
    reveal = !reveal;
    byId('show').setAttribute('aria-pressed', String(reveal));
    byId('show').textContent = reveal ? 'Hide token' : 'Show token';
    show();
  });
  explain([]);
  show();
}

const HIDDEN =
  'The command carries your own token. Whoever has it can act as you: it is hidden until you show or copy it.';
const NO_ROLE = ' Your token lacks the role publisher, so the server will refuse it.';
const NO_TOKEN = 'Pushing needs a token with the role publisher, or an API key. Put yours in place of $TOKEN.';

function explain(roles) {
  byId('show').hidden = !token();
  const mayPush = roles.length === 0 || roles.includes('publisher') || roles.includes('admin');
  byId('push-token').textContent = token() ? HIDDEN + (mayPush ? '' : NO_ROLE) : NO_TOKEN;
}

const told = (words) => () => {
  byId('copied').textContent = words;
  setTimeout(() => (byId('copied').textContent = ''), COPIED_MS);
};
