const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const exact = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

const DAY_MS = 86_400_000;

/** The time of a moment of today, otherwise with its date. */
export function shortTime(date, now = new Date()) {
  return now - date < DAY_MS && now.getDate() === date.getDate() ? clock.format(date) : day.format(date);
}

/** The time alone, where the day stands above it. */
export const clockTime = (date) => clock.format(date);

/** The same with seconds. */
export const exactTime = (date) => exact.format(date);

export const fullTime = (date) => full.format(date);

/** A moment as it came over the wire; without a readable one, now. */
export function moment(text) {
  const date = new Date(text ?? NaN);
  return Number.isNaN(date.getTime()) ? new Date() : date;
}
