import { uuid } from './uuid.js';
import { wakeUps } from './wake.js';

/** What the library takes from its surroundings; tests and other runtimes hand in their own. */
export function platform(overrides = {}) {
  return {
    WebSocket: globalThis.WebSocket,
    setTimeout: (task, milliseconds) => globalThis.setTimeout(task, milliseconds),
    clearTimeout: (timer) => globalThis.clearTimeout(timer),
    now: () => globalThis.performance.now(),
    // Unlike `now` it goes on while the computer sleeps.
    date: () => Date.now(),
    random: Math.random,
    uuid: () => uuid(),
    wakeUps: (wake) => wakeUps(wake),
    report: (error) => console.error(error),
    ...given(overrides),
  };
}

function given(overrides) {
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
}
