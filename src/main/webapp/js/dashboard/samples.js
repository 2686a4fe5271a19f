/** Five minutes of a figure that comes every five seconds. */
export const CAPACITY = 60;
/** A pushed widget brings the figures early; such an update corrects the last sample instead of bending the time axis. */
const APART_MS = 2500;

/** The samples with one more, the oldest gone when there are too many. */
export function withSample(samples, { value, time }) {
  const last = samples.at(-1);
  const early = last !== undefined && time - last.time < APART_MS;
  const next = early ? [...samples.slice(0, -1), { value, time: last.time }] : [...samples, { value, time }];
  return next.slice(-CAPACITY);
}
