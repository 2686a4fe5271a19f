const hex = (byte) => byte.toString(16).padStart(2, '0');

/** A text that nobody else makes. Pages that came over plain HTTP have no `randomUUID`, but they have random bytes. */
export function uuid(crypto = globalThis.crypto) {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map(hex).join('');
}
