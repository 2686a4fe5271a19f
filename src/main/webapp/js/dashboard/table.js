import { byId, element } from '../shared/dom.js';
import { renew } from '../shared/focus.js';

/**
 * Fills the table of that id, or says with the element `no-<id>` why it is empty. `columns` are functions from a row to a
 * cell's content, a text or an element; `key` tells rows apart.
 */
export function fillTable(id, rows, columns, key = (row) => JSON.stringify(row)) {
  const known = Array.isArray(rows) ? rows : [];
  renew(
    byId(id).tBodies[0],
    known.map((row) => tableRow(row, columns, key(row))),
  );
  byId(id).hidden = known.length === 0;
  byId(`no-${id}`).hidden = known.length > 0;
}

function tableRow(row, columns, key) {
  const [head, ...rest] = columns.map((column) => column(row));
  return element(
    'tr',
    { 'data-key': key },
    element('th', { scope: 'row' }, head),
    ...rest.map((content) => element('td', {}, content)),
  );
}

/** A number with a bar that compares it with the largest of its column. */
export function barred(text, value, largest) {
  const bar = element('meter', { min: '0', max: '1', class: 'bar', 'aria-hidden': 'true' });
  bar.value = largest > 0 ? value / largest : 0;
  return element('span', { class: 'barred' }, bar, element('span', { text }));
}
