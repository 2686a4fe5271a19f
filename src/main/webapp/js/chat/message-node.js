import { avatar } from '../shared/avatar.js';
import { button, element, svg, unseen } from '../shared/dom.js';
import { clockTime, fullTime } from '../shared/time.js';
import { dayWords } from './day.js';
import { parts } from './links.js';

/** A line of the log as an element; `actions` are `retry(entry)` and `discard(entry)`. */
export function rowNode(row, actions) {
  const { kind, entry } = row;
  if (kind === 'day') return rule('day', dayWords(row.time));
  if (kind === 'unread') return rule('unread-line', 'New messages');
  if (kind === 'break') return rule('gap', entry.text);
  if (kind === 'note') return element('p', { class: 'note', text: entry.text, title: fullTime(entry.time) });
  return messageNode(row, actions);
}

/** What changes of a line that stays: in place, or a screen reader would read the message again. */
export function refresh(node, { kind, entry, grouped }, actions) {
  if (kind !== 'message') return;
  node.classList.toggle('grouped', grouped);
  node.querySelector('.message-head').classList.toggle('unseen', grouped);
  if (node.dataset.state === (entry.state ?? '')) return;
  node.dataset.state = entry.state ?? '';
  node.querySelector('.message-state').replaceChildren(...stateNodes(entry, actions));
}

const rule = (classes, text) => element('p', { class: `rule ${classes}` }, element('span', { text }));

function messageNode({ entry, grouped }, actions) {
  const { from, own, time } = entry;
  const when = element('time', { datetime: time.toISOString(), title: fullTime(time), text: clockTime(time) });
  const head = element(
    'p',
    { class: 'message-head' },
    element('span', { class: 'message-from', text: own ? 'You' : from.name }),
    ' ',
    when,
  );
  const text = element('p', { class: 'message-text' }, label(entry.label), ...parts(entry.text).map(inline));
  const node = element(
    'article',
    { class: `message${own ? ' own' : ''}` },
    avatar(from.name, from.key),
    element(
      'div',
      { class: 'message-body' },
      head,
      element('div', { class: 'message-line' }, text, element('div', { class: 'message-state', 'aria-live': 'off' })),
    ),
  );
  refresh(node, { kind: 'message', entry, grouped }, actions);
  return node;
}

/** The address of the link is told to nobody but the one who follows it, and nothing of it is loaded before. */
const inline = ({ text, href }) =>
  href ? element('a', { href, rel: 'noopener noreferrer nofollow', target: '_blank', text }) : text;

const label = (text) => (text ? element('span', { class: 'message-label', text }) : null);

const MARKS = {
  sending: ['Sending', 'M8 4.5V8l2.2 1.6M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z'],
  sent: ['Sent', 'm3.5 8.5 3 3 6-7'],
};

function stateNodes(entry, { retry, discard }) {
  if (!entry.state) return [];
  if (entry.state === 'failed') {
    return [
      element('span', { class: 'problem', role: 'alert', text: `Not sent. ${entry.problem}` }),
      button('Try again', 'compact', () => retry(entry)),
      button('Discard', 'compact quiet', () => discard(entry)),
    ];
  }
  const [words, path] = MARKS[entry.state];
  const mark = svg('svg', { viewBox: '0 0 16 16', class: 'mark', 'aria-hidden': 'true' }, svg('path', { d: path }));
  return [mark, unseen(words)];
}
