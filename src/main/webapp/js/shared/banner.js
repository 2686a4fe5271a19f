import { button, byId, element } from './dom.js';
import { endWords, seconds, waitWords } from './words.js';

/** One short dropout needs no banner: most connections are back before a reader has found the words. */
const PATIENCE_MS = 1200;

/** Tells under the header that the connection is away, until when, and lets the reader hurry it. */
export function watchConnection(client, { onEnd = () => {} } = {}) {
  const banner = byId('banner');
  let timer = null;
  let failures = 0;

  const show = (text, classes, action) => {
    banner.className = `banner ${classes}`;
    banner.replaceChildren(
      element('span', { text }),
      button(action, 'compact', () => client.reconnect()),
    );
    banner.hidden = false;
  };

  const states = {
    open: () => {
      failures = 0;
      banner.hidden = true;
    },
    connecting: () => {},
    waiting: (change) => {
      failures += 1;
      const again = () => show(`${waitWords(change)} Trying again in ${seconds(change.delay / 1000)}.`, '', 'Try now');
      timer = setTimeout(again, failures > 1 ? 0 : PATIENCE_MS);
    },
    closed: (change) => {
      if (!onEnd(change)) show(endWords(change), 'ended', 'Connect again');
    },
  };

  client.on('state', (change) => {
    clearTimeout(timer);
    states[change.state](change);
  });
}
