const NOBODY = Object.freeze([]);

/** Who is in a room: asked for once, and from then on kept by `joined` and `left`. Each change makes a new list. */
export class Users {
  list = NOBODY;
  #ask;
  #changed;
  #isLive = false;
  /** What came while the question was under way: the answer may be from before it. */
  #meanwhile = [];
  #question = null;

  /** `ask(onAnswer)` puts the question; `changed(list)` is called after each change. */
  constructor(ask, changed) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /** Brings the list, unless it is here or on its way. */
  load() {
    if (this.#isLive || this.#question) return;
    const question = (this.#question = {});
    const isCurrent = () => question === this.#question;
    this.#meanwhile = [];
    this.#ask(({ users }) => isCurrent() && this.#loaded(users)).catch(() => isCurrent() && (this.#question = null));
  }

  /** Nothing is heard of the room for a while; the list may grow old. */
  suspend() {
    this.#isLive = false;
    this.#question = null;
  }

  clear() {
    this.suspend();
    if (this.list !== NOBODY) this.#set(NOBODY);
  }

  /** A `joined` or `left` frame. */
  apply(frame) {
    if (this.#question) this.#meanwhile.push(frame);
    else if (this.#isLive) this.#set(after(this.list, frame));
  }

  #loaded(users) {
    this.#question = null;
    this.#isLive = true;
    this.#set(this.#meanwhile.reduce(after, users));
  }

  #set(list) {
    this.list = Object.freeze(list);
    this.#changed(list);
  }
}

function after(list, { type, user }) {
  const others = list.filter(({ id }) => id !== user.id);
  if (type === 'left') return others;
  return list.length > others.length ? list : [...list, user];
}
