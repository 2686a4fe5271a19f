/**
 * What went wrong, by `code`: one of the protocol's, or one that only a client can know: `timeout`, `not_connected`,
 * `connection_lost` (sent, but the answer never came), `buffer_full` (too much waits for a connection), `closed` (the
 * connection is over and will not come back), `history_lost` (the log was begun anew), `unsupported` (not to be had
 * without a WebSocket) and `listener` (one threw).
 */
export class RoomcastError extends Error {
  constructor(code, message, { temporary = false, retryAfter = null, closeCode = null, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'RoomcastError';
    this.code = code;
    /** Whether repeating the same can succeed. */
    this.temporary = temporary;
    /** Seconds to wait before that, or null when the server did not say. */
    this.retryAfter = retryAfter;
    /** The WebSocket close code, when this error is the end of a connection. */
    this.closeCode = closeCode;
  }

  static fromFrame(frame) {
    const retryAfter = typeof frame.retry_after === 'number' ? frame.retry_after : null;
    return new RoomcastError(frame.code ?? 'internal', frame.message ?? 'The server reported an error.', {
      temporary: frame.temporary === true,
      retryAfter,
    });
  }
}

export const timedOut = () => new RoomcastError('timeout', 'The server did not answer in time.', { temporary: true });

export const notConnected = () =>
  new RoomcastError('not_connected', 'There is no connection to the server.', { temporary: true });

/** By the rate that the server told; what is ephemeral does not wait for its turn. */
export const tooFast = (milliseconds) =>
  new RoomcastError('rate_limited', 'Too much was sent lately.', { temporary: true, retryAfter: milliseconds / 1000 });

export const connectionLost = (closeCode) =>
  new RoomcastError('connection_lost', 'The connection ended before the answer came.', { temporary: true, closeCode });

export const bufferFull = () =>
  new RoomcastError('buffer_full', 'Too much waits for a connection already.', { temporary: true });

export const historyLost = () => new RoomcastError('history_lost', 'The history of this room was begun anew.');

export const listenerFailed = (cause) =>
  new RoomcastError('listener', `A listener failed: ${cause?.message ?? cause}`, { cause });

export const ended = (closeCode, reason) =>
  new RoomcastError('closed', reason || 'The connection is closed.', { closeCode });
