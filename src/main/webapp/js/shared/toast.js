import { button, byId, element } from './dom.js';
import { kindClass } from './kind.js';

const SHOWN_MS = 7000;
/** More would cover the page that they report about. */
const MOST = 3;

/** A note in the corner. It stays while the pointer or the focus is on it. */
export function toast({ title, message, kind = 'info' }) {
  const node = element(
    'div',
    { class: `toast ${kindClass(kind)}` },
    element('div', { class: 'toast-text' }, title ? element('strong', { text: title }) : null, message ?? ''),
  );
  let before = null;
  node.addEventListener('focusin', ({ relatedTarget }) => (before = relatedTarget ?? before));
  const dismiss = () => {
    node.remove();
    // Back to where the reader was; another note may have gone meanwhile.
    if (before?.isConnected) before.focus();
  };
  node.append(button('×', 'quiet icon', dismiss, { 'aria-label': 'Dismiss' }));
  byId('toasts').append(node);
  while (byId('toasts').childElementCount > MOST) byId('toasts').firstElementChild.remove();
  leaveLater(node);
}

function leaveLater(node) {
  let timer = null;
  const hold = () => clearTimeout(timer);
  const release = () => {
    hold();
    timer = setTimeout(() => node.remove(), SHOWN_MS);
  };
  for (const name of ['pointerenter', 'focusin']) node.addEventListener(name, hold);
  for (const name of ['pointerleave', 'focusout']) node.addEventListener(name, release);
  release();
}
