import { byId } from '../shared/dom.js';
import { filtered } from './filter.js';
import { item } from './item.js';

const TITLE = document.title;

const EMPTY = {
  all: ['Nothing new', 'What is sent to you appears here at once, and waits here while you are away.'],
  unread: ['All read', 'What is new appears here at once.'],
  type: ['None of this kind', 'Choose another type to see the others.'],
};

/** Which notifications the reader wants to see. */
export const choice = () => ({
  which: document.querySelector('[name="which"]:checked').value,
  type: byId('type').value,
});

/** Shows the inbox; the focus stays where the reader has it, although the list is made anew. */
export function showInbox(inbox, pager, actions) {
  const place = focusedPlace();
  const { which, type } = choice();
  const reached = pager.state === 'complete' ? null : (pager.oldest?.timestamp ?? null);
  const shown = filtered(inbox.list, { which, type, reached });
  byId('inbox').replaceChildren(...shown.map((notification) => item(notification, actions)));
  showUnread(inbox.unread);
  showEnds(shown.length === 0, pager.state, type === 'all' ? which : 'type');
  if (place !== null) focusNear(place);
}

function showEnds(isEmpty, state, kind) {
  const isLoading = state === 'loading';
  byId('content').setAttribute('aria-busy', String(isLoading));
  byId('loading').hidden = !(isLoading && isEmpty);
  byId('empty').hidden = !isEmpty || state === 'loading' || state === 'failed';
  [byId('empty-title').textContent, byId('empty-text').textContent] = EMPTY[kind];
  byId('older').hidden = state === 'complete' || (isLoading && isEmpty);
  byId('older').disabled = isLoading;
  byId('older').textContent = { loading: 'Loading…', failed: 'Try again' }[state] ?? 'Show older';
  byId('end').hidden = isEmpty || state !== 'complete';
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
