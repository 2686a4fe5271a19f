import { byId } from '../shared/dom.js';
import { copy } from './copy.js';

const COPIED_MS = 3000;

/**
 * Code to copy: a choice of kinds, the text, and a button. `id` is that of the text; the choices are called like it.
 * `write(kind, reveal)` makes the text, with the token or with dots in its place; what is copied has the token.
 */
export class Snippet {
  #id;
  #write;
  #reveal = false;

  constructor(id, write) {
    this.#id = id;
    this.#write = write;
    for (const choice of document.querySelectorAll(`[name="${id}-kind"]`)) {
      choice.addEventListener('change', () => this.show());
    }
    byId(`copy-${id}`).addEventListener('click', () =>
      copy(this.#text(true)).then(
        () => this.#told('Copied'),
        () => this.#told('Select the text to copy it'),
      ),
    );
    this.show();
  }

  set reveal(value) {
    this.#reveal = value;
    this.show();
  }

  show() {
    byId(this.#id).textContent = this.#text(this.#reveal);
  }

  #text(reveal) {
    return this.#write(document.querySelector(`[name="${this.#id}-kind"]:checked`).value, reveal);
  }

  #told(words) {
    byId(`copied-${this.#id}`).textContent = words;
    setTimeout(() => (byId(`copied-${this.#id}`).textContent = ''), COPIED_MS);
  }
}
