/**
 * Calls `wake` when a page may have slept through the end of its connection: back on the network, in sight again, or
 * brought back by the browser's "back". Returns a function that ends this.
 */
export function wakeUps(wake, world = globalThis) {
  const seen = () => world.document.visibilityState === 'visible' && wake();
  const ties = [
    [world, 'online', () => wake()],
    [world, 'pageshow', () => wake()],
    [world.document, 'visibilitychange', seen],
  ].filter(([target]) => typeof target?.addEventListener === 'function');
  for (const [target, name, listener] of ties) target.addEventListener(name, listener);
  return () => {
    for (const [target, name, listener] of ties) target.removeEventListener(name, listener);
  };
}
