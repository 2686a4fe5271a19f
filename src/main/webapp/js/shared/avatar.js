import { element } from './dom.js';

const TONES = 6;

/** Initials on a colour of their own; the name always stands beside them, so they are silent to a screen reader. */
export function avatar(name, key = name) {
  return element('span', { class: `avatar tone-${tone(key)}`, 'aria-hidden': 'true', text: initials(name) });
}

export function initials(name) {
  const words = String(name).trim().split(/\s+/).filter(Boolean);
  const letters =
    words.length > 1 ? [words[0], words.at(-1)].map((word) => [...word][0]) : [...(words[0] ?? '?')].slice(0, 2);
  return letters.join('').toUpperCase();
}

function tone(key) {
  let sum = 0;
  for (const letter of String(key)) sum = (sum * 31 + letter.codePointAt(0)) % 997;
  return sum % TONES;
}
