export const SUBPROTOCOL = 'roomcast.v1.json';

/** `ws/chat` and `/ws/chat` both mean that path below `base`: a page in a context path finds its own server. */
export function socketUrl(address, { base = home(), user = null, batch = true } = {}) {
  const url = new URL(withoutLeadingSlash(address), base);
  url.protocol = url.protocol.replace(/^http/, 'ws');
  url.hash = '';
  if (user) url.searchParams.set('user', user);
  if (batch) url.searchParams.set('batch', 'true');
  return url.href;
}

/** The token travels as a subprotocol entry: unlike a query parameter it reaches no log and no history. */
export function subprotocols(token) {
  return token ? [SUBPROTOCOL, `bearer.${token}`] : [SUBPROTOCOL];
}

/** The folder that this library was served from, or the page, or nothing (then only whole addresses can be used). */
export function home(moduleUrl = import.meta.url, page = globalThis.location?.href) {
  return /^https?:/.test(moduleUrl) ? new URL('../../', moduleUrl).href : page;
}

const withoutLeadingSlash = (address) => String(address).replace(/^\/+/, '');
