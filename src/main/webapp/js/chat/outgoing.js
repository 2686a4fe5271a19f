import { uuid } from '../client/uuid.js';
import { errorWords } from '../shared/words.js';

/**
 * One's own messages of a conversation, from the writing to the server's word that they have arrived. They stand in the
 * conversation at once. What failed stays there until it is tried again or given up; it keeps its `key`, by which the
 * server knows it, so that it is never said twice.
 */
export class Outgoing {
  #conversation;
  #transmit;

  /** `transmit({text, key})` gives a promise of the ack. */
  constructor(conversation, transmit) {
    this.#conversation = conversation;
    this.#transmit = transmit;
    conversation.outgoing = this;
  }

  say(text, from) {
    const entry = { kind: 'message', from, own: true, label: null, text, time: new Date(), key: uuid() };
    entry.state = 'sending';
    this.#conversation.add(entry);
    return this.#send(entry);
  }

  retry(entry) {
    if (entry.state !== 'failed') return undefined;
    this.#conversation.retry(entry);
    return this.#send(entry);
  }

  discard(entry) {
    if (entry.state === 'failed') this.#conversation.remove(entry);
  }

  async #send(entry) {
    try {
      this.#conversation.settle(entry, await this.#transmit(entry));
    } catch (error) {
      this.#conversation.fail(entry, errorWords(error));
    }
  }
}
