import { byId, element } from '../shared/dom.js';
import { exactTime, fullTime, moment } from '../shared/time.js';
import { explainClose } from '../shared/explain.js';
import { who } from './panels.js';

const KINDS = {
  __proto__: null,
  connected: ['good', 'Connected'],
  disconnected: ['', 'Left'],
  refused: ['fair', 'Refused'],
  failed: ['poor', 'Fault'],
};
/** Ends that nobody planned: they get the colour of a warning. */
const ODD = (code) => code === 1006 || code === 1011 || (code >= 4000 && code !== 4200);

/** Who came, who left and by which code, who was turned away, and faults; newest first. */
export function showEvents(events) {
  const known = Array.isArray(events) ? events : [];
  const wanted = byId('event-kind').value;
  const shown = known.filter(({ kind }) => wanted === 'all' || kind === wanted);
  byId('events').replaceChildren(...shown.map(eventNode));
  byId('no-events').hidden = shown.length > 0;
}

function eventNode({ time, kind, connection, user, endpoint, address, code, reason }) {
  const [tone, words] = KINDS[kind] ?? ['', kind];
  const at = moment(time);
  return element(
    'li',
    { class: 'event' },
    element('time', { class: 'muted', datetime: at.toISOString(), title: fullTime(at), text: exactTime(at) }),
    element('span', { class: `dot ${kind === 'disconnected' && ODD(code) ? 'fair' : tone}` }),
    element('span', { class: 'event-kind', text: words }),
    element('span', { class: 'event-who' }, isStranger(kind) ? (address ?? '') : who(user, connection)),
    element('span', { class: 'muted event-more', text: more({ endpoint, code, reason }), title: hint(code) }),
  );
}

/** Nobody was let in, so that there is no user to name. */
const isStranger = (kind) => kind === 'failed' || kind === 'refused';

const more = ({ endpoint, code, reason }) =>
  [endpoint, code && String(code), reason].filter(Boolean).join(' · ');

const hint = (code) => (code ? explainClose(code).means : null);
