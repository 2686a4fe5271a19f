import { byId } from '../shared/dom.js';
import { fromServer } from '../shared/from-server.js';
import { toast } from '../shared/toast.js';
import { watchErrors } from '../shared/trouble.js';
import { errorWords } from '../shared/words.js';
import { Composer } from './composer.js';
import { suggestRooms } from './known-rooms.js';
import { showConversations, showMembers } from './list-views.js';
import { LogView } from './log-view.js';
import { closePanels, preparePanels } from './panels.js';

const TITLE = document.title;

/** Ties the page to the chat. */
export function showChat(client, chat) {
  const { conversations } = chat;
  const composer = new Composer((conversation, text) => chat.say(conversation, text));
  const settled = (settle) => (entry) => {
    settle(entry);
    // The button that was pressed has gone with its question.
    composer.focus();
  };
  const log = new LogView({
    retry: settled((entry) => conversations.current?.outgoing.retry(entry)),
    discard: settled((entry) => conversations.current?.outgoing.discard(entry)),
  });
  const actions = {
    open: (conversation) => conversations.open(conversation),
    leave: (conversation) =>
      chat.leave(conversation).catch((error) => toast({ message: errorWords(error), kind: 'error' })),
    write: (who) => chat.write(who),
  };
  const members = () => showMembers(conversations.current?.chatRoom?.members, client.welcome, actions);

  conversations.on('changed', () => showLists(conversations, actions));
  conversations.on('entry', (entry) => log.update({ news: entry }));
  conversations.on('opened', (conversation) => {
    follow(conversation, { members, log });
    log.show(conversation);
    composer.show(conversation);
    showHead(conversation);
    members();
    closePanels();
  });
  conversations.on('refused', ({ conversation, error }) =>
    toast({ title: conversation.title, message: errorWords(error), kind: 'error' }),
  );
  document.addEventListener('visibilitychange', () => document.hidden || conversations.seen());

  preparePanels();
  prepareEntering(chat, composer);
  toastNews(client);
}

/** A user's notifications come to every connection of the user, this one included. */
function toastNews(client) {
  const news = ({ title, message, type }) => toast({ title, message, kind: type });
  client.on('event:new_notification', fromServer(news));
  watchErrors(client, (error) => toast({ message: errorWords(error), kind: 'warning' }));
}

const followed = new WeakSet();

/** Members and typing of a room are followed from its first opening on, and shown while it is the open one. */
function follow(conversation, { members, log }) {
  if (!conversation || followed.has(conversation)) return;
  followed.add(conversation);
  const whenOpen = (action) => () => byId('talk-title').dataset.key === conversation.key && action();
  conversation.chatRoom?.members.on('changed', whenOpen(members));
  conversation.on(
    'typing',
    whenOpen(() => showTyping(conversation)),
  );
  conversation.on(
    'changed',
    whenOpen(() => log.update()),
  );
}

function showHead(conversation) {
  const title = byId('talk-title');
  title.textContent = conversation?.title ?? 'No room';
  title.dataset.key = conversation?.key ?? '';
  title.classList.toggle('is-room', Boolean(conversation?.room));
  byId('talk-about').textContent = about(conversation);
  byId('chat').classList.toggle('private', !conversation?.room);
  showTyping(conversation);
}

function about(conversation) {
  if (!conversation) return 'Enter a room to talk.';
  return conversation.room ? 'Everyone in this room sees what you write.' : 'Private. Nothing of this is kept.';
}

function showTyping(conversation) {
  byId('typing').textContent = conversation?.chatRoom?.typists.words ?? '';
}

function showLists(conversations, actions) {
  showConversations(conversations, actions);
  const { unread } = conversations;
  document.title = unread ? `(${unread}) ${TITLE}` : TITLE;
  byId('elsewhere').textContent = String(unread);
  byId('elsewhere').hidden = unread === 0;
}

function prepareEntering(chat, composer) {
  const field = byId('room');
  const problem = byId('room-problem');
  field.addEventListener('focus', suggestRooms);
  byId('enter').addEventListener('submit', async (event) => {
    event.preventDefault();
    problem.textContent = '';
    try {
      await chat.enter(field.value.trim());
      field.value = '';
      composer.focus();
    } catch (error) {
      problem.textContent = errorWords(error);
    }
  });
}
