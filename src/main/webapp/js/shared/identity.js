import { avatar } from './avatar.js';
import { button, byId, element } from './dom.js';
import { forgetDisplayName, forgetToken, token } from './session.js';

/** Says in the header as whom the server knows this page, with a way out of it. */
export function showIdentity(client) {
  client.on('welcome', showPerson);
}

/** The same of a `welcome`. */
export function showPerson({ user, authenticated }) {
  const who = user?.name ?? 'Not signed in';
  const label = element(
    'span',
    { class: 'who' },
    avatar(who, user?.id ?? who),
    element('span', { class: 'who-name', text: who, title: who }),
  );
  byId('identity').replaceChildren(label, ...(isServersLogin(authenticated) ? [] : [leaveButton(authenticated)]));
}

/** Whoever is known without a token logged in at the application server, and has to log out there. */
const isServersLogin = (authenticated) => authenticated && !token();

function leaveButton(authenticated) {
  return button(authenticated ? 'Sign out' : 'Change name', 'quiet compact', () => {
    forgetToken();
    forgetDisplayName();
    location.reload();
  });
}
