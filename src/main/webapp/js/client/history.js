import { historyLost } from './errors.js';

/** The events of a `history` frame, in the shape of `event` frames. */
export const eventsOf = ({ room, epoch, events }) => events.map((event) => ({ type: 'event', ...event, room, epoch }));

/** A `history` frame as an application gets it: `complete` says that nothing more follows in the direction asked for. */
export const pageOf = (frame) => ({ epoch: frame.epoch, events: eventsOf(frame), complete: frame.complete === true });

/** Page after page, each older than the one before and in itself in order, down to the oldest event that is kept. */
export async function* pages(read, { before, limit } = {}) {
  let epoch;
  for (let from = before; ;) {
    const page = await read({ before: from, limit });
    epoch ??= page.epoch;
    if (page.epoch !== epoch) throw historyLost();
    if (page.events.length > 0) yield page.events;
    if (page.complete || page.events.length === 0) return;
    from = page.events[0].offset;
  }
}
