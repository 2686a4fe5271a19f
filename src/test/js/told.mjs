import { readFileSync } from 'node:fs';

/** What docs/CLIENT.md says: the first group of the pattern, as a number. */
export function told(pattern) {
  const [, number] = readFileSync(new URL('../../../docs/CLIENT.md', import.meta.url), 'utf8').match(pattern);
  return Number(number);
}

/** The size that it gives a file or part, in bytes. */
export const toldSize = (part) => 1000 * told(new RegExp(`^\\| [^|]*${part}[^|]* \\| ([\\d.]+) kB \\|`, 'm'));
