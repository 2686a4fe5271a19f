/** Makes a list anew with `render` and puts the focus back on the item, by `data-key`, that had it. */
export function keepingFocus(list, render) {
  const key = list.contains(document.activeElement) ? document.activeElement.closest('[data-key]')?.dataset.key : null;
  render();
  if (key === null || key === undefined) return;
  const again = [...list.children].find((item) => item.dataset.key === key) ?? list.firstElementChild;
  again?.querySelector('button')?.focus();
}
