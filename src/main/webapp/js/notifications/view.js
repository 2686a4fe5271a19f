import { byId } from '../shared/dom.js';
import { focusMain, renew } from '../shared/focus.js';
import { filtered } from './filter.js';
import { item } from './item.js';

const TITLE = document.title;

/** The number beside the heading is the exact one. */
const MOST_IN_BADGE = 99;

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

export function showInbox(inbox, pager, actions) {
  const { which, type } = choice();
  const reached = pager.state === 'complete' ? null : (pager.oldest?.timestamp ?? null);
  const shown = filtered(inbox.list, { which, type, reached });
  renew(
    byId('inbox'),
    shown.map((notification) => item(notification, actions)),
  );
  showUnread(inbox.unread);
  showEnds(shown.length === 0, pager.state, type === 'all' ? which : 'type');
}

function showEnds(isEmpty, state, kind) {
  const isLoading = state === 'loading';
  byId('content').setAttribute('aria-busy', String(isLoading));
  byId('loading').hidden = !(isLoading && isEmpty);
  byId('empty').hidden = !isEmpty || state === 'loading' || state === 'failed';
  [byId('empty-title').textContent, byId('empty-text').textContent] = EMPTY[kind];
  const wasAtOlder = document.activeElement === byId('older');
  byId('older').hidden = state === 'complete' || (isLoading && isEmpty);
  disable('older', isLoading);
  byId('older').textContent = { loading: 'Loading…', failed: 'Try again' }[state] ?? 'Show older';
  byId('end').hidden = isEmpty || state !== 'complete';
  if (!wasAtOlder || !byId('older').hidden) return;
  if (byId('end').hidden) focusMain();
  else byId('end').focus();
}

/** Not the attribute `disabled`, which would take the focus away from whoever pressed the button. */
const disable = (id, disabled) => byId(id).setAttribute('aria-disabled', String(disabled));

function showUnread(unread) {
  document.title = unread ? `(${unread}) ${TITLE}` : TITLE;
  byId('count').textContent = unread ? `${unread} unread` : 'All read';
  byId('unread').textContent = unread > MOST_IN_BADGE ? `${MOST_IN_BADGE}+` : String(unread);
  byId('unread').hidden = unread === 0;
  disable('read-all', unread === 0);
}
