// Loaded here: loading it when a client wants it takes a time of its own.
import '../../main/webapp/js/client/fallback.js';
import { settled, start } from './fakes.mjs';

export const TOKEN = `x.${Buffer.from(JSON.stringify({ sub: 'ada', name: 'Äda', roles: ['publisher'] })).toString('base64url')}.x`;

/** The server's REST side: `requests` are what came, `answers` by path what it says, `streams` those that are open. */
export class FakeHttp {
  requests = [];
  streams = [];
  isAway = false;
  answers = { 'rooms/-/messages': { room: '-', events: [], complete: true } };

  fetch = async (url, { method = 'GET', headers, body, signal }) => {
    const path = url.slice('https://example.org/api/'.length);
    const [name, query] = path.split('?');
    const request = { method, path: name, query, headers, body: body && JSON.parse(body) };
    this.requests.push(request);
    if (this.isAway) throw new TypeError('fetch failed');
    const answer = this.answers[name];
    if (typeof answer === 'function') return answer(request);
    if (answer !== undefined) return Response.json(answer);
    if (name.endsWith('/events')) return this.#stream(request, signal);
    return problem(404, { detail: 'No such thing' });
  };

  #stream(request, signal) {
    let controller;
    const body = new ReadableStream({ start: (given) => (controller = given) });
    const stream = { request, isOpen: true };
    const over = (end) => {
      if (stream.isOpen) end();
      stream.isOpen = false;
    };
    stream.bytes = (bytes) => controller.enqueue(bytes);
    stream.raw = (text) => stream.bytes(new TextEncoder().encode(text));
    stream.say = (...frames) => stream.raw(frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join(''));
    stream.end = () => over(() => controller.close());
    signal.addEventListener('abort', () => over(() => controller.error(signal.reason)));
    this.streams.push(stream);
    return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
  }
}

export const problem = (status, fields = {}, headers = {}) => Response.json({ status, ...fields }, { status, headers });

/** Streams take more than one turn. */
export async function calm() {
  for (let turn = 0; turn < 8; turn += 1) await settled();
}

/** A client whose WebSockets come to nothing, up to the first request of the fallback. */
export async function startBlocked(options = {}, address = 'ws/chat') {
  const http = new FakeHttp();
  const fallback = { after: 1, ...options.fallback };
  const started = await start({ token: TOKEN, fetch: http.fetch, ...options, fallback }, address);
  started.socket.drop(1006);
  await started.clock.advance(1000);
  await calm();
  return Object.assign(started, { http });
}

/** The same, with the fallback at work: the WebSocket that it tried first has failed too. */
export async function startFallback(options, address) {
  const started = await startBlocked(options, address);
  started.socket.drop(1006);
  await calm();
  return started;
}

/** The same, in the room `lobby`, whose log has ten events. */
export async function startFallbackIn(options, join = {}) {
  const started = await startFallback(options);
  const heard = [];
  const room = started.client.room('lobby');
  room.on('event', ({ data }) => heard.push(data));
  const joining = room.join(join);
  await calm();
  const stream = started.http.streams.at(-1);
  stream.say({ type: 'ack', action: 'join', room: 'lobby', epoch: 'e1', offset: 10, members: 1 });
  await calm();
  return Object.assign(started, { room, heard, stream, joining });
}
