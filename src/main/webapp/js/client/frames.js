/** The client's frames, as PROTOCOL.md has them. Options that are not given do not travel. */

export const authenticate = (token) => ({ type: 'authenticate', token });

/** `since` is a position `{epoch, offset}`, `history` a number of events. */
export const join = (room, { since, history } = {}) => given({ type: 'join', room, since, history });

export const leave = (room) => ({ type: 'leave', room });

/** `before` and `since` are offsets; neither means the newest events. */
export const history = (room, { before, since, limit } = {}) => given({ type: 'history', room, before, since, limit });

export const publish = (room, data, { event, echo, ephemeral, key } = {}) =>
  given({ type: 'publish', room, data: payload(data), event, echo, ephemeral, key });

/** `to` is `{connection}`, `{user}` or `{users: […]}`. */
export const send = (to, data, { event } = {}) => given({ type: 'send', to, data: payload(data), event });

export const broadcast = (data, { event, room } = {}) => given({ type: 'broadcast', data: payload(data), event, room });

export const presence = (room) => given({ type: 'presence', room });

export const markRead = (notification) => ({ type: 'mark_read', notification });

export const disconnectUser = (user, reason) => given({ type: 'disconnect', user, reason });

export const disconnectConnection = (connection, reason) => given({ type: 'disconnect', connection, reason });

export const ping = () => ({ type: 'ping' });

export const pong = () => ({ type: 'pong' });

/** The frame with the `id` that its answer will carry. */
export const withId = ({ type, ...fields }, id) => ({ type, id, ...fields });

function given(frame) {
  return Object.fromEntries(Object.entries(frame).filter(([, value]) => value !== undefined));
}

function payload(data) {
  if (data === undefined) throw new TypeError('data is missing; null is the way to send nothing');
  return data;
}
