import { button, byId, element } from './dom.js';
import { focusMain } from './focus.js';
import { endWords, seconds, waitWords } from './words.js';

/** One short dropout needs no banner: most connections are back before a reader has found the words. */
const PATIENCE_MS = 1200;

/** Tells under the header that the connection is away, until when, and lets the reader hurry it. */
export function watchConnection(client, { onEnd = () => {} } = {}) {
  const banner = new Banner(() => client.reconnect());
  let timer = null;
  let failures = 0;

  const states = {
    open: () => {
      failures = 0;
      banner.hide();
    },
    connecting: () => {},
    waiting: (change) => {
      failures += 1;
      const text = `${waitWords(change)} Trying again in ${seconds(change.delay / 1000)}.`;
      timer = setTimeout(() => banner.show(text, '', 'Try now'), failures > 1 ? 0 : PATIENCE_MS);
    },
    closed: (change) => {
      if (!onEnd(change)) banner.show(endWords(change), 'ended', 'Connect again');
    },
  };

  client.on('state', (change) => {
    clearTimeout(timer);
    states[change.state](change);
  });
}

/** Its button stays the same one: it may have the focus while the words change. */
class Banner {
  #node = byId('banner');
  #words = element('span');
  #action;

  constructor(act) {
    this.#action = button('', 'compact', act);
    this.#node.replaceChildren(this.#words, this.#action);
  }

  show(text, classes, action) {
    this.#node.className = `banner ${classes}`;
    // A screen reader is told of what comes into a region that is there.
    this.#node.hidden = false;
    this.#words.textContent = text;
    this.#action.textContent = action;
  }

  hide() {
    const hadFocus = this.#node.contains(document.activeElement);
    this.#node.hidden = true;
    if (hadFocus) focusMain();
  }
}
