import { byId } from '../shared/dom.js';

/** On a narrow screen the lists are panels over the conversation; on a wide one they are always there. */
export function preparePanels() {
  const buttons = [...document.querySelectorAll('[data-panel]')];
  for (const button of buttons) button.addEventListener('click', () => toggle(button, buttons));
  document.addEventListener('keydown', (event) => event.key === 'Escape' && closePanels());
  byId('log').addEventListener('click', closePanels);
}

/** Whoever is in a panel with the keyboard goes back to its button, or on to writing where the button is not there. */
export function closePanels() {
  for (const button of document.querySelectorAll('[data-panel][aria-expanded="true"]')) {
    const hadFocus = byId(button.dataset.panel).contains(document.activeElement);
    setOpen(button, false);
    if (hadFocus) (button.checkVisibility({ visibilityProperty: true }) ? button : byId('text')).focus();
  }
}

function toggle(button, buttons) {
  const open = button.getAttribute('aria-expanded') !== 'true';
  for (const other of buttons) setOpen(other, other === button && open);
  if (open) byId(button.dataset.panel).querySelector('button, input')?.focus();
}

function setOpen(button, open) {
  button.setAttribute('aria-expanded', String(open));
  byId(button.dataset.panel).classList.toggle('open', open);
}
