/** What the library takes from its surroundings; tests and other runtimes hand in their own. */
export function platform(overrides = {}) {
  return {
    WebSocket: globalThis.WebSocket,
    setTimeout: (task, milliseconds) => globalThis.setTimeout(task, milliseconds),
    clearTimeout: (timer) => globalThis.clearTimeout(timer),
    now: () => globalThis.performance.now(),
    random: Math.random,
    report: (error) => console.error(error),
    ...given(overrides),
  };
}

function given(overrides) {
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
}
