import { byId, element } from '../shared/dom.js';
import { bytes, count, percent, span } from './format.js';

const TILES = [
  { key: 'users_online', title: 'Users online', show: count },
  { key: 'connections', title: 'Connections', show: count },
  { key: 'rooms', title: 'Rooms', show: count },
  { key: 'messages_today', title: 'Messages today', show: count },
  { key: 'heap_used', title: 'Memory', show: bytes, share: ({ heap_used: used, heap_max: max }) => used / max },
  { key: 'cpu', title: 'Processor', show: percent, share: ({ cpu }) => cpu },
  { key: 'uptime', title: 'Uptime', show: span },
  { key: 'nodes', title: 'Nodes', show: count },
];

/** The single figures. What the server could not measure is a dash, never a zero. */
export function showTiles(data = {}) {
  byId('tiles').replaceChildren(...TILES.map((tile) => tileNode(tile, data)));
}

function tileNode({ key, title, show, share }, data) {
  const known = typeof data[key] === 'number' && data[key] >= 0;
  const { value, unit } = known ? show(data[key]) : { value: '–', unit: '' };
  const text = element(
    'dd',
    {},
    element('span', { class: 'tile-value', text: value }),
    ' ',
    element('span', { class: 'unit', text: unit }),
  );
  const part = known && share ? share(data) : NaN;
  // A JVM without a limit says so with -1.
  if (Number.isFinite(part) && part >= 0) text.append(meter(title, part));
  return element('div', { class: 'card tile', 'data-tile': key }, element('dt', { text: title }), text);
}

function meter(title, part) {
  const percentage = `${Math.round(part * 100)} %`;
  const node = element('meter', {
    min: '0',
    max: '1',
    high: '0.9',
    'aria-label': `${title} in use`,
    text: percentage,
    title: percentage,
  });
  node.value = part;
  return node;
}
