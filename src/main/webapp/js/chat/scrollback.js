import { errorWords } from '../shared/words.js';

const PAGE = 50;

/**
 * Fetches what was said in a room before that which is on the page. `state` is `more` when there may be older messages,
 * `loading`, `failed` with a `problem`, or `complete` when the room's history begins with what is here.
 */
export class Scrollback {
  state = 'more';
  problem = null;
  #conversation;
  #read;
  #told;

  /** `read({before, limit})` gives a promise of `{epoch, events, complete}` with events as entries; `told` on a change. */
  constructor(conversation, read, told) {
    this.#conversation = conversation;
    this.#read = read;
    this.#told = told;
  }

  /** What a join brought reaches back to the beginning, or not. */
  startsWith({ complete }) {
    this.#become(complete ? 'complete' : 'more');
  }

  async load() {
    if (this.state !== 'more' && this.state !== 'failed') return;
    const { oldest } = this.#conversation;
    if (!oldest) return;
    this.#become('loading');
    try {
      this.#take(await this.#read({ before: oldest.offset, limit: PAGE }), oldest);
    } catch (error) {
      this.#become('failed', errorWords(error));
    }
  }

  #take({ epoch, events, complete }, oldest) {
    // A log that was begun anew does not lead to what is here, and what was before it is gone.
    const isSameLog = epoch === oldest.epoch;
    // The entries come with the new state, so that the page is drawn once.
    this.state = !isSameLog || complete || events.length === 0 ? 'complete' : 'more';
    if (isSameLog) this.#conversation.prepend(events);
    this.#told();
  }

  #become(state, problem = null) {
    this.state = state;
    this.problem = problem;
    this.#told();
  }
}
