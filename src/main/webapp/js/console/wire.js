import { Emitter } from '../client/emitter.js';
import { base } from '../shared/session.js';

const SUBPROTOCOL = 'roomcast.v1.json';

/**
 * A bare WebSocket, without the client library: what it shows is what goes over the wire. Emits `state` (`connecting`,
 * `open`, `closed`), `in` (a text) and `closed` `{path, code, reason}`, this also of a connection that another one has
 * taken the place of.
 */
export class Wire extends Emitter {
  state = 'closed';
  #socket = null;

  open(path, { token, user, batch }) {
    this.close();
    const url = new URL(path, base);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    if (batch) url.searchParams.set('batch', 'true');
    if (user) url.searchParams.set('user', user);
    const socket = new WebSocket(url, token ? [SUBPROTOCOL, `bearer.${token}`] : [SUBPROTOCOL]);
    this.#socket = socket;
    this.#become('connecting');
    socket.addEventListener('open', () => this.#isCurrent(socket) && this.#become('open'));
    socket.addEventListener('message', ({ data }) => this.#isCurrent(socket) && this.emit('in', data));
    socket.addEventListener('close', ({ code, reason }) => {
      if (this.#isCurrent(socket)) this.#ended();
      this.emit('closed', { path, code, reason });
    });
    return url;
  }

  /** @throws when there is no connection */
  send(text) {
    if (this.state !== 'open') throw new Error('There is no connection. Connect first.');
    this.#socket.send(text);
  }

  close() {
    this.#socket?.close(1000);
  }

  #isCurrent(socket) {
    return socket === this.#socket;
  }

  #ended() {
    this.#socket = null;
    this.#become('closed');
  }

  #become(state) {
    this.state = state;
    this.emit('state', state);
  }
}
