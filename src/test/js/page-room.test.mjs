import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatRoom } from '../../main/webapp/js/chat/chat-room.js';
import { Conversation } from '../../main/webapp/js/chat/conversation.js';
import { acknowledge, comeBack, logged, settled, start, stored, welcome } from './fakes.mjs';

globalThis.sessionStorage = { getItem: () => null, setItem: () => {}, removeItem: () => {} };
globalThis.window = { location: { hash: '' }, addEventListener: () => {} };
const { Chat } = await import('../../main/webapp/js/chat/chat.js');

const said = (offset, fields = {}) =>
  logged(offset, {
    data: { text: `message ${offset}` },
    from: { id: 'bob', name: 'Bob', connection_id: 'c-9' },
    time: '2026-11-20T10:15:30.123Z',
    ...fields,
  });

const history = (...events) => ({
  type: 'history',
  room: 'lobby',
  epoch: events[0].epoch,
  events: events.map(stored),
  complete: false,
});

/** The page also asks who is there, whenever it comes to it. */
function admit(socket, fields) {
  const { id } = socket.sent.find(({ type }) => type === 'join');
  socket.receive({ type: 'ack', id, action: 'join', room: 'lobby', members: 1, ...fields });
}

async function open(ack = { epoch: 'e1', offset: 10 }) {
  const started = await start();
  welcome(started.socket);
  const conversation = new Conversation({ key: 'room:lobby', title: 'lobby', room: 'lobby' });
  const news = [];
  conversation.on('entry', (entry) => news.push(entry.text));
  const me = { key: 'user:ada', name: 'Ada' };
  const chatRoom = new ChatRoom(started.client.room('lobby'), conversation, { me: () => me, onLost: () => {} });
  chatRoom.join();
  await settled();
  const [join] = started.socket.sent;
  admit(started.socket, ack);
  const texts = () => conversation.entries.map(({ text }) => text);
  // The page asks who is there as well.
  const end = () => started.client.close();
  return { ...started, started, conversation, join, news, texts, end };
}

test('on opening a room shows what was said before, which is no news', async () => {
  const { socket, join, news, texts, end } = await open();
  assert.equal(join.history, 50);
  socket.receive(history(said(9), said(10)), said(11));
  assert.deepEqual(texts(), ['message 9', 'message 10', 'message 11']);
  assert.deepEqual(news, ['message 11']);
  end();
});

test('after a reconnect what was missed follows, without a word about it', async () => {
  const { started, socket, texts, end } = await open();
  socket.receive(said(11));
  await comeBack(started);
  admit(started.socket, { epoch: 'e1', offset: 12, recovered: true });
  started.socket.receive(said(12));
  assert.deepEqual(texts(), ['message 11', 'message 12']);
  end();
});

test('where too much was missed the room says so, and shows what there is, once', async () => {
  const { started, socket, texts, end } = await open();
  socket.receive(history(said(9), said(10)), said(11));
  await comeBack(started);
  admit(started.socket, { epoch: 'e1', offset: 90, recovered: false });
  started.socket.receive(history(said(11), said(89), said(90)), said(91));
  const note = 'Some messages are missing here.';
  assert.deepEqual(texts(), ['message 9', 'message 10', 'message 11', note, 'message 89', 'message 90', 'message 91']);
  end();
});

test('a log that was begun anew is shown from its beginning', async () => {
  const { started, socket, texts, end } = await open();
  socket.receive(said(11));
  await comeBack(started);
  admit(started.socket, { epoch: 'e2', offset: 2, recovered: false });
  started.socket.receive(history(said(1, { epoch: 'e2' }), said(2, { epoch: 'e2' })));
  assert.deepEqual(texts(), ['message 11', 'Some messages are missing here.', 'message 1', 'message 2']);
  end();
});

test('a room that keeps no history says that something may be missing', async () => {
  const { started, texts, end } = await open({});
  await comeBack(started);
  admit(started.socket, {});
  await settled();
  assert.deepEqual(texts(), ['Connected again. What was said meanwhile is not here.']);
  end();
});

test('a conversation that is filled keeps its size', () => {
  const conversation = new Conversation({ key: 'room:lobby', title: 'lobby', room: 'lobby' });
  let filled = 0;
  conversation.on('changed', () => (filled += 1));
  conversation.fill(Array.from({ length: 2100 }, (_, index) => ({ kind: 'note', text: index, time: new Date() })));
  conversation.fill([]);
  assert.deepEqual([conversation.entries.length, conversation.entries[0].text, filled], [2000, 100, 1]);
});

test('a room that is left before the server let us in is not opened', async () => {
  const { client, socket } = await start();
  const chat = new Chat(client, { firstRoom: 'hall' });
  const opened = [];
  chat.conversations.on('opened', (conversation) => opened.push(conversation?.title));
  welcome(socket);
  const entering = chat.enter('lobby');
  await settled();
  const { id } = socket.sent.find(({ type, room }) => type === 'join' && room === 'lobby');
  const leaving = chat.leave(chat.conversations.get('room:lobby'));
  await settled();
  socket.receive({ type: 'ack', id, action: 'join', room: 'lobby', members: 1 });
  acknowledge(socket);
  await Promise.all([entering, leaving]);
  assert.deepEqual(opened, ['hall']);
  assert.deepEqual(
    chat.conversations.list.map(({ title }) => title),
    ['hall'],
  );
  client.close();
});
