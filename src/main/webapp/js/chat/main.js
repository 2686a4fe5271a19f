import { connect } from '../client/roomcast.js';
import { watchConnection } from '../shared/banner.js';
import { byId } from '../shared/dom.js';
import { showIdentity } from '../shared/identity.js';
import { displayName, keepDisplayName, token } from '../shared/session.js';
import { askForToken } from '../shared/token-form.js';
import { endWords, needsToken } from '../shared/words.js';
import { Chat } from './chat.js';
import { showChat } from './views.js';

const entry = byId('entry');

function start() {
  entry.hidden = true;
  byId('chat').hidden = false;
  const client = connect('ws/chat', { token: token(), user: token() ? undefined : displayName() });
  showIdentity(client);
  watchConnection(client, { onEnd: askAgain });
  const chat = new Chat(client, { firstRoom: new URLSearchParams(location.search).get('room') });
  showChat(client, chat);
  return chat;
}

/** A name can do without a token, so there is a way on without one. */
function askAgain(change) {
  if (!needsToken(change)) return false;
  const otherwise = { href: 'chat.html', text: 'Go on without a token' };
  askForToken({ need: 'The chat could not sign you in.', problem: endWords(change), content: byId('chat'), otherwise });
  return true;
}

entry.addEventListener('submit', (event) => {
  event.preventDefault();
  keepDisplayName(byId('name').value);
  if (!displayName()) return;
  // Whoever came in through the form goes on with writing; the form has gone.
  start().conversations.once('opened', () => byId('text').focus());
});

if (token() || displayName()) {
  start();
} else {
  entry.hidden = false;
  byId('name').focus();
}
