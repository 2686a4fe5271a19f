import { connect } from '../client/roomcast.js';
import { watchConnection } from '../shared/banner.js';
import { byId } from '../shared/dom.js';
import { fromServer } from '../shared/from-server.js';
import { showIdentity } from '../shared/identity.js';
import { api, token } from '../shared/session.js';
import { toast } from '../shared/toast.js';
import { askForToken } from '../shared/token-form.js';
import { watchErrors } from '../shared/trouble.js';
import { endWords, errorWords, needsToken } from '../shared/words.js';
import { Inbox } from './inbox.js';
import { showInbox } from './view.js';

const NEED = 'Notifications belong to a user, so this page must know who you are.';

function start() {
  const client = connect('ws/notifications', { token: token() });
  const inbox = new Inbox();
  const markRead = (id) => attempt(() => client.markRead(id));

  showIdentity(client);
  watchConnection(client, { onEnd: askAgain });
  inbox.on('changed', () => showInbox(inbox, { read: markRead }));
  client.on(
    'event:notifications',
    fromServer((data) => inbox.reset(data)),
  );
  client.on(
    'event:new_notification',
    fromServer((data) => inbox.arrived(data) && announce(data)),
  );
  client.on(
    'event:notification_read',
    fromServer((data) => inbox.wasRead(data)),
  );
  watchErrors(client, tell);
  byId('read-all').addEventListener('click', () => markRead('all'));
  prepareOlder(client, inbox);
}

/** Returns whether the end of the connection was answered with the question for a token. */
function askAgain(change) {
  if (!needsToken(change)) return false;
  askForToken({ need: NEED, problem: endWords(change) });
  return true;
}

function announce({ title, message, type }) {
  toast({ title, message, kind: type });
}

async function attempt(action) {
  byId('problem').textContent = '';
  try {
    await action();
  } catch (error) {
    tell(error);
  }
}

function tell(error) {
  byId('problem').textContent = errorWords(error);
}

function prepareOlder(client, inbox) {
  const older = byId('older');
  client.on('welcome', () => (older.hidden = false));
  older.addEventListener('click', () =>
    attempt(async () => {
      const answer = await api(`api/users/${encodeURIComponent(client.welcome.user.id)}/notifications`);
      if (!answer.ok) throw new Error('The notifications that were read cannot be shown now.');
      inbox.addOlder((await answer.json()).notifications);
      older.hidden = true;
    }),
  );
}

// Without a token as well: whom the server's own login let in is known without one. Anybody else is asked for it then.
start();
