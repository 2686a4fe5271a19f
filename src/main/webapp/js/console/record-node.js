import { element, unseen } from '../shared/dom.js';
import { explainError } from '../shared/explain.js';
import { pretty } from './records.js';

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hour12: false,
});
const DIRECTIONS = { out: ['↑', 'Sent'], in: ['↓', 'Received'] };

/** A record as a list item: one line, which opens to the whole frame. */
export function recordNode(record, { open }) {
  if (record.direction === 'note') return noteNode(record);
  const [arrow, words] = DIRECTIONS[record.direction];
  const line = element(
    'summary',
    {},
    element('time', { class: 'muted', text: clock.format(record.time), datetime: record.time.toISOString() }),
    element('span', { class: 'arrow', 'aria-hidden': 'true', text: arrow }),
    unseen(words),
    element('strong', { class: 'frame-type', text: record.type ?? 'not JSON' }),
    element('span', { class: 'frame-text', text: record.text }),
    element('span', { class: 'muted frame-size', text: size(record) }),
  );
  const details = element('details', {}, line, element('pre', { class: 'code', text: pretty(record.text) }));
  details.open = open;
  const isError = record.direction === 'in' && record.type === 'error';
  const node = element('li', { class: `record ${record.direction}${isError ? ' failed' : ''}` }, details);
  if (isError) node.append(explanation(record.frame.code, explainError(record.frame.code)));
  return node;
}

function noteNode({ time, title, explained, kind }) {
  const node = element(
    'li',
    { class: `record note ${kind ?? ''}` },
    element(
      'p',
      {},
      element('time', { class: 'muted', text: clock.format(time), datetime: time.toISOString() }),
      ' ',
      element('strong', { text: title }),
    ),
  );
  if (explained) node.append(explanation(null, explained));
  return node;
}

const explanation = (code, { means, todo }) =>
  element(
    'p',
    { class: 'explanation' },
    code ? element('code', { text: code }) : null,
    code ? ' ' : null,
    means,
    ' ',
    element('span', { class: 'muted', text: todo }),
  );

const size = ({ bytes, ms }) => (ms === undefined ? `${bytes} B` : `${bytes} B · ${ms.toFixed(ms < 10 ? 1 : 0)} ms`);
