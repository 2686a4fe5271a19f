import { setMaxListeners } from 'node:events';

/** The REST side of the model's server for one user: answers come, or fail to come, when the model says so. */
export class ModelHttp {
  /** Requests that have no answer yet: `{run, lose}`. */
  waiting = [];
  streams = [];
  opened = 0;
  #server;
  #user;

  constructor(server, user) {
    this.#server = server;
    this.#user = user;
  }

  fetch = (url, { method = 'GET', headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const { pathname, searchParams } = new URL(url);
      const [, room, what] = pathname.match(/\/api\/rooms\/([^/]+)\/(\w+)/);
      setMaxListeners(0, signal);
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason));
      const answer = () => {
        if (method === 'POST') return Response.json(this.#post(room, headers, JSON.parse(body)), { status: 202 });
        if (what === 'events') return this.#stream(room, headers['Last-Event-ID'], signal);
        const [since, limit] = ['since', 'limit'].map((name) => Number(searchParams.get(name)));
        return Response.json(this.#server.page(room, since, limit));
      };
      const isOver = () => signal.aborted && what === 'events';
      const run = () => isOver() || resolve(answer());
      const isPublication = method === 'POST';
      return this.waiting.push({ isPublication, run, lose: () => reject(new TypeError('fetch failed')), answer });
    });

  /** Some request is answered, for they overtake each other; or it is lost, before or after it was carried out. */
  serve(random, losses = 0) {
    if (this.waiting.length === 0) return;
    const [next] = this.waiting.splice(random.below(this.waiting.length), 1);
    if (!random.chance(losses)) return next.run();
    if (next.isPublication && random.chance(0.5)) next.answer();
    next.lose();
  }

  #post(room, headers, { data }) {
    return this.#server.post(this.#user, room, { data, key: headers['Idempotency-Key'] });
  }

  #stream(room, last, signal) {
    const [, epoch, offset] = last?.match(/^(.+):(\d+)$/) ?? [];
    const since = epoch && { epoch, offset: Number(offset) };
    let controller;
    const body = new ReadableStream({ start: (given) => (controller = given) });
    const stream = { user: this.#user, isOpen: true };
    const over = (end) => {
      if (!stream.isOpen) return;
      stream.isOpen = false;
      this.#server.lose(stream.connection);
      this.streams = this.streams.filter((other) => other !== stream);
      end();
    };
    stream.receive = (frame) => controller.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(frame)}\n\n`));
    stream.end = () => over(() => controller.close());
    stream.connection = this.#server.connectStream(stream, room, since || undefined);
    signal.addEventListener('abort', () => over(() => controller.error(signal.reason)));
    this.streams.push(stream);
    this.opened += 1;
    return new Response(body);
  }
}
