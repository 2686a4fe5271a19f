import { avatar } from '../shared/avatar.js';
import { button, byId, element, unseen } from '../shared/dom.js';
import { renew } from '../shared/focus.js';
import { person, self } from './people.js';

/** The conversations, rooms and people apart, each with its count of unread messages and a way to leave it. */
export function showConversations({ list, current }, actions) {
  const [rooms, people] = [list.filter(({ room }) => room), list.filter(({ room }) => !room)];
  byId('people-title').hidden = people.length === 0;
  for (const [id, some] of [
    ['rooms', rooms],
    ['people', people],
  ]) {
    const items = some.map((conversation) => conversationItem(conversation, current, actions));
    renew(byId(id), items);
  }
}

function conversationItem(conversation, current, { open, leave }) {
  const go = element(
    'button',
    {
      type: 'button',
      class: `list-go${conversation.unread ? ' has-news' : ''}`,
      'aria-current': conversation === current ? 'true' : null,
    },
    conversation.room ? element('span', { class: 'hash', 'aria-hidden': 'true', text: '#' }) : face(conversation),
    element('span', { class: 'list-name', text: conversation.title, title: conversation.title }),
    unreadBadge(conversation.unread),
  );
  go.addEventListener('click', () => open(conversation));
  const verb = conversation.room ? 'Leave' : 'Close';
  const away = button('×', 'quiet icon', () => leave(conversation), {
    'aria-label': `${verb} ${conversation.title}`,
  });
  return element('li', { class: 'list-item', 'data-key': conversation.key }, go, away);
}

const face = ({ title, key }) => avatar(title, key);

const unreadBadge = (unread) =>
  unread ? element('span', { class: 'badge' }, String(unread), unseen(' unread')) : null;

/** The members of the open room; everyone but oneself can be written to. */
export function showMembers(members, welcome, { write }) {
  const me = welcome ? self(welcome) : null;
  const list = members?.list ?? [];
  byId('member-count').textContent = members ? String(members.count) : '';
  byId('no-members').hidden = !members?.isTold || list.length > 0;
  const items = list.map((user) => memberItem(user, me, write));
  const rest = members ? members.count - list.length : 0;
  if (rest > 0 && items.length > 0) items.push(element('li', { class: 'more muted small', text: `and ${rest} more` }));
  renew(byId('members'), items);
}

/** Who is listed is here now: that is what the dot says. */
function memberItem(user, me, write) {
  const who = person(user);
  const face = [
    element('span', { class: 'present' }, avatar(who.name, who.key)),
    element('span', { class: 'list-name', text: who.name, title: who.name }),
  ];
  if (who.key === me?.key) {
    return element(
      'li',
      { class: 'list-item' },
      element('span', { class: 'list-go' }, ...face, element('span', { class: 'muted small', text: 'you' })),
    );
  }
  const go = element(
    'button',
    { type: 'button', class: 'list-go', title: `Write privately to ${who.name}` },
    unseen('Write privately to '),
    ...face,
  );
  go.addEventListener('click', () => write(who));
  return element('li', { class: 'list-item', 'data-key': who.key }, go);
}
