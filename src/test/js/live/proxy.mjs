import { connect, createServer } from 'node:net';

/** A TCP proxy that can cut what goes through it, hold it up without a word, or let no WebSocket through. */
export class Proxy {
  refusesWebSockets = false;
  #pairs = new Set();
  #server;

  static async to(port) {
    const proxy = new Proxy();
    proxy.#server = createServer((near) => proxy.#accept(near, port));
    await new Promise((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port() {
    return this.#server.address().port;
  }

  cut() {
    for (const end of this.#pairs) end();
  }

  /** Both ends believe that the connections are there, but nothing comes through any more; new ones are fine. */
  freeze() {
    for (const end of this.#pairs) end.freeze();
  }

  close() {
    this.#server.close();
    this.cut();
  }

  #accept(near, port) {
    const far = connect(port, '127.0.0.1');
    let isFrozen = false;
    const end = () => {
      this.#pairs.delete(end);
      near.destroy();
      far.destroy();
    };
    end.freeze = () => (isFrozen = true);
    this.#pairs.add(end);
    const pass = (to) => (bytes) => {
      if (this.refusesWebSockets && /^upgrade: websocket/im.test(bytes.toString('latin1'))) end();
      else if (!isFrozen) to.write(bytes);
    };
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      from.on('data', pass(to));
      from.on('error', end);
      from.on('close', () => isFrozen || end());
    }
  }
}
