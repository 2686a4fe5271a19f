import { byId } from '../shared/dom.js';
import { endWords, waitWords } from '../shared/words.js';

/** Well within the rate limit, and often enough for a number that changes while somebody watches. */
const ASK_MS = 20_000;

const STATES = {
  connecting: () => ['fair', 'Connecting…'],
  open: () => ['good', 'Up, and answering'],
  waiting: (change) => ['poor', `${waitWords(change)} Trying again…`],
  closed: (change) => ['poor', endWords(change)],
};

/** What this server says of itself, over the very connection that the product is about. */
export function showStatus(client) {
  client.on('state', (change) => {
    const [dot, text] = STATES[change.state](change);
    byId('status-dot').className = `dot ${dot}`;
    byId('status-text').textContent = text;
  });
  client.on('welcome', ({ node, version }) => {
    byId('node').textContent = node ?? '–';
    byId('version').textContent = version ?? '–';
    ask(client);
  });
  setInterval(() => client.state === 'open' && !document.hidden && ask(client), ASK_MS);
}

async function ask(client) {
  const asked = performance.now();
  try {
    const { count } = await client.presence();
    byId('round-trip').textContent = `${Math.max(1, Math.round(performance.now() - asked))} ms`;
    byId('online').textContent = count === 1 ? '1 user' : `${count} users`;
  } catch (refused) {
    byId('online').textContent = '–';
    console.debug('presence', refused.code);
  }
}
