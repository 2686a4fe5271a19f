import { RoomcastError } from './errors.js';

const encoder = new TextEncoder();

export const encode = (frame) => JSON.stringify(frame);

export const byteLength = (text) => encoder.encode(text).length;

/** The frames of one message: a single object, or with `batch=true` an array of them, in order. */
export function decode(text) {
  const value = parse(text);
  const frames = Array.isArray(value) ? value : [value];
  if (!frames.every(isFrame)) throw unreadable();
  return frames;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable(cause);
  }
}

const isFrame = (value) => value !== null && typeof value === 'object' && typeof value.type === 'string';

const unreadable = (cause) => new RoomcastError('bad_frame', 'The server sent something that is no frame.', { cause });
