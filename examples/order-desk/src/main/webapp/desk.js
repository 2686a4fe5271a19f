// Roomcast's client comes out of its jar, which holds it below META-INF/resources
import { connect } from './js/client/roomcast.js';

const element = (id) => document.getElementById(id);
const rows = new Map();

const connection = connect('ws/chat', { user: 'Order desk' });
const room = connection.room('orders');

connection.on('state', ({ state }) => {
  element('state').textContent = state === 'open' ? 'Connected.' : 'Not connected.';
});
room.on('event:order', ({ data }) => show(data));
for (const change of ['entered', 'joined', 'left']) room.on(change, watching);
// at the start and after every reconnect: what happened meanwhile was told to others
room.on('entered', load);
room.join().catch(failed);

element('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const fields = new FormData(event.target);
  post('desk/orders', { item: fields.get('item'), quantity: Number(fields.get('quantity')) })
    .then(() => event.target.reset())
    .catch(failed);
});

async function load() {
  try {
    const response = await fetch('desk/orders');
    for (const order of await response.json()) show(order);
  } catch (error) {
    failed(error);
  }
}

/** What the list says may be older than an event that came before it: an order that is ready stays ready. */
function show(order) {
  const row = rows.get(order.id) ?? newRow(order);
  if (row.dataset.status === 'READY') return;
  row.dataset.status = order.status;
  row.lastChild.replaceChildren(order.status === 'READY' ? 'ready' : readyButton(order.id));
}

function newRow(order) {
  const row = document.createElement('tr');
  for (const text of [order.id, order.item, order.quantity, '']) row.insertCell().textContent = text;
  const older = [...rows.keys()].filter((id) => id < order.id);
  rows.set(order.id, row);
  element('orders').insertBefore(row, rows.get(Math.max(...older)) ?? null);
  return row;
}

function readyButton(id) {
  const button = document.createElement('button');
  button.textContent = 'Ready';
  button.addEventListener('click', () => post(`desk/orders/${id}/ready`).catch(failed));
  return button;
}

async function post(address, body) {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await problemOf(response));
  element('problem').textContent = '';
}

async function problemOf(response) {
  const isOurs = response.headers.get('Content-Type')?.startsWith('application/json');
  return isOurs ? (await response.json()).error : `The server answered ${response.status}.`;
}

function watching() {
  element('watching').textContent = `${room.members} watching.`;
}

function failed(error) {
  element('problem').textContent = error.message;
}
