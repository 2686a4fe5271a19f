import { byId, element } from '../shared/dom.js';
import { moment } from '../shared/time.js';
import { bytes, count, percent, span } from './format.js';
import { CAPACITY, withSample } from './samples.js';
import { spark } from './spark.js';

/** `line`: drawn over time, from zero to its highest or to `most`. `share`: of what there is. */
const TILES = [
  { key: 'users_online', title: 'Users online', show: count, line: true },
  { key: 'connections', title: 'Connections', show: count, line: true },
  { key: 'rooms', title: 'Rooms', show: count, line: true },
  { key: 'messages_today', title: 'Messages today', show: count, line: true, since: true },
  { key: 'heap_used', title: 'Memory', show: bytes, line: true, most: ({ heap_max: max }) => max },
  { key: 'cpu', title: 'Processor', show: percent, line: true, most: () => 1 },
  { key: 'uptime', title: 'Uptime', show: span, more: ({ nodes }) => (nodes === 1 ? 'One node' : `${nodes} nodes`) },
  { key: 'failures', title: 'Faults since the start', show: count, more: slowWords },
];

const samples = new Map();

function slowWords({ slow_readers_cut: cut }) {
  return cut === undefined ? '' : `${cut} slow ${cut === 1 ? 'reader' : 'readers'} cut off`;
}

/** The single figures. What the server could not measure is a dash, never a zero. */
export function showTiles(data = {}) {
  byId('tiles').replaceChildren(...TILES.map((tile) => tileNode(tile, data)));
}

function tileNode({ key, title, show, line, most, since, more }, data) {
  const known = typeof data[key] === 'number' && data[key] >= 0;
  const { value, unit } = known ? show(data[key]) : { value: '–', unit: '' };
  const node = element(
    'div',
    { class: 'card tile', 'data-tile': key },
    element('dt', { text: title }),
    element(
      'dd',
      {},
      element('span', { class: 'tile-value', text: value }),
      ' ',
      element('span', { class: 'unit', text: unit }),
    ),
  );
  if (line) node.append(element('dd', { class: 'tile-line' }, drawn(key, known ? data : null, { most, since })));
  else node.append(element('dd', { class: 'small muted', text: known && more ? more(data) : '' }));
  return node;
}

/** From zero, so that a small change looks small; what only grows is drawn from where the page began to look. */
function drawn(key, data, { most, since }) {
  if (data) {
    const sample = { value: data[key], time: moment(data.last_update) };
    samples.set(key, withSample(samples.get(key) ?? [], sample));
  }
  const values = (samples.get(key) ?? []).map(({ value }) => value);
  const bottom = since ? (values[0] ?? 0) : 0;
  const top = Math.max(bottom + 1e-9, most && data ? most(data) : 0, ...values);
  return spark(values, { capacity: CAPACITY, bottom, top });
}
