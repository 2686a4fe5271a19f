import { button, byId, element } from '../shared/dom.js';
import { confirm } from '../shared/confirm.js';
import { api } from '../shared/session.js';
import { moment, shortTime } from '../shared/time.js';
import { toast } from '../shared/toast.js';
import { errorWords } from '../shared/words.js';
import { who } from './panels.js';
import { fillTable } from './table.js';

const MOST = 25;
const TYPING_MS = 250;

/** What only an administrator may do here: look for connections, end them, and tell everyone something. */
export class Admin {
  #client;
  #timer = null;
  #asked = 0;

  constructor(client) {
    this.#client = client;
    client.on('welcome', ({ roles = [] }) => this.#show(roles.includes('admin')));
    byId('search').addEventListener('input', () => this.#later());
    byId('refresh').addEventListener('click', () => this.#list());
    byId('broadcast').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#broadcast();
    });
  }

  #show(isAdmin) {
    byId('admin').hidden = !isAdmin;
    if (isAdmin) this.#list();
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#list(), TYPING_MS);
  }

  async #list() {
    // An answer that was overtaken by a later question is no longer wanted.
    const asked = (this.#asked += 1);
    byId('admin-problem').textContent = '';
    try {
      const search = encodeURIComponent(byId('search').value.trim());
      const answer = await api(`api/connections?limit=${MOST}${search ? `&search=${search}` : ''}`);
      if (!answer.ok) throw new Error('The connections cannot be shown now.');
      const { connections, count } = await answer.json();
      if (asked === this.#asked) this.#showConnections(connections, count);
    } catch (error) {
      if (asked === this.#asked) byId('admin-problem').textContent = errorWords(error);
    }
  }

  #showConnections(connections, count) {
    const me = this.#client.welcome?.connection_id;
    const columns = [
      ({ user, id }) => who(user, id),
      ({ endpoint }) => endpoint,
      ({ rooms }) => element('span', { class: 'cut', text: rooms.join(', ') || '–', title: rooms.join(', ') }),
      ({ address }) => element('span', { class: 'mono', text: address ?? '–' }),
      ({ connected_since: since }) => shortTime(moment(since)),
      (connection) => (connection.id === me ? element('span', { class: 'muted', text: 'this page' }) : this.#end(connection)),
    ];
    fillTable('connections', connections, columns, ({ id }) => id);
    byId('found').textContent = foundWords(connections.length, count);
  }

  #end({ id, user }) {
    const name = user?.name ?? id;
    return button('Disconnect', 'compact', () => this.#disconnect(id, user, name), { 'aria-label': `Disconnect ${name}` });
  }

  async #disconnect(id, user, name) {
    const text = user?.id
      ? 'All connections of this user end with 4004, and well-behaved clients do not come back by themselves.'
      : 'The connection ends with 4004, and a well-behaved client does not come back by itself.';
    if (!(await confirm({ title: `Disconnect ${name}?`, text, action: 'Disconnect' }))) return;
    const end = user?.id ? this.#client.disconnectUser(user.id) : this.#client.disconnectConnection(id);
    await this.#told(end, `${name} was disconnected.`);
    this.#list();
  }

  async #broadcast() {
    const text = byId('broadcast-text').value.trim();
    const room = byId('broadcast-room').value.trim() || undefined;
    if (!text) return;
    const sent = this.#client.broadcast({ text }, { event: 'message', room });
    if (await this.#told(sent, room ? `Sent to everyone in ${room}.` : 'Sent to everyone.')) byId('broadcast-text').value = '';
  }

  async #told(done, message) {
    try {
      await done;
      toast({ message, kind: 'success' });
      return true;
    } catch (error) {
      toast({ title: 'That did not work', message: errorWords(error), kind: 'error' });
      return false;
    }
  }
}

function foundWords(shown, count) {
  if (count === shown) return count === 1 ? '1 connection' : `${count} connections`;
  return `The latest ${shown} of ${count} connections`;
}
