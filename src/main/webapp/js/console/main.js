import { byId, element } from '../shared/dom.js';
import { showPerson } from '../shared/identity.js';
import { displayName, token } from '../shared/session.js';
import { explainClose } from '../shared/explain.js';
import { LogView } from './log-view.js';
import { parse, pretty, Records } from './records.js';
import { templates, withId } from './templates.js';
import { Wire } from './wire.js';

const wire = new Wire();
const records = new Records();
const log = new LogView(records);
let lastId = 0;
/** The close code of an end that was asked for (RFC 6455, 7.4.1). */
const INTENDED = 1000;

const STATES = {
  connecting: ['fair', 'Connecting…', 'Disconnect'],
  open: ['good', 'Connected', 'Disconnect'],
  closed: ['', 'Not connected', 'Connect'],
};

function connect() {
  const url = wire.open(byId('endpoint').value, {
    token: token(),
    user: token() ? null : (displayName() ?? 'Developer'),
    batch: byId('batch').checked,
  });
  note({ title: `Connecting to ${url}` });
}

function note(what) {
  records.note(what);
  log.changed();
}

wire.on('state', (state) => {
  const [dot, words, action] = STATES[state];
  byId('status-dot').className = `dot ${dot}`;
  byId('status').textContent = words;
  byId('connect').textContent = action;
  // One main action at a time: to connect, and then to send.
  byId('connect').classList.toggle('primary', state === 'closed');
  byId('send').setAttribute('aria-disabled', String(state !== 'open'));
});
wire.on('in', (text) => {
  for (const { frame, type } of records.received(text)) if (type === 'welcome') showPerson(frame);
  log.changed();
});
wire.on('closed', ({ path, code, reason }) => {
  const title = `Closed ${path} with ${code}${reason ? `: ${reason}` : ''}`;
  note({ title, explained: explainClose(code), kind: code === INTENDED ? 'ended' : 'closed' });
});

byId('endpoint').addEventListener('change', () => wire.state !== 'closed' && connect());
byId('connect').addEventListener('click', () => (wire.state === 'closed' ? connect() : wire.close()));

function fill() {
  const [, frame] = templates(byId('room').value.trim() || 'lobby')[byId('template').selectedIndex];
  lastId += 1;
  byId('frame').value = JSON.stringify(withId(frame, lastId), null, 2);
  check();
}

/** Says what is not JSON before the server does; it can be sent all the same, to see the error. */
function check() {
  const text = byId('frame').value.trim();
  byId('frame-problem').textContent = text === '' || parse(text) !== undefined ? '' : 'This is not JSON.';
}

function send() {
  const text = byId('frame').value;
  const frame = parse(text);
  // On one line, as programs send it; what is no JSON goes out as it was written.
  const line = frame === undefined ? text : JSON.stringify(frame);
  try {
    wire.send(line);
    records.sent(line);
    renew(frame);
  } catch (error) {
    byId('frame-problem').textContent = error.message;
  }
  log.changed();
}

/** The next frame has the next id, so that each answer is told apart. */
function renew(frame) {
  if (typeof frame?.id !== 'number') return;
  lastId = Math.max(lastId, frame.id) + 1;
  byId('frame').value = JSON.stringify({ ...frame, id: lastId }, null, 2);
}

byId('template').append(...templates('lobby').map(([name]) => element('option', { text: name })));
byId('template').addEventListener('change', fill);
byId('room').addEventListener('change', fill);
byId('frame').addEventListener('input', check);
byId('format').addEventListener('click', () => (byId('frame').value = pretty(byId('frame').value)));
byId('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  send();
});
byId('frame').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
});

byId('template').selectedIndex = templates('lobby').findIndex(([name]) => name === 'join');
fill();
connect();
