import { byId } from '../shared/dom.js';
import { recordNode } from './record-node.js';

const NEAR_END_PX = 60;

/** The list of records. Draws once a frame of the screen however much comes, and follows the end while it is in view. */
export class LogView {
  #list = byId('records');
  #records;
  #nodes = new Map();
  #due = false;

  constructor(records) {
    this.#records = records;
    for (const id of ['filter', 'heartbeats']) byId(id).addEventListener('input', () => this.#later());
    byId('pretty').addEventListener('change', () => this.#open(byId('pretty').checked));
    byId('pause').addEventListener('click', () => this.#pause());
    byId('clear').addEventListener('click', () => {
      records.clear();
      this.#later();
    });
  }

  changed() {
    this.#later();
  }

  #later() {
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => {
      this.#due = false;
      this.#draw();
    });
  }

  #draw() {
    const box = this.#list.parentElement;
    const follow = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX;
    const shown = this.#records.visible({ text: byId('filter').value, heartbeats: byId('heartbeats').checked });
    const open = byId('pretty').checked;
    const wanted = new Map(shown.map((record) => [record.id, this.#nodes.get(record.id) ?? recordNode(record, { open })]));
    for (const [id, node] of this.#nodes) if (!wanted.has(id)) node.remove();
    this.#nodes = wanted;
    let place = null;
    for (const node of wanted.values()) {
      if ((place ? place.nextElementSibling : this.#list.firstElementChild) !== node) {
        if (place) place.after(node);
        else this.#list.prepend(node);
      }
      place = node;
    }
    byId('no-records').hidden = wanted.size > 0;
    if (follow) box.scrollTop = box.scrollHeight;
    this.#tell();
  }

  #tell() {
    const { paused, held, latencies } = this.#records;
    byId('pause').textContent = paused ? `Go on${held ? ` (${held} more)` : ''}` : 'Pause';
    byId('latency').textContent = latencies.length === 0 ? '–' : latencyWords(latencies);
  }

  #pause() {
    this.#records.paused = !this.#records.paused;
    byId('pause').setAttribute('aria-pressed', String(this.#records.paused));
    this.#later();
  }

  #open(open) {
    const box = this.#list.parentElement;
    const follow = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX;
    for (const details of this.#list.querySelectorAll('details')) details.open = open;
    if (follow) box.scrollTop = box.scrollHeight;
  }
}

/** The last round trip, and how they usually are. */
export function latencyWords(latencies) {
  const sorted = [...latencies].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  return `${ms(latencies.at(-1))} last, ${ms(median)} median, ${ms(sorted.at(-1))} worst`;
}

const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
