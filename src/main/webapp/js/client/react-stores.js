import { hold } from './react-rooms.js';

/** A value that is followed while somebody subscribes: `start(set)` returns a function that ends it. */
class Store {
  #start;
  #initial;
  #value;
  #stop = null;
  #listeners = new Set();
  configure = () => {};

  constructor(initial, start) {
    this.#initial = initial;
    this.#value = initial;
    this.#start = start;
  }

  subscribe = (listener) => {
    this.#listeners.add(listener);
    this.#stop ??= this.#start((value) => this.#set(value), this.read);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stop();
      this.#stop = null;
    };
  };

  read = () => this.#value;

  readInitial = () => this.#initial;

  #set(value) {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }
}

const together =
  (...stops) =>
  () =>
    stops.forEach((stop) => stop());

const nothing = (initial) => new Store(initial, () => () => {});

export function connectionStore(client) {
  if (!client) return nothing('connecting');
  return new Store('connecting', (set) => {
    set(client.state);
    return client.on('state', ({ state }) => set(state));
  });
}

const NOBODY = Object.freeze([]);

export function presenceStore(client, name) {
  if (!client) return nothing(NOBODY);
  return new Store(NOBODY, (set) => {
    const { room, release } = hold(client, name, () => {});
    const stop = room.on('users', set);
    set(room.users);
    return together(stop, release);
  });
}

const OUTSIDE = Object.freeze({ state: 'out', members: 0, events: NOBODY, error: null });

export function roomStore(client, name) {
  if (!client) return nothing(OUTSIDE);
  let options = {};
  const store = new Store(OUTSIDE, (set, read) => {
    const { room, release } = hold(client, name, (error) => update({ error }));
    const update = (change) => {
      const old = read();
      const next = { ...old, state: room.state, members: room.members, ...change };
      if (Object.keys(next).some((key) => next[key] !== old[key])) set(next);
    };
    const wanted = (events) => (options.filter ? events.filter(options.filter) : events);
    const add = (event) => {
      const [fresh] = wanted([event]);
      if (fresh) update({ events: [...read().events, fresh].slice(-options.limit) });
    };
    const load = async () => {
      if (!(options.history > 0)) return;
      try {
        const page = await room.history({ limit: options.history });
        update({ events: withNewer({ ...page, events: wanted(page.events) }, read().events).slice(-options.limit) });
      } catch (error) {
        update({ error });
      }
    };
    const entered = ({ again, recovered }) => {
      update({ error: null });
      if (!again || !recovered) load();
    };
    if (room.state === 'joined') entered({ again: false });
    update({});
    return together(
      room.on('entered', entered),
      room.on('event', add),
      room.on('joined', () => update({})),
      room.on('left', () => update({})),
      room.on('lost', (error) => update({ error })),
      room.on('discontinuity', ({ reason }) => reason === 'lost' && room.state === 'joined' && load()),
      client.on('state', () => update({})),
      release,
    );
  });
  store.configure = (given) => void (options = given);
  return store;
}

/** A page of history, and what has come after it. */
function withNewer(page, events) {
  const last = page.events.at(-1)?.offset ?? 0;
  const isNewer = ({ epoch, offset }) => offset === undefined || (epoch === page.epoch && offset > last);
  return [...page.events, ...events.filter(isNewer)];
}

const EMPTY = Object.freeze({ notifications: NOBODY, unread: 0 });
const NO_INBOX = nothing(EMPTY);
const inboxes = new WeakMap();

/** Listens on after the last component is gone: what comes meanwhile would be missing from the next one's list. */
export function inboxOf(client) {
  if (!client) return NO_INBOX;
  if (!inboxes.has(client)) inboxes.set(client, inboxStore(client));
  return inboxes.get(client);
}

function inboxStore(client) {
  let isFollowed = false;
  return new Store(EMPTY, (set, read) => {
    if (!isFollowed) follow(client, set, read);
    isFollowed = true;
    return () => {};
  });
}

function follow(client, set, read) {
  client.on('event:notifications', ({ data }) => set({ notifications: data.notifications, unread: data.unread }));
  client.on('event:new_notification', ({ data }) => {
    const { notifications, unread } = read();
    if (notifications.some(({ id }) => id === data.id)) return;
    set({ notifications: [data, ...notifications], unread: unread + 1 });
  });
  client.on('event:notification_read', ({ data: { id, unread } }) => {
    const mark = (each) => (id === 'all' || each.id === id ? { ...each, read: true } : each);
    set({ notifications: read().notifications.map(mark), unread });
  });
  // The server lists the inbox when a connection opens, and this one has been open already.
  if (client.state === 'open') {
    client.close();
    client.reconnect();
  }
}
