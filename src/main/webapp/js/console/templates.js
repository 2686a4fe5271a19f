/** A frame of each type to start from, in the order in which one would try them. `room` is where they lead. */
export const templates = (room) => [
  ['ping', { type: 'ping' }],
  ['pong', { type: 'pong' }],
  ['join', { type: 'join', room, history: 10 }],
  ['join, resuming', { type: 'join', room, since: { epoch: '…', offset: 1 } }],
  ['leave', { type: 'leave', room }],
  ['publish', { type: 'publish', room, data: { text: 'Hello' } }],
  ['publish, all fields', publishFull(room)],
  ['publish typing', { type: 'publish', room, event: 'typing', data: {}, echo: false, ephemeral: true }],
  ['send to a user', { type: 'send', to: { user: 'ada' }, data: { text: 'Psst' } }],
  ['send to a connection', { type: 'send', to: { connection: '…' }, event: 'note', data: 1 }],
  ['broadcast', { type: 'broadcast', event: 'notice', data: { text: 'Maintenance at noon' } }],
  ['presence of the room', { type: 'presence', room }],
  ['presence of the server', { type: 'presence' }],
  ['history', { type: 'history', room, limit: 20 }],
  ['history, older', { type: 'history', room, before: 100, limit: 20 }],
  ['mark_read', { type: 'mark_read', notification: 'all' }],
  ['authenticate', { type: 'authenticate', token: '…' }],
  ['disconnect a user', { type: 'disconnect', user: 'ada', reason: 'spam' }],
  ['batch', { type: 'batch', frames: [{ type: 'ping' }, { type: 'presence' }] }],
  ['a mistake, to see the error', { type: 'publish', data: 1 }],
];

const publishFull = (room) => ({
  type: 'publish',
  room,
  event: 'order',
  data: { total: 42 },
  echo: true,
  ephemeral: false,
  key: 'order-1',
});

/** The frame with an id, by which its answer is known, in the place where a reader looks for it. */
export const withId = ({ type, ...fields }, id) => ({ type, id, ...fields });
