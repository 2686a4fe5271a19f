import { button, element } from './dom.js';

/**
 * Asks before something that cannot be taken back. Resolves with whether it is wanted; closing the dialog means no, and
 * the focus goes back to where it was.
 */
export function confirm({ title, text, action }) {
  return new Promise((resolve) => {
    const dialog = element(
      'dialog',
      { class: 'dialog card', 'aria-labelledby': 'dialog-title' },
      element('h2', { id: 'dialog-title', text: title }),
      element('p', { text }),
      element(
        'div',
        { class: 'row end' },
        button('Cancel', '', () => dialog.close('')),
        button(action, 'danger', () => dialog.close('yes')),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
