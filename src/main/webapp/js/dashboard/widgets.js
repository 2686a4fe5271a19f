import { byId, element } from '../shared/dom.js';
import { spark } from './spark.js';

const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });

/** The figures that were pushed: a value as a tile, a series as its last value with a small line. */
export function showWidgets(widgets) {
  const known = Array.isArray(widgets) ? widgets : [];
  byId('widgets').replaceChildren(...known.map(widgetNode));
  byId('no-widgets').hidden = known.length > 0;
}

function widgetNode({ id, title, value, series, unit }) {
  const list = Array.isArray(series) ? series.filter((item) => typeof item === 'number') : [];
  const shown = list.length > 0 ? list.at(-1) : value;
  const node = element(
    'li',
    { class: 'card widget', 'data-widget': id },
    element('h3', { text: title || id }),
    element(
      'p',
      {},
      element('span', { class: valueClass(shown), text: words(shown) }),
      ' ',
      element('span', { class: 'unit', text: unit }),
    ),
  );
  if (list.length > 1) node.append(...sparkline(list));
  return node;
}

const valueClass = (value) => (typeof value === 'number' ? 'tile-value' : 'tile-value in-words');

function words(value) {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return number.format(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function sparkline(list) {
  const [bottom, top] = [Math.min(...list), Math.max(...list)];
  const range = `${list.length} values between ${number.format(bottom)} and ${number.format(top)}`;
  return [spark(list), element('p', { class: 'small muted', text: range })];
}
