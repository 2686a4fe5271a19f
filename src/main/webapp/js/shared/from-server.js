/**
 * A listener that hears the server's own events only. Users can send each other events of any name, so a notification
 * could be forged; what a user sent always has a `from`, which the server writes.
 */
export const fromServer = (listener) => (frame) => (frame.from ? undefined : listener(frame.data));
