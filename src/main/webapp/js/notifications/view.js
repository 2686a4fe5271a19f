import { byId } from '../shared/dom.js';
import { item } from './item.js';

const TITLE = document.title;

/** Shows the inbox; the focus stays where the reader has it, although the list is made anew. */
export function showInbox(inbox, actions) {
  const place = focusedPlace();
  byId('content').setAttribute('aria-busy', 'false');
  byId('inbox').replaceChildren(...inbox.list.map((notification) => item(notification, actions)));
  byId('empty').hidden = inbox.list.length > 0;
  showUnread(inbox.unread);
  if (place !== null) focusNear(place);
}

function showUnread(unread) {
  document.title = unread ? `(${unread}) ${TITLE}` : TITLE;
  byId('count').textContent = unread ? `${unread} unread` : 'All read';
  byId('unread').textContent = String(unread);
  byId('unread').hidden = unread === 0;
  byId('read-all').disabled = unread === 0;
}

function focusedPlace() {
  const focused = document.activeElement?.closest?.('#inbox > li');
  return focused ? [...byId('inbox').children].indexOf(focused) : null;
}

/** The next thing to mark, as a person who works through the list expects. */
function focusNear(place) {
  const rest = [...byId('inbox').children].slice(place).map((node) => node.querySelector('button'));
  const target = rest.find(Boolean) ?? byId('inbox').querySelector('button') ?? byId('main');
  if (target === byId('main')) target.tabIndex = -1;
  target.focus();
}
