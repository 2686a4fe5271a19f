export const SUBPROTOCOL = 'roomcast.v1.json';

/** `ws/chat` and `/ws/chat` both mean that path below `base`: a page in a context path finds its own server. */
export function socketUrl(address, { base = home(), user = null, batch = true } = {}) {
  const url = absolute(withoutLeadingSlash(address), base);
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

/**
 * The application that this library was served by, or the page, or nothing (then only whole addresses can be used). What
 * a bundler made of this file says nothing about the server.
 */
export function home(moduleUrl = import.meta.url, page = globalThis.location?.href) {
  const isServed = /^https?:.*\/js\/client\/(address|roomcast\.min)\.js$/.test(moduleUrl);
  return isServed ? new URL('../../', moduleUrl).href : page;
}

function absolute(address, base) {
  try {
    return new URL(address, base);
  } catch (cause) {
    throw new TypeError(`"${address}" is no whole address, and there is no page: give the option "base".`, { cause });
  }
}

const withoutLeadingSlash = (address) => String(address).replace(/^\/+/, '');
