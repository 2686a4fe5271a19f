const DAY_MS = 86_400_000;
const near = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const far = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** The same for all moments of one day, where the reader is. */
export const dayKey = (date) => `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;

/** A day as a person says it. */
export function dayWords(date, now = new Date()) {
  if (dayKey(date) === dayKey(now)) return 'Today';
  // Noon of yesterday: a day with a change of the clock has 23 or 25 hours.
  const noon = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 12);
  if (dayKey(date) === dayKey(new Date(noon - DAY_MS))) return 'Yesterday';
  return (date.getFullYear() === now.getFullYear() ? near : far).format(date);
}
