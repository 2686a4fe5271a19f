/** What this tab remembers: sessionStorage ends with the tab and is never sent anywhere. */
const TOKEN = 'roomcast.token';
const NAME = 'roomcast.name';
const ROOMS = 'roomcast.rooms';

/** A token in the address bar would end up in the history and in bookmarks: it is taken over once and removed. */
export function takeTokenFromAddress({ location, history } = window) {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  keep(TOKEN, token.trim());
  history.replaceState(history.state, '', location.pathname + location.search);
}

export const token = () => sessionStorage.getItem(TOKEN);
export const keepToken = (value) => keep(TOKEN, value.trim());
export const forgetToken = () => sessionStorage.removeItem(TOKEN);

export const displayName = () => sessionStorage.getItem(NAME);
export const keepDisplayName = (value) => keep(NAME, value.trim());
export const forgetDisplayName = () => sessionStorage.removeItem(NAME);

export function rooms() {
  try {
    const value = JSON.parse(sessionStorage.getItem(ROOMS));
    return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}

export const keepRooms = (names) => keep(ROOMS, JSON.stringify(names));

/** The application's own address, whatever context path it was deployed under. */
export const base = new URL('../../', import.meta.url);

/** A REST address, with the token where there is one. */
export function api(path) {
  const headers = token() ? { Authorization: `Bearer ${token()}` } : {};
  return fetch(new URL(path, base), { headers });
}

function keep(key, value) {
  if (value) sessionStorage.setItem(key, value);
  else sessionStorage.removeItem(key);
}

takeTokenFromAddress();
// A link with a token that is opened in this very tab changes the hash without loading the page.
window.addEventListener('hashchange', () => {
  if (!location.hash.includes('token=')) return;
  takeTokenFromAddress();
  location.reload();
});
