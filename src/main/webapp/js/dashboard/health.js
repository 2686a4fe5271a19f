import { byId } from '../shared/dom.js';
import { exactTime, moment } from '../shared/time.js';

const STATUS = new Map([
  ['healthy', ['good', 'Healthy']],
  ['degraded', ['fair', 'Degraded']],
  ['down', ['poor', 'Down']],
]);

/** Three missed updates: what stands on the page is no longer what is. */
const STALE_MS = 15_000;

/** The state of the system beside the title, and since when it is known. */
export class Health {
  #timer = null;

  update({ system_status: status, last_update: time }) {
    this.#show(...(STATUS.get(status) ?? ['', String(status ?? 'Unknown')]));
    byId('updated').textContent = `Updated ${exactTime(moment(time))}`;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show('fair', 'No news: these figures are old'), STALE_MS);
  }

  #show(dot, text) {
    byId('status-dot').className = `dot ${dot}`;
    // Said again only when it changed: this is a live region.
    if (byId('status').textContent !== text) byId('status').textContent = text;
  }
}
