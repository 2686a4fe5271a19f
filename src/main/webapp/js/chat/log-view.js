import { button, byId, element } from '../shared/dom.js';
import { refresh, rowNode } from './message-node.js';
import { rows } from './rows.js';

const NEAR_END_PX = 80;
/** Older messages are fetched before the reader is at the top, so that reading does not stop there. */
const NEAR_START_PX = 500;
/** Within this time browsers tell screen readers what changed. */
const QUIET_MS = 500;

/** The messages of the open conversation: draws what changed only, and keeps what the reader looks at where it is. */
export class LogView {
  #log = byId('log');
  #newer = byId('newer');
  #start = element('div', { class: 'log-start', role: 'status' });
  #conversation = null;
  #quiet = null;
  #actions;
  /** By row id, the element that shows it. */
  #nodes = new Map();

  /** `actions` are `retry(entry)` and `discard(entry)`. */
  constructor(actions) {
    this.#actions = actions;
    this.#log.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#newer.addEventListener('click', () => {
      this.#log.focus({ preventScroll: true });
      this.#toEnd();
    });
  }

  show(conversation) {
    this.#conversation = conversation;
    this.#nodes.clear();
    this.#log.replaceChildren(this.#start);
    this.#quietly(() => this.#draw());
    this.#toEnd();
    this.#scrolled();
  }

  /** Something came, went or changed; `news` is what a screen reader should announce. */
  update({ news = null } = {}) {
    const follow = this.#isAtEnd() || news?.own;
    const looked = this.#lookedAt();
    const at = looked?.offsetTop;
    if (news) this.#aloud(() => this.#draw());
    else this.#quietly(() => this.#draw());
    if (follow) this.#toEnd();
    else if (looked?.isConnected) this.#log.scrollTop += looked.offsetTop - at;
    if (news && !follow) this.#newer.hidden = false;
    this.#scrolled();
  }

  #draw() {
    const lines = this.#conversation ? rows(this.#conversation) : [];
    const wanted = new Map(lines.map((row) => [row.id, this.#nodes.get(row.id) ?? rowNode(row, this.#actions)]));
    for (const [id, node] of this.#nodes) if (!wanted.has(id)) node.remove();
    this.#nodes = wanted;
    let place = this.#start;
    for (const row of lines) {
      const node = wanted.get(row.id);
      refresh(node, row, this.#actions);
      if (place.nextElementSibling !== node) place.after(node);
      place = node;
    }
    this.#drawStart(lines.length === 0);
  }

  #drawStart(isEmpty) {
    const { chatRoom } = this.#conversation ?? {};
    const isEntered = !chatRoom || chatRoom.room.state === 'joined' || !isEmpty;
    const state = isEntered ? (chatRoom?.scrollback.state ?? 'complete') : 'entering';
    const key = `${this.#conversation?.key} ${state} ${isEmpty}`;
    if (this.#start.dataset.key === key) return;
    this.#start.dataset.key = key;
    this.#start.classList.toggle('log-empty', isEmpty);
    this.#start.replaceChildren(...startNodes(this.#conversation, state, isEmpty));
  }

  #scrolled() {
    if (this.#isAtEnd()) this.#newer.hidden = true;
    const scrollback = this.#conversation?.chatRoom?.scrollback;
    if (scrollback?.state === 'more' && this.#log.scrollTop < NEAR_START_PX) scrollback.load();
  }

  /** The message at the upper edge: it stays where it is, whatever comes before it. */
  #lookedAt() {
    const isBelow = (node) => node.offsetTop + node.offsetHeight > this.#log.scrollTop;
    return [...this.#log.querySelectorAll('article')].find(isBelow);
  }

  /** What is drawn is no news: a screen reader, which hears of it a little later, is not to read it out. */
  #quietly(draw) {
    clearTimeout(this.#quiet);
    this.#log.setAttribute('aria-live', 'off');
    draw();
    this.#quiet = setTimeout(() => this.#log.removeAttribute('aria-live'), QUIET_MS);
  }

  #aloud(draw) {
    clearTimeout(this.#quiet);
    this.#log.removeAttribute('aria-live');
    draw();
  }

  #isAtEnd() {
    return this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < NEAR_END_PX;
  }

  #toEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#newer.hidden = true;
  }
}

/** What stands above the oldest message: where the history begins, or what keeps older messages from being here. */
function startNodes(conversation, state, isEmpty) {
  if (!conversation) {
    return [
      element('strong', { text: 'You are in no room' }),
      element('p', { text: 'Enter one by its name to talk.' }),
    ];
  }
  const { room, title, chatRoom } = conversation;
  if (state === 'entering') return [element('p', { text: `Entering ${title}…` })];
  if (state === 'loading') return [element('p', { class: 'small', text: 'Loading older messages…' })];
  if (state === 'failed') {
    return [
      element('p', { class: 'problem', text: `Older messages cannot be shown now. ${chatRoom.scrollback.problem}` }),
      button('Try again', 'compact', () => chatRoom.scrollback.load()),
    ];
  }
  if (state !== 'complete' && !isEmpty) return [];
  if (!room) {
    return [element('strong', { text: `You and ${title}` }), element('p', { text: 'Only the two of you see this.' })];
  }
  const words = isEmpty ? 'Nothing has been said here yet.' : 'This is the beginning of what is kept of this room.';
  return [element('strong', { text: `# ${title}` }), element('p', { text: words })];
}
