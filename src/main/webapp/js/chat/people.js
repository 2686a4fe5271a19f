const ANONYMOUS = 'anon-';

/**
 * A person as somebody to talk to. Presence gives an anonymous connection the id `anon-<connection_id>`; the sender of
 * an event has an id or, when anonymous, only a connection.
 */
export function person({ id, name, connection_id: connection }) {
  const anonymous = id ? (id.startsWith(ANONYMOUS) ? id.slice(ANONYMOUS.length) : null) : connection;
  return anonymous
    ? { key: `connection:${anonymous}`, name: name ?? 'Anonymous', to: { connection: anonymous } }
    : { key: `user:${id}`, name: name ?? id, to: { user: id } };
}

/** The person whom a `welcome` greets: this page itself. */
export const self = ({ user, connection_id }) => person({ id: user?.id, name: user?.name, connection_id });
