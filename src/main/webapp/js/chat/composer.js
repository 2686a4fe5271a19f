import { byId } from '../shared/dom.js';

/** The field to write in; each conversation has its own draft. */
export class Composer {
  #form = byId('composer');
  #text = byId('text');
  #conversation = null;
  #say;

  /** `say(conversation, text)`: the conversation shows what becomes of it. */
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

  #submit() {
    const text = this.#text.value.trim();
    if (!text || !this.#conversation) return;
    this.#text.value = '';
    this.#say(this.#conversation, text);
  }
}
