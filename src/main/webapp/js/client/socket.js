/** One WebSocket from its opening to its end. `onClose` is called exactly once, and nothing is called after it. */
export class Socket {
  #socket;
  #handlers;
  #over = false;

  constructor(WebSocket, { url, protocols }, handlers) {
    this.#handlers = handlers;
    this.#socket = new WebSocket(url, protocols);
    this.#socket.addEventListener('message', (event) => this.#over || this.#handlers.onText(event.data));
    this.#socket.addEventListener('close', (event) => this.#end(event.code, event.reason));
    // Every failure also closes, and only the close has a code; node's ws would throw if nobody listened.
    this.#socket.addEventListener('error', () => {});
  }

  send(text) {
    this.#socket.send(text);
  }

  /** Ends at once: the closing handshake of a dead connection can take a browser a minute. */
  abandon(code, reason) {
    this.#end(code, reason);
    this.#socket.close();
  }

  close(code, reason) {
    this.#over = true;
    this.#socket.close(code, reason);
  }

  #end(code, reason) {
    if (this.#over) return;
    this.#over = true;
    this.#handlers.onClose(code, reason ?? '');
  }
}
