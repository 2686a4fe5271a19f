import { element } from '../shared/dom.js';
import { explainClose } from '../shared/explain.js';
import { bytes, rate } from './format.js';
import { barred, fillTable } from './table.js';

const number = new Intl.NumberFormat();
const text = (value) => element('span', { text: value });

/** The tables that come with the figures. */
export function showPanels(data) {
  showRooms(data.busiest_rooms);
  showNodes(data.connections_by_node);
  showSlow(data.slowest_readers);
  showEnds(data.ends);
}

function showRooms(rooms = []) {
  const most = Math.max(0, ...rooms.map((room) => room.deliveries_per_second));
  fillTable(
    'busiest',
    rooms,
    [
      ({ room }) => element('span', { class: 'cut', text: room, title: room }),
      ({ users }) => number.format(users),
      (room) => rate(room.messages_per_second),
      (room) => barred(rate(room.deliveries_per_second), room.deliveries_per_second, most),
    ],
    ({ room }) => room,
  );
}

function showNodes(nodes = []) {
  const most = Math.max(0, ...nodes.map(({ connections }) => connections));
  fillTable(
    'by-node',
    nodes,
    [
      ({ node }) => element('span', { class: 'mono cut', text: node, title: node }),
      ({ users_online: users }) => number.format(users),
      ({ connections }) => barred(number.format(connections), connections, most),
    ],
    ({ node }) => node,
  );
}

function showSlow(readers = []) {
  fillTable('slowest', readers, [
    ({ user, connection }) => who(user, connection),
    ({ endpoint }) => endpoint,
    ({ queued_frames: frames }) => number.format(frames),
    ({ queued_bytes: size }) => Object.values(bytes(size)).join(' '),
    ({ stalled }) => `${rate(stalled)} s`,
  ]);
}

function showEnds(ends = []) {
  const most = Math.max(0, ...ends.map(({ count }) => count));
  fillTable(
    'ends',
    ends,
    [
      ({ code }) => element('span', { class: 'mono', text: code === 0 ? 'other' : code }),
      ({ code }) => text(code === 0 ? 'Codes of the clients’ own' : explainClose(code).means),
      ({ count }) => barred(number.format(count), count, most),
    ],
    ({ code }) => code,
  );
}

/** A user by name; where nobody is named, somebody. */
export function who(user, connection) {
  const name = user?.name ?? user?.id ?? 'Somebody';
  return element('span', { class: 'cut', text: name, title: [user?.id, connection].filter(Boolean).join(' · ') });
}
