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
import { Pager } from './pager.js';
import { choice, showInbox } from './view.js';

const NEED = 'Notifications belong to a user, so this page must know who you are.';

function start() {
  const client = connect('ws/notifications', { token: token() });
  const inbox = new Inbox();
  const pagers = pagersOf(client, inbox);
  const pager = () => pagers[choice().which];
  const markRead = (id) => attempt(() => client.markRead(id));
  const show = () => showInbox(inbox, pager(), { read: markRead });

  showIdentity(client);
  watchConnection(client, { onEnd: askAgain });
  watchErrors(client, tell);
  inbox.on('changed', show);
  client.on(
    'event:notifications',
    fromServer((data) => {
      pagers.unread.oldest ??= data.notifications.at(-1) ?? null;
      inbox.reset(data);
      if (pagers.all.oldest === null) attempt(() => pagers.all.next());
    }),
  );
  client.on(
    'event:new_notification',
    fromServer((data) => inbox.arrived(data) && announce(data)),
  );
  client.on(
    'event:notification_read',
    fromServer((data) => inbox.wasRead(data)),
  );
  byId('read-all').addEventListener('click', () => inbox.unread > 0 && markRead('all'));
  byId('older').addEventListener('click', () => attempt(() => pager().next()));
  for (const filter of document.querySelectorAll('[name="which"], #type')) filter.addEventListener('change', show);
}

/** All notifications and the unread ones are read apart: between two unread ones there may be pages of read ones. */
function pagersOf(client, inbox) {
  const read = (more) => async (page) => {
    const query = new URLSearchParams({ ...more, limit: page.limit, ...(page.before && { before: page.before }) });
    const user = encodeURIComponent(client.welcome.user.id);
    const answer = await api(`api/users/${user}/notifications?${query}`).catch(() => null);
    if (!answer?.ok) throw new Error('Older notifications cannot be shown now.');
    return (await answer.json()).notifications;
  };
  const told = (notifications) => inbox.addOlder(notifications);
  return { all: new Pager(read({}), told), unread: new Pager(read({ unread: true }), told) };
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

// Without a token as well: whom the server's own login let in is known without one. Anybody else is asked for it then.
start();
