import { byId } from '../shared/dom.js';
import { errorWords } from '../shared/words.js';

const PATIENCE_MS = 2000;
const WAITS = 'Not sent yet. It goes out as soon as the server can take it.';

/** The field to write in. Text that could not be sent comes back to it. */
export class Composer {
  #form = byId('composer');
  #text = byId('text');
  #problem = byId('send-problem');
  #conversation = null;
  #say;

  /** `say(conversation, text)` gives a promise. */
  constructor(say) {
    this.#say = say;
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#text.addEventListener('keydown', (event) => this.#key(event));
    this.#text.addEventListener('input', () => this.#text.value.trim() && this.#conversation?.chatRoom?.signal.typed());
  }

  show(conversation) {
    if (this.#conversation) this.#conversation.draft = this.#text.value;
    this.#conversation = conversation;
    this.#form.hidden = !conversation;
    this.#text.value = conversation?.draft ?? '';
    this.#text.placeholder = conversation ? `Write to ${conversation.title}` : '';
    this.#problem.textContent = '';
  }

  focus() {
    this.#text.focus();
  }

  #key(event) {
    // While a word is being composed (Japanese, for one), Enter chooses it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#submit();
  }

  async #submit() {
    const conversation = this.#conversation;
    const text = this.#text.value.trim();
    if (!text || !conversation) return;
    this.#text.value = '';
    this.#problem.textContent = '';
    const slow = setTimeout(() => (this.#problem.textContent = WAITS), PATIENCE_MS);
    try {
      await this.#say(conversation, text);
      if (this.#problem.textContent === WAITS) this.#problem.textContent = '';
    } catch (error) {
      this.#giveBack(conversation, text);
      this.#problem.textContent = errorWords(error);
    } finally {
      clearTimeout(slow);
    }
  }

  #giveBack(conversation, text) {
    if (conversation !== this.#conversation) conversation.draft ||= text;
    else this.#text.value ||= text;
  }
}
