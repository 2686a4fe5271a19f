const PLACEHOLDER = '$TOKEN';
const DOTS = '••••••••';

const COMMANDS = {
  message: {
    path: 'api/rooms/lobby/messages',
    body: () => ({ event: 'message', data: { text: 'Hello from curl' } }),
  },
  notification: {
    path: 'api/notify',
    body: (user) => ({ title: 'Hello', message: 'Sent with curl', type: 'success', to: { user } }),
  },
  widget: {
    method: 'PUT',
    path: 'api/dashboard/orders',
    body: () => ({ title: 'Orders today', value: 318, unit: 'orders' }),
  },
};

/** A line for the shell. The token stands in it only when `reveal` is set; without one a variable's name does. */
export function command(what, { base, token, user, reveal }) {
  const { method = 'POST', path, body } = COMMANDS[what];
  const shown = token ? (reveal ? token : DOTS) : PLACEHOLDER;
  return [
    `curl -X ${method} ${new URL(path, base)}`,
    `-H "Authorization: Bearer ${shown}"`,
    '-H "Content-Type: application/json"',
    `-d '${JSON.stringify(body(user)).replaceAll("'", "'\\''")}'`,
  ].join(' \\\n  ');
}
