import { byId } from './dom.js';

/**
 * Makes a list anew. Items that say the same as before stay the elements that they were. Whoever is in it with the
 * keyboard stays there: at the same button of the item, by its `data-key`; when that has gone, at the item that took its
 * place, as one who works through the list expects; when none is left, at what stands beside the list.
 */
export function renew(list, items) {
  const before = new Map([...list.children].map((item) => [item.dataset.key, item]));
  const kept = items.map((item) => sameAs(item, before.get(item.dataset.key)));
  if (kept.length === list.children.length && kept.every((item, index) => item === list.children[index])) return;
  const place = placeIn(list);
  list.replaceChildren(...kept);
  if (place) (target(list, place) ?? main()).focus();
}

/** For whoever was at something that has gone: where the content begins. */
export const focusMain = () => main().focus({ preventScroll: true });

function main() {
  byId('main').tabIndex = -1;
  return byId('main');
}

const sameAs = (item, before) => (before?.isEqualNode(item) ? before : item);

function placeIn(list) {
  const focused = document.activeElement;
  const index = [...list.children].findIndex((item) => item.contains(focused));
  if (index < 0) return null;
  const item = list.children[index];
  return { key: item.dataset.key, index, button: buttons(item).indexOf(focused) };
}

function target(list, { key, index, button }) {
  const items = [...list.children];
  const same = key === undefined ? undefined : items.find((item) => item.dataset.key === key);
  const near = [same, ...items.slice(index), ...items.slice(0, index).reverse()].filter(Boolean);
  return (
    (same && buttons(same)[button]) ??
    near.flatMap(buttons).at(0) ??
    list.closest('section')?.querySelector('input, button:enabled')
  );
}

const buttons = (item) => [...item.querySelectorAll('button')];
