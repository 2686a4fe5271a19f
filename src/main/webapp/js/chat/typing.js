/** At most one signal in this time: the rate limit counts every frame, and messages need room in it. */
const SIGNAL_MS = 3000;
const FADE_MS = 5000;

/** Tells the others that this user is typing. */
export class TypingSignal {
  #last = -Infinity;
  #send;
  #now;

  constructor(send, now = () => performance.now()) {
    this.#send = send;
    this.#now = now;
  }

  typed() {
    if (this.#now() - this.#last < SIGNAL_MS) return;
    this.#last = this.#now();
    this.#send();
  }
}

/** Who is typing in one room; a name fades when no signal renews it. */
export class Typists {
  #names = new Map();
  #changed;

  constructor(changed) {
    this.#changed = changed;
  }

  typing(key, name) {
    clearTimeout(this.#names.get(key)?.timer);
    this.#names.set(key, { name, timer: setTimeout(() => this.stopped(key), FADE_MS) });
    this.#changed();
  }

  stopped(key) {
    clearTimeout(this.#names.get(key)?.timer);
    if (this.#names.delete(key)) this.#changed();
  }

  get words() {
    const names = [...this.#names.values()].map(({ name }) => name);
    if (names.length === 0) return '';
    if (names.length > 3) return 'Several people are typing…';
    if (names.length === 1) return `${names[0]} is typing…`;
    return `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are typing…`;
  }
}
