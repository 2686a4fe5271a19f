/** What each error code means, and what to do about it. The codes are those of docs/PROTOCOL.md, section 2.3. */
const ERRORS = {
  __proto__: null,
  bad_frame: [
    'The frame is not JSON, not an object, or a field is missing or of the wrong kind. The message names it.',
    'Correct the frame. Ten of them within a minute close the connection with 4005.',
  ],
  unknown_type: ['There is no frame of this type.', 'Look for a misspelt type; the templates have all types.'],
  too_large: ['A field, a batch or a list is over its limit.', 'Send less at once. welcome tells max_message_size.'],
  bad_room: [
    'This is no room name.',
    'A name has 1 to 164 of A–Z a–z 0–9 _ - = @ , . ; and system. is the server’s own.',
  ],
  not_joined: ['This needs to be in the room.', 'Send join first and wait for its ack.'],
  unauthenticated: [
    'This is only for users.',
    'Connect with a token, or send authenticate with one.',
  ],
  forbidden: [
    'Your role, your token’s grants or this endpoint do not allow it.',
    'Look at roles in welcome: broadcast needs publisher, disconnect needs admin. Rooms need ws/chat.',
  ],
  room_full: ['The room has as many members as its policy allows.', 'Try again later; repeating can succeed.'],
  too_many_rooms: ['This connection is in as many rooms as one may be.', 'Leave a room first, or open another connection.'],
  rate_limited: [
    'Too many frames. This one was dropped and nothing of it was done.',
    'Wait retry_after seconds and send it again. Ten times over closes with 4101.',
  ],
  not_found: ['There is no such connection, user or notification now.', 'Ask presence for who is here.'],
  token_expired: ['The token ends soon, or has ended.', 'Send authenticate with a new one before 4203 closes the connection.'],
  unavailable: ['The history or the inbox cannot be used now. Nothing was published.', 'Send it again a little later.'],
  internal: ['The server failed.', 'Look in its log for the incident id of the message.'],
};

/** The same for close codes, section 2.4. */
const CLOSES = {
  __proto__: null,
  1000: ['Closed as intended.', 'Nothing to do.'],
  1001: ['The other side went away.', 'Come back after backing off.'],
  1003: ['Binary messages are not understood.', 'Send text.'],
  1006: ['The connection broke without a close frame, or never came about.', 'Look at the network and at the server; come back after backing off.'],
  1007: ['The text was not UTF-8.', 'Encode it as UTF-8.'],
  1009: ['The message was larger than max_message_size.', 'Send less at once, or raise roomcast.limits.message-size.'],
  1011: ['The server failed.', 'Look in its log; come back after backing off.'],
  4001: ['A valid token is needed.', 'Do not come back without one.'],
  4003: ['Not allowed: the role, or a page of another origin.', 'Get a token with the role, or add the origin to roomcast.auth.origins.'],
  4004: ['Ended by an administrator.', 'Do not come back by yourself.'],
  4005: ['Too many malformed frames.', 'Repair the client before it comes back.'],
  4100: ['The server has as many connections as it may.', 'Come back after backing off, or raise roomcast.limits.connections.'],
  4101: ['Too many frames although rate_limited said so.', 'Keep to the rate; come back after backing off.'],
  4102: ['Too many connections of this user or address.', 'Close some, then come back after backing off.'],
  4103: ['The token cannot be checked now: its keys cannot be fetched.', 'Come back after backing off; look at roomcast.auth settings and the key server.'],
  4200: ['The server is restarting.', 'Come back at once, with jitter, and resume with since.'],
  4201: ['Nothing was heard from this side for too long.', 'Answer pings; come back at once and resume.'],
  4202: ['The queue for this connection was full: it read too slowly.', 'Come back at once and resume; read faster or join fewer rooms.'],
  4203: ['The token has expired.', 'Fetch a new one, then come back at once and resume.'],
};

const RANGES = [
  [4000, 4099, 'Do not come back until something changes.'],
  [4100, 4199, 'Come back after backing off.'],
  [4200, 4299, 'Come back at once, with jitter, and resume.'],
];

/** `{means, todo}` of an error frame's code. */
export function explainError(code) {
  const [means, todo] = ERRORS[code] ?? ['This page does not know the code.', 'The frame’s temporary says whether to retry.'];
  return { means, todo };
}

/** `{means, todo}` of a close code; of one that is not known, by its range. */
export function explainClose(code) {
  if (CLOSES[code]) return { means: CLOSES[code][0], todo: CLOSES[code][1] };
  const range = RANGES.find(([from, to]) => code >= from && code <= to);
  return { means: 'This page does not know the code.', todo: range?.[2] ?? 'Come back after backing off.' };
}

export const knownErrors = () => Object.keys(ERRORS);
export const knownCloses = () => Object.keys(CLOSES).map(Number);
