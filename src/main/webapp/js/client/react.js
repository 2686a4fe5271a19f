import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { connectionStore, inboxOf, presenceStore, roomStore } from './react-stores.js';

/**
 * Hooks for React 18 and later. Each takes a client of `connect()`, or null as long as there is none. A room is entered
 * by the first component that uses it and left after the last one. On a server they show what an empty client has.
 */

/** `connecting`, `open`, `waiting` or `closed`. */
export function useConnection(client) {
  return useStore(useMemo(() => connectionStore(client), [client]));
}

/**
 * `{state, members, events, error, publish}` of a room: `events` are the newest `history` (50) ones and those that came
 * since, at most `limit` (500) in all, less those that `filter(event)` refuses; `error` is why it could not be entered.
 */
export function useRoom(client, name, { history = 50, limit = 500, filter } = {}) {
  const store = useMemo(() => roomStore(client, name), [client, name]);
  // Before the subscription, which is an effect too: that is when the history is asked for.
  useEffect(() => store.configure({ history, limit, filter }), [store, history, limit, filter]);
  const snapshot = useStore(store);
  const publish = useCallback((data, options) => client.publish(name, data, options), [client, name]);
  return useMemo(() => ({ ...snapshot, publish }), [snapshot, publish]);
}

/** The users in a room, a new array after each change. */
export function usePresence(client, name) {
  return useStore(useMemo(() => presenceStore(client, name), [client, name]));
}

/** `{notifications, unread, markRead}` of a client that is connected to `ws/notifications`; newest first. */
export function useNotifications(client) {
  const snapshot = useStore(inboxOf(client));
  const markRead = useCallback((id) => client.markRead(id), [client]);
  return useMemo(() => ({ ...snapshot, markRead }), [snapshot, markRead]);
}

function useStore(store) {
  return useSyncExternalStore(store.subscribe, store.read, store.readInitial);
}
