import { connect } from '../client/roomcast.js';
import { watchConnection } from '../shared/banner.js';
import { byId } from '../shared/dom.js';
import { fromServer } from '../shared/from-server.js';
import { showIdentity } from '../shared/identity.js';
import { base, token } from '../shared/session.js';
import { moment } from '../shared/time.js';
import { askForToken } from '../shared/token-form.js';
import { endWords, needsToken } from '../shared/words.js';
import { Admin } from './admin.js';
import { Chart } from './chart.js';
import { showEvents } from './events.js';
import { Health } from './health.js';
import { showPanels } from './panels.js';
import { showTiles } from './tiles.js';
import { showWidgets } from './widgets.js';

const NEED =
  'The dashboard is open to users with the role admin, unless this server is set up to show it to everybody.';

const charts = [
  ['messages', 'Messages'],
  ['deliveries', 'Deliveries'],
].map(([id, title]) => [id, new Chart(id, title)]);
const health = new Health();
let latest = {};

function show(data) {
  byId('content').setAttribute('aria-busy', 'false');
  health.update(data);
  showTiles(data);
  for (const [id, chart] of charts) chart.add(data[`${id}_per_second`] ?? 0, moment(data.last_update));
  showPanels(data);
  showEvents(data.recent_events);
  showWidgets(data.widgets);
  latest = data;
}

function askAgain(change) {
  if (!needsToken(change)) return false;
  askForToken({ need: NEED, problem: endWords(change) });
  return true;
}

const client = connect('ws/dashboard', { token: token() });
showIdentity(client);
watchConnection(client, { onEnd: askAgain });
client.on('event:dashboard_data', fromServer(show));
client.on('event:dashboard_update', fromServer(show));

new Admin(client);
byId('event-kind').addEventListener('change', () => showEvents(latest.recent_events));

showTiles();
byId('figures').append(...charts.map(([, chart]) => chart.node));
byId('widget-command').textContent = [
  `curl -X PUT ${new URL('api/dashboard/orders', base)}`,
  '-H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json"',
  '-d \'{"title":"Orders today","value":318,"unit":"orders"}\'',
].join(' \\\n  ');
// All of it at once: what comes in pieces moves what is there already.
byId('content').hidden = false;
