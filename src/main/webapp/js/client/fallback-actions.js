const inRoom = (room, what) => `rooms/${encodeURIComponent(room)}/${what}`;

const ack = (action, fields) => ({ type: 'ack', action, ...fields });

const sorry = (message) => ({ type: 'error', code: 'unsupported', message, temporary: false });

/** What each frame of the client means by REST; a promise of its answer, without the `id`. */
export function actionsOf(rest, fallback) {
  const unsupported = () => sorry('Without a WebSocket this cannot be done.');
  return {
    ping: async () => {
      await rest.probe();
      return { type: 'pong' };
    },
    pong: () => null,
    authenticate: ({ token }) => {
      rest.token = token;
      return ack('authenticate');
    },
    join: (frame) => {
      if (fallback.isFullFor(frame.room))
        return { ...sorry('Without a WebSocket there are fewer rooms.'), code: 'too_many_rooms' };
      return void fallback.enter(frame);
    },
    leave: ({ room }) => {
      fallback.leave(room);
      return ack('leave', { room });
    },
    publish: (frame) => publish(rest, frame),
    history: async ({ room, before, since, limit }) => {
      const query = new URLSearchParams(
        Object.entries({ before, since, limit }).filter(([, value]) => value !== undefined),
      );
      return { type: 'history', ...(await rest.json(`${inRoom(room, 'messages')}?${query}`)) };
    },
    presence: async ({ room }) =>
      room === undefined ? { type: 'presence', ...(await rest.json('users')) } : unsupported(),
    send: async ({ to, data, event }) =>
      ack('send', { delivered: (await asPublisher(() => rest.post('messages', { to, data, event }))).delivered }),
    broadcast: async ({ room, data, event }) =>
      ack('broadcast', placeOf(await asPublisher(() => rest.post('messages', { room, data, event })))),
    mark_read: unsupported,
    disconnect: unsupported,
  };
}

/** There is no `echo: false` by REST: the room knows its own events, and lets them go when their answer has come. */
async function publish(rest, { room, data, event, ephemeral, key }) {
  if (ephemeral) return sorry('Without a WebSocket nothing ephemeral can be published.');
  const headers = key ? { 'Idempotency-Key': key } : {};
  const post = () => rest.post(inRoom(room, 'messages'), { data, event }, headers);
  const answer = await rest.inTurn(room, () => asPublisher(post));
  return ack('publish', { room, ...placeOf(answer) });
}

/** REST asks for more than a WebSocket does: whoever may not publish is told why it was possible before. */
async function asPublisher(post) {
  try {
    return await post();
  } catch (error) {
    if (error.status === 401 || error.status === 403) {
      error.frame.message = `Without a WebSocket publishing needs a token with the role "publisher". ${error.message}`;
    }
    throw error;
  }
}

const placeOf = ({ epoch, offset, delivered, duplicate }) =>
  Object.fromEntries(
    Object.entries({ epoch, offset, delivered, duplicate }).filter(([, value]) => value !== undefined),
  );
