import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../resources/wire/', import.meta.url);

/** The golden vectors of one kind: `[name, text]`, without the newline that ends the file. */
export function vectors(kind) {
  const directory = new URL(`${kind}/`, folder);
  return readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file.replace(/\.json$/, ''), readFileSync(new URL(file, directory), 'utf8').replace(/\n$/, '')]);
}
