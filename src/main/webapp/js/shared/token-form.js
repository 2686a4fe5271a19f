import { element, byId } from './dom.js';
import { forgetToken, keepToken, token } from './session.js';

/**
 * Shows in place of the page what is needed to see it, and takes a token. A token that did not work is forgotten, so
 * that a reload does not fail on it again.
 */
export function askForToken({ need, problem, content = byId('content'), otherwise = null }) {
  const given = Boolean(token());
  forgetToken();
  const gate = byId('gate');
  gate.replaceChildren(form(need, given ? problem : null, otherwise));
  gate.hidden = false;
  content.hidden = true;
  byId('token').focus();
}

function form(need, problem, otherwise) {
  const input = element('input', {
    id: 'token',
    class: 'input mono',
    type: 'password',
    required: true,
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': 'token-help',
  });
  const node = element(
    'form',
    { class: 'card stack' },
    element('h1', { text: 'A token is needed' }),
    element('p', { text: need }),
    problem ? element('p', { class: 'problem', role: 'alert', text: problem }) : null,
    element(
      'div',
      { class: 'field' },
      element('label', { for: 'token', text: 'Access token' }),
      input,
      element('p', { id: 'token-help', class: 'small muted', text: HELP }),
    ),
    element('button', { class: 'button primary', text: 'Use this token' }),
    otherwise ? element('a', { class: 'button', ...otherwise }) : null,
  );
  node.addEventListener('submit', (event) => {
    event.preventDefault();
    keepToken(input.value);
    location.reload();
  });
  return node;
}

const HELP =
  'A signed JWT (three parts with dots) from whoever runs this server. It stays in this tab and is ' +
  'forgotten when you close it. A link that ends in #token=… brings it along.';
