/** The marks of an axis from 0 to at least `max`: three or four round steps. */
export function marks(max) {
  if (!(max > 0)) return [0, 1];
  const rough = max / 3;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * magnitude).find((candidate) => candidate >= rough);
  const steps = Math.ceil(max / step);
  return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** The points of a line through `values` in a box, for an SVG `points` attribute: newest at the right edge. */
export function points(values, { width, height, capacity = values.length, bottom = 0, top }) {
  const stepX = width / Math.max(1, capacity - 1);
  const start = width - (values.length - 1) * stepX;
  const range = top - bottom || 1;
  return values.map((value, index) => [
    round(start + index * stepX),
    round(height - ((value - bottom) / range) * height),
  ]);
}

export const path = (list) => list.map((point) => point.join(',')).join(' ');

const round = (value) => Math.round(value * 10) / 10;
