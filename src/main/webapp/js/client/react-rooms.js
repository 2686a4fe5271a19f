/** By client and name: how many hold the room, and whether they entered it. */
const holds = new WeakMap();

/**
 * Enters the room, unless somebody else has, until `release()`. The room is left a moment after the last release: React
 * takes components off and on again, and another one may want the same room.
 */
export function hold(client, name, failed) {
  const rooms = holds.get(client) ?? new Map();
  holds.set(client, rooms);
  const room = client.room(name);
  const entry = rooms.get(name) ?? { count: 0, isOurs: room.state === 'out', timer: null };
  rooms.set(name, entry);
  clearTimeout(entry.timer);
  entry.count += 1;
  let isHeld = true;
  room.join().catch((error) => isHeld && failed(error));
  const release = () => {
    isHeld = false;
    entry.count -= 1;
    if (entry.count === 0) entry.timer = setTimeout(() => leave(client, rooms, name), 0);
  };
  return { room, release };
}

function leave(client, rooms, name) {
  const { isOurs } = rooms.get(name);
  rooms.delete(name);
  // Without a connection, or when it was lost meanwhile, there is nothing left to leave.
  if (isOurs) client.leave(name).catch((gone) => gone);
}
