export const STOP = 'stop';
export const BACK_OFF = 'back off';
export const SOON = 'soon';

const TOKEN_EXPIRED = 4203;

/** 1000: the server is done with us. 1008, 1010: what we asked for is not to be had, and will not be next time. */
const FINAL = new Set([1000, 1008, 1010]);

/** What a close code asks of a client. The protocol gives the ranges a meaning, so later codes need no table. */
export function afterClose(code, { renewableToken = false } = {}) {
  if (code === TOKEN_EXPIRED && !renewableToken) return STOP;
  if (FINAL.has(code) || within(code, 4000)) return STOP;
  return within(code, 4200) ? SOON : BACK_OFF;
}

/** The server is full, or this client was too much for it. */
export const asksForPatience = (code) => within(code, 4100);

const within = (code, start) => code >= start && code < start + 100;
