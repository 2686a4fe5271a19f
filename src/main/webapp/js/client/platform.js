import { uuid } from './uuid.js';
import { wakeUps } from './wake.js';

/** What the library takes from its surroundings; tests and other runtimes hand in their own. */
export function platform(overrides = {}) {
  const own = {
    WebSocket: globalThis.WebSocket,
    fetch: (...request) => globalThis.fetch(...request),
    setTimeout: (task, milliseconds) => globalThis.setTimeout(task, milliseconds),
    clearTimeout: (timer) => globalThis.clearTimeout(timer),
    now: () => globalThis.performance.now(),
    // Unlike `now` it goes on while the computer sleeps.
    date: () => Date.now(),
    random: Math.random,
    uuid: () => uuid(),
    wakeUps: (wake) => wakeUps(wake),
    report: (error) => console.error(error),
  };
  for (const name of Object.keys(own)) own[name] = overrides[name] ?? own[name];
  return own;
}
