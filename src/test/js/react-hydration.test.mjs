import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logged, settled, startOpen } from './fakes.mjs';
import { reactModule, tool } from './tools.mjs';

const React = tool('react');
const server = tool('react-dom/server');
const { Window } = tool('happy-dom') ?? {};
const skip = React && server && Window ? false : 'React and a document are not here and cannot be fetched';

const window = skip ? null : new Window({ url: 'http://127.0.0.1/' });
if (window) Object.assign(globalThis, { window, document: window.document, IS_REACT_ACT_ENVIRONMENT: true });
// Newer versions of Node have one of their own.
if (window && !globalThis.navigator) globalThis.navigator = window.navigator;
// Looks for a document when it is loaded.
const dom = skip ? {} : tool('react-dom/client');
const hooks = skip ? {} : await reactModule();
const { createElement, StrictMode, act } = React ?? {};
// Kept above all: React speaks of mismatches there.
const complaints = [];
console.error = (...words) => complaints.push(words.join(' '));

/** All that the hooks show. */
function Page({ chat, inbox }) {
  const { state, members, events, error } = hooks.useRoom(chat, 'lobby', { history: 5 });
  const users = hooks.usePresence(chat, 'lobby');
  const { notifications, unread } = hooks.useNotifications(inbox);
  return createElement(
    'section',
    { 'aria-busy': state !== 'joined' },
    createElement('p', null, `${hooks.useConnection(chat)} ${members} ${users.map(({ name }) => name)} ${error}`),
    createElement(
      'ul',
      null,
      events.map(({ offset, data }) => createElement('li', { key: offset }, `${offset} ${data}`)),
    ),
    createElement('p', null, `${unread} of ${notifications.length} unread`),
  );
}

/** Takes over in a document what a server has made; returns the document's element and what React had to repair. */
async function hydrate(html, element) {
  complaints.length = 0;
  const container = window.document.createElement('div');
  container.innerHTML = html;
  const own = container.firstChild;
  const repairs = [];
  let root;
  await act(async () => {
    root = dom.hydrateRoot(container, element, { onRecoverableError: (error) => repairs.push(error.message) });
  });
  return { container, repairs, isTakenOver: container.firstChild === own, unmount: () => act(async () => root.unmount()) };
}

const serve = (socket) =>
  act(async () => {
    for (let round = 0; round < 4; round += 1) {
      await settled();
      for (const { id, type, room } of socket.sent.splice(0)) {
        if (ANSWERS[type]) socket.receive({ ...ANSWERS[type], id, room });
      }
    }
  });

const ANSWERS = {
  join: { type: 'ack', action: 'join', epoch: 'e1', offset: 10, members: 2, recovered: true },
  history: { type: 'history', epoch: 'e1', events: [logged(9), logged(10)], complete: true },
  presence: { type: 'presence', users: [{ id: 'ada', name: 'Ada' }], count: 1 },
};

const texts = (container) => [...container.querySelectorAll('p, li')].map(({ textContent }) => textContent);

for (const [how, wrap] of [
  ['', (element) => element],
  [' in StrictMode', (element) => createElement(StrictMode, null, element)],
]) {
  test(`a page of a server is taken over by a client that is in the room already${how}`, { skip }, async () => {
    const html = server.renderToString(wrap(createElement(Page, { chat: null, inbox: null })));
    assert.match(html, /connecting 0 {2}null.*0 of 0 unread/);
    const { client: inbox } = await startOpen();
    const { client: chat, socket } = await startOpen();
    const joining = chat.join('lobby');
    await serve(socket);
    await joining;
    const page = await hydrate(html, wrap(createElement(Page, { chat, inbox })));
    assert.deepEqual([page.repairs, complaints], [[], []]);
    assert.ok(page.isTakenOver, "the server's own elements stay");
    await serve(socket);
    assert.deepEqual(texts(page.container), ['open 2 Ada null', '9 9', '10 10', '0 of 0 unread']);
    assert.equal(page.container.firstChild.getAttribute('aria-busy'), 'false');
    await page.unmount();
    assert.deepEqual(complaints, []);
  });
}

test('what is not what the server made is told: the checks above can fail', { skip }, async () => {
  const { client } = await startOpen();
  const Careless = ({ chat }) => createElement('p', null, chat?.state ?? 'connecting');
  const html = server.renderToString(createElement(Careless, { chat: null }));
  const page = await hydrate(html, createElement(Careless, { chat: client }));
  assert.equal(page.repairs.length, 1);
  await page.unmount();
});
