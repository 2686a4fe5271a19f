import { avatar } from '../shared/avatar.js';
import { byId, element } from '../shared/dom.js';
import { fullTime, shortTime } from '../shared/time.js';
import { parts } from './links.js';

const NEAR_END_PX = 80;
/** Messages of one person within this time stand under one name. */
const GROUP_MS = 5 * 60_000;

/** The messages of the open conversation. */
export class LogView {
  #log = byId('log');
  #newer = byId('newer');
  #last = null;

  constructor() {
    this.#log.addEventListener('scroll', () => this.#atEnd() && (this.#newer.hidden = true));
    this.#newer.addEventListener('click', () => this.#toEnd());
  }

  show(conversation) {
    this.#last = null;
    // A screen reader should announce what is new, not read a whole conversation again.
    this.#log.setAttribute('aria-busy', 'true');
    this.#log.replaceChildren(...(conversation?.entries ?? []).map((entry) => this.#node(entry)));
    if (conversation?.entries.length === 0) this.#log.append(welcomeNote(conversation));
    this.#toEnd();
    this.#log.setAttribute('aria-busy', 'false');
  }

  add(entry) {
    const follow = this.#atEnd() || entry.own;
    this.#log.querySelector('.log-empty')?.remove();
    this.#log.append(this.#node(entry));
    if (follow) this.#toEnd();
    else this.#newer.hidden = false;
  }

  dropOldest() {
    this.#log.firstElementChild?.remove();
  }

  #node(entry) {
    const grouped = follows(entry, this.#last);
    this.#last = entry;
    return entry.kind === 'note' ? noteNode(entry) : messageNode(entry, grouped);
  }

  #atEnd() {
    return this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < NEAR_END_PX;
  }

  #toEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#newer.hidden = true;
  }
}

const follows = (entry, last) =>
  last?.kind === 'message' && last.from.key === entry.from?.key && entry.time - last.time < GROUP_MS;

const noteNode = ({ text, time }) => element('p', { class: 'note', text, title: fullTime(time) });

const welcomeNote = ({ room, title }) =>
  element(
    'div',
    { class: 'log-empty' },
    element('strong', { text: room ? `This is ${title}` : `You and ${title}` }),
    element('p', { text: room ? 'No messages yet.' : 'Only the two of you see this.' }),
  );

function messageNode(entry, grouped) {
  const { from, own, time } = entry;
  const when = element('time', { datetime: time.toISOString(), title: fullTime(time), text: shortTime(time) });
  const head = element(
    'p',
    { class: grouped ? 'unseen' : 'message-head' },
    element('span', { class: 'message-from', text: own ? 'You' : from.name }),
    ' ',
    when,
  );
  const text = element('p', { class: 'message-text' }, label(entry.label), ...parts(entry.text).map(inline));
  return element(
    'article',
    { class: `message${own ? ' own' : ''}${grouped ? ' grouped' : ''}` },
    avatar(from.name, from.key),
    element('div', { class: 'message-body' }, head, text),
  );
}

const inline = ({ text, href }) =>
  href ? element('a', { href, rel: 'noopener noreferrer', target: '_blank', text }) : text;

const label = (text) => (text ? element('span', { class: 'message-label', text }) : null);
