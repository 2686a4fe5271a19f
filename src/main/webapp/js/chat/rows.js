import { dayKey } from './day.js';

/** Messages of one person within this time stand under one name. */
const GROUP_MS = 5 * 60_000;

/**
 * The lines of a conversation: its entries, each with whether it follows one of the same person, and between them lines
 * for a new day and for the first unread entry. A line keeps its `id` as long as it says the same.
 */
export function rows({ entries, firstUnread }) {
  const lines = [];
  let last = null;
  for (const entry of entries) {
    const day = dayKey(entry.time);
    const isNewDay = last === null || day !== dayKey(last.time);
    if (isNewDay) lines.push({ kind: 'day', id: `day ${day}`, time: entry.time });
    if (entry === firstUnread) lines.push({ kind: 'unread', id: 'unread' });
    const grouped = !isNewDay && entry !== firstUnread && follows(entry, last);
    lines.push({ kind: entry.kind, id: entry, entry, grouped });
    last = entry;
  }
  return lines;
}

const follows = (entry, last) =>
  entry.kind === 'message' &&
  last?.kind === 'message' &&
  last.from.key === entry.from.key &&
  entry.time - last.time < GROUP_MS;
