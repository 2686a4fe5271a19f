const ERRORS = {
  __proto__: null,
  bad_frame: 'The server did not understand this.',
  unknown_type: 'The server does not know how to do this.',
  too_large: 'This is too long to send.',
  bad_room: 'A room name has 1 to 164 letters, digits and - _ = @ , . ; without spaces.',
  not_joined: 'You are not in this room.',
  unauthenticated: 'This is only for users who signed in with a token.',
  forbidden: 'You are not allowed to do this.',
  room_full: 'The room is full.',
  too_many_rooms: 'You are in as many rooms as one connection may enter.',
  rate_limited: 'That was too fast.',
  not_found: 'There is nobody, or nothing, by that name any more.',
  token_expired: 'Your token is about to expire. Get a new one to stay connected.',
  unavailable: 'The server cannot take this now. Nothing was sent.',
  timeout: 'The server did not answer in time.',
  not_connected: 'There is no connection to the server now.',
  connection_lost: 'The connection ended before the server answered. It may have arrived, or not.',
  buffer_full: 'Too much waits to be sent already.',
  history_lost: 'What was said before is no longer there.',
  listener: 'Something on this page went wrong.',
  closed: 'The connection is closed.',
};

/** An error as a sentence for a person. */
export function errorWords(error) {
  const known = ERRORS[error.code] ?? error.message ?? 'Something went wrong.';
  return error.retryAfter ? `${known} Try again in ${seconds(error.retryAfter)}.` : known;
}

const ENDS = {
  __proto__: null,
  1000: 'The server closed the connection.',
  1008: 'The server refused the connection.',
  4001: 'The server wants a valid token.',
  4003: 'This token does not give access to this page.',
  4004: 'The connection was ended by an administrator.',
  4005: 'The server ended the connection because of malformed messages.',
  4203: 'Your token has expired.',
};

/** Why a connection ended for good. */
export function endWords({ closeCode, reason }) {
  if (closeCode === null) return 'This token cannot be used: it has characters that no token has.';
  return ENDS[closeCode] ?? (reason || 'The connection was closed.');
}

const WAITS = {
  __proto__: null,
  4100: 'The server is full.',
  4101: 'Too much was sent at once.',
  4102: 'There are too many connections from here.',
  4103: 'The server cannot check the token yet.',
  4200: 'The server is restarting.',
  4202: 'The connection was too slow.',
};

/** Why there is no connection just now. */
export const waitWords = ({ closeCode }) => WAITS[closeCode] ?? 'No connection to the server.';

export const needsToken = ({ closeCode }) => [null, 4001, 4003, 4203].includes(closeCode);

export function seconds(value) {
  const whole = Math.max(1, Math.ceil(value));
  return whole === 1 ? '1 second' : `${whole} seconds`;
}
