import { element, svg } from '../shared/dom.js';
import { exactTime } from '../shared/time.js';
import { mark, rate } from './format.js';
import { CAPACITY, withSample } from './samples.js';
import { marks, path, points } from './scale.js';

const SIZE = { width: 600, height: 180 };

/** A figure over time: drawn as an area, told in a sentence, and kept as a table. */
export class Chart {
  #samples = [];
  #node;

  constructor(id, title) {
    this.#node = element(
      'figure',
      { class: `card figure figure-${id}` },
      element(
        'figcaption',
        { class: 'figure-head' },
        element('h2', { text: title }),
        element(
          'p',
          { class: 'figure-now' },
          part('now', 'span'),
          ' ',
          part('unit', 'span'),
        ),
      ),
      part('plot', 'div'),
      part('words', 'p', 'small muted'),
      table(title),
    );
    this.#find('words').textContent = 'Nothing yet.';
    this.#draw();
    this.#now();
    this.#find('plot').addEventListener('pointermove', (event) => this.#point(event));
    this.#find('plot').addEventListener('pointerleave', () => this.#now());
  }

  get node() {
    return this.#node;
  }

  add(value, time) {
    this.#samples = withSample(this.#samples, { value, time });
    this.#now();
    this.#find('words').textContent = this.#words();
    this.#find('rows').replaceChildren(...this.#samples.toReversed().map(row));
    this.#draw();
  }

  /** The figure under the pointer, in place of the newest; whoever has no pointer has the table. */
  #point({ clientX }) {
    const { left, width } = this.#find('plot').querySelector('svg').getBoundingClientRect();
    const fromEnd = Math.round((1 - (clientX - left) / width) * (CAPACITY - 1));
    const sample = this.#samples.at(-1 - Math.max(0, fromEnd));
    if (!sample || fromEnd >= this.#samples.length) return this.#now();
    const x = SIZE.width * (1 - Math.max(0, fromEnd) / (CAPACITY - 1));
    const cursor = this.#find('plot').querySelector('.cursor');
    for (const name of ['x1', 'x2']) cursor.setAttribute(name, x);
    cursor.removeAttribute('hidden');
    return this.#tell(sample, `per second at ${exactTime(sample.time)}`);
  }

  #now() {
    this.#find('plot').querySelector('.cursor').setAttribute('hidden', '');
    this.#tell(this.#samples.at(-1), 'per second');
  }

  #tell(sample, unit) {
    this.#find('now').textContent = sample ? rate(sample.value) : '–';
    this.#find('unit').textContent = unit;
  }

  #words() {
    const values = this.#samples.map(({ value }) => value);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return `Average ${rate(mean)}, highest ${rate(Math.max(...values))} since ${exactTime(this.#samples[0].time)}.`;
  }

  #draw() {
    const values = this.#samples.map(({ value }) => value);
    const axis = marks(Math.max(0, ...values));
    const top = axis.at(-1);
    const line = points(values, { ...SIZE, capacity: CAPACITY, top });
    const labels = axis.map((value) => element('span', { text: mark(value) })).reverse();
    this.#find('plot').replaceChildren(
      element('div', { class: 'axis', 'aria-hidden': 'true' }, ...labels),
      svg(
        'svg',
        { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        ...axis.map((value) => gridLine(SIZE.height * (1 - value / top))),
        ...area(line),
        svg('line', { class: 'cursor', hidden: '', y1: 0, y2: SIZE.height }),
      ),
    );
  }

  #find(name) {
    return this.#node.querySelector(`[data-part="${name}"]`);
  }
}

const part = (name, tag, classes) =>
  element(tag, { class: [name, classes].filter(Boolean).join(' '), 'data-part': name });

const gridLine = (y) => svg('line', { class: 'grid-line', x1: 0, x2: SIZE.width, y1: y, y2: y });

function area(line) {
  if (line.length === 0) return [];
  const closed = [[line[0][0], SIZE.height], ...line, [line.at(-1)[0], SIZE.height]];
  return [
    svg('polygon', { class: 'area', points: path(closed) }),
    svg('polyline', { class: 'line', points: path(line) }),
  ];
}

const row = ({ value, time }) =>
  element('tr', {}, element('td', { text: exactTime(time) }), element('td', { class: 'mono', text: rate(value) }));

function table(title) {
  const head = element('tr', {}, ...['Time', 'Per second'].map((text) => element('th', { scope: 'col', text })));
  const box = element(
    'div',
    { class: 'table-box', tabindex: '0', role: 'region', 'aria-label': `${title} as a table` },
    element('table', {}, element('thead', {}, head), part('rows', 'tbody')),
  );
  return element('details', { class: 'small' }, element('summary', { text: 'Show as a table' }), box);
}
