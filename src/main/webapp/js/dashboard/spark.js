import { svg } from '../shared/dom.js';
import { path, points } from './scale.js';

const SIZE = { width: 200, height: 48 };

/** A small line through the values, without axes; what it shows is told beside it. `capacity` leaves room on the left. */
export function spark(values, { capacity = values.length, bottom = Math.min(...values), top = Math.max(...values) } = {}) {
  const line = values.length > 1 ? path(points(values, { ...SIZE, capacity, bottom, top })) : '';
  return svg(
    'svg',
    {
      class: 'spark',
      viewBox: `0 -3 ${SIZE.width} ${SIZE.height + 6}`,
      preserveAspectRatio: 'none',
      'aria-hidden': 'true',
    },
    svg('polyline', { class: 'line', points: line }),
  );
}
