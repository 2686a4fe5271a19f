const PLACEHOLDER = 'YOUR_TOKEN';
const DOTS = '••••••••';

/** Programs that listen to the lobby of this server, as the visitor. `library` is the address of the client library. */
const PROGRAMS = {
  page: ({ library, options }) =>
    `<script type="module">
  import { connect } from '${library}';

  const connection = connect('ws/chat'${options});
  const lobby = connection.room('lobby');
  lobby.on('event:message', ({ from, data }) => console.log(from?.name ?? 'server', data.text));
  await lobby.join();
  await lobby.publish({ text: 'Hello from my page' });
</script>`,
  node: ({ base, options }) =>
    `// the package: after mvn compile, npm pack ./target/webapp/js/client
import { connect } from '@roomcast/client';

const connection = connect('ws/chat', { base: '${base}', ${options.slice(4)});
const lobby = await connection.join('lobby');
lobby.on('event:message', ({ from, data }) => console.log(from?.name ?? 'server', data.text));`,
  stream: ({ base, shown, hasToken }) =>
    `curl -N ${base}api/rooms/lobby/events${hasToken ? ` \\\n  -H "Authorization: Bearer ${shown}"` : ''}`,
};

/** The token stands in it only when `reveal` is set. Public rooms need none, so without one there is a name instead. */
export function program(what, { base, token, reveal }) {
  const shown = token ? (reveal ? token : DOTS) : PLACEHOLDER;
  const options = token ? `, { token: '${shown}' }` : ", { user: 'Ada' }";
  const library = new URL('js/client/roomcast.min.js', base).href;
  return PROGRAMS[what]({ base: String(base), library, options, shown, hasToken: Boolean(token) });
}
