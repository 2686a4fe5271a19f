const BY_STATUS = { 401: 'unauthenticated', 403: 'forbidden', 404: 'not_found', 413: 'too_large', 429: 'rate_limited' };

/** The server refused: `frame` is the `error` that a socket would have brought. */
class Refusal extends Error {
  constructor(status, problem, retryAfter) {
    super(problem.detail ?? `The server answered ${status}.`);
    this.status = status;
    // 409 without a code: the same is being carried out already, and its answer is there soon.
    const temporary = status === 429 || status >= 500 || (status === 409 && problem.code !== 'too_many_rooms');
    const code = problem.code ?? BY_STATUS[status] ?? (temporary ? 'unavailable' : 'bad_frame');
    this.frame = {
      type: 'error',
      code,
      message: this.message,
      temporary,
      retry_after: retryAfter ?? (temporary ? 1 : undefined),
    };
  }
}

/** The REST addresses beside a WebSocket address, with its token. */
export class Rest {
  token;
  #platform;
  #base;
  #aborting = new AbortController();
  #turns = new Map();

  constructor(platform, url, token) {
    const { href } = new URL(url);
    this.#platform = platform;
    this.#base = `${href.slice(0, href.indexOf('/ws/')).replace(/^ws/, 'http')}/api/`;
    this.token = token;
  }

  /** Fails when no answer comes, and when the server does not take the token. The room need not exist. */
  async probe() {
    await this.json('rooms/-/messages?limit=1');
  }

  async json(path, request) {
    return (await this.response(path, request)).json();
  }

  post(path, body, headers = {}) {
    const json = { 'Content-Type': 'application/json', ...headers };
    return this.json(path, { method: 'POST', body: JSON.stringify(body), headers: json });
  }

  /** One task after the other of the same name: two requests may overtake each other. */
  inTurn(name, task) {
    const turn = (this.#turns.get(name) ?? Promise.resolve()).then(task);
    // Whoever asked for it is told when it fails; the next one comes all the same.
    const done = turn.catch((told) => told);
    this.#turns.set(name, done);
    return turn;
  }

  async response(path, { headers = {}, ...request } = {}) {
    const bearer = this.token ? { Authorization: `Bearer ${this.token}` } : {};
    const response = await this.#platform.fetch(this.#base + path, {
      cache: 'no-store',
      credentials: 'same-origin',
      signal: this.#aborting.signal,
      ...request,
      headers: { ...bearer, ...headers },
    });
    if (response.ok) return response;
    throw new Refusal(response.status, await problemOf(response), secondsOf(response));
  }

  abort() {
    this.#aborting.abort();
  }
}

async function problemOf(response) {
  try {
    return await response.json();
  } catch (notOurs) {
    // A proxy's page.
    return {};
  }
}

function secondsOf(response) {
  const seconds = Number.parseFloat(response.headers.get('Retry-After') ?? '');
  return Number.isNaN(seconds) ? undefined : seconds;
}
