import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calm, FakeHttp, problem, startBlocked, startFallback, startFallbackIn, TOKEN } from './fake-http.mjs';
import { logged, settled, start, WELCOME } from './fakes.mjs';

const last = ({ http }) => http.requests.at(-1);

test('after three openings that came to nothing the client goes on by HTTP', async () => {
  const http = new FakeHttp();
  const started = await start({ fetch: http.fetch, fallback: undefined });
  for (let opening = 0; opening < 3; opening += 1) {
    assert.equal(http.requests.length, 0);
    started.socket.drop(1006);
    await started.clock.advance(8000);
  }
  await calm();
  assert.equal(started.sockets.length, 4, 'one more, now that the server is known to be there');
  started.socket.drop(1006);
  await calm();
  assert.equal(started.client.state, 'open');
  assert.deepEqual(started.client.welcome.user, null);
  assert.equal(started.client.welcome.fallback, true);
});

for (const [what, address, code, fallback] of [
  ['a close that the server itself sends is no reason for the fallback', 'ws/chat', 4100, { after: 1 }],
  ['an endpoint without rooms has no fallback', 'ws/notifications', 1006, { after: 1 }],
  ['there is no fallback for who wants none', 'ws/chat', 1006, false],
])
  test(what, async () => {
    const http = new FakeHttp();
    const started = await start({ fetch: http.fetch, fallback }, address);
    for (let opening = 1; opening <= 4; opening += 1) {
      assert.equal(started.sockets.length, opening);
      started.socket.drop(code);
      await started.clock.advance(8000);
    }
    await calm();
    assert.deepEqual(http.requests, []);
  });

test('who the token says we are is told', async () => {
  const { client, http } = await startFallback();
  assert.deepEqual(client.welcome.user, { id: 'ada', name: 'Äda' });
  assert.deepEqual(client.welcome.roles, ['publisher']);
  assert.equal(http.requests[0].headers.Authorization, `Bearer ${TOKEN}`);
});

test('a WebSocket that opens once the server answers is taken at once', async () => {
  const started = await startBlocked();
  started.socket.receive(WELCOME);
  await calm();
  assert.equal(started.client.state, 'open');
  assert.equal(started.client.welcome.connection_id, 'c-1');
  assert.equal(started.client.welcome.fallback, undefined);
});

test('a room is read from its stream of events', async () => {
  const started = await startFallbackIn();
  await started.joining;
  started.stream.say(logged(11), logged(12));
  await calm();
  started.stream.raw(': ping\n\n');
  started.stream.raw(`data: ${JSON.stringify(logged(13))}`);
  await calm();
  started.stream.raw('\n\n');
  await calm();
  assert.deepEqual(started.heard, [11, 12, 13]);
  assert.deepEqual(started.room.position, { epoch: 'e1', offset: 13 });
});

test('text that is cut in the midst of a character is read whole', async () => {
  const started = await startFallbackIn();
  const bytes = new TextEncoder().encode(`data: ${JSON.stringify(logged(11, { data: 'Grüße' }))}\n\n`);
  const cut = bytes.indexOf(0xc3) + 1;
  for (const part of [bytes.slice(0, cut), bytes.slice(cut)]) {
    started.stream.bytes(part);
    await calm();
  }
  assert.deepEqual(started.heard, ['Grüße']);
});

test('the end of a stream is the end of the connection: the next one resumes', async () => {
  const started = await startFallbackIn();
  started.stream.say(logged(11));
  await calm();
  started.stream.end();
  await calm();
  assert.equal(started.client.state, 'waiting');
  await started.clock.advance(1000);
  await calm();
  started.socket.drop(1006);
  await calm();
  const stream = started.http.streams.at(-1);
  assert.equal(stream.request.headers['Last-Event-ID'], 'e1:11');
  stream.say({ type: 'ack', action: 'join', room: 'lobby', epoch: 'e1', offset: 12, recovered: true }, logged(12));
  await calm();
  assert.deepEqual(started.heard, [11, 12]);
});

test('recent events come before newer ones', async () => {
  const started = await startFallback();
  const heard = [];
  let answer;
  started.http.answers['rooms/lobby/messages'] = () => new Promise((resolve) => (answer = resolve));
  const room = started.client.room('lobby');
  room.on('history', ({ events }) => heard.push(...events.map(({ offset }) => `past ${offset}`)));
  room.on('event', ({ offset }) => heard.push(offset));
  room.join({ history: 2 });
  await calm();
  const [stream] = started.http.streams;
  stream.say({ type: 'ack', action: 'join', room: 'lobby', epoch: 'e1', offset: 10 }, logged(11));
  await calm();
  assert.equal(last(started).query, 'before=11&limit=2');
  answer(Response.json({ room: 'lobby', epoch: 'e1', events: [logged(9), logged(10)], complete: false }));
  await calm();
  assert.deepEqual(heard, ['past 9', 'past 10', 11]);
});

test('a publication goes by REST, with its key', async () => {
  const started = await startFallbackIn();
  started.http.answers['rooms/lobby/messages'] = { status: 'sent', delivered: 2, epoch: 'e1', offset: 11 };
  const ack = await started.room.publish({ text: 'Hi' }, { event: 'note' });
  assert.equal(ack.offset, 11);
  const { method, headers, body } = last(started);
  assert.deepEqual(
    [method, headers['Idempotency-Key'], body],
    ['POST', 'key-2', { event: 'note', data: { text: 'Hi' } }],
  );
});

test('what is published without an echo does not come back, whichever is faster', async () => {
  const started = await startFallbackIn();
  for (const [offset, isEventFirst] of [
    [11, true],
    [12, false],
  ]) {
    let answer;
    started.http.answers['rooms/lobby/messages'] = () => new Promise((resolve) => (answer = resolve));
    const publishing = started.room.publish('mine', { echo: false });
    await calm();
    if (isEventFirst) started.stream.say(logged(offset, { data: 'mine', from: { id: 'ada', name: 'Ada' } }));
    await calm();
    answer(Response.json({ epoch: 'e1', offset }, { status: 202 }));
    await publishing;
    await calm();
    if (!isEventFirst) started.stream.say(logged(offset, { data: 'mine', from: { id: 'ada', name: 'Ada' } }));
    await calm();
  }
  started.stream.say(logged(13));
  await calm();
  assert.deepEqual(started.heard, [13]);
});

test('a refusal is the error of that request', async () => {
  const started = await startFallbackIn();
  started.http.answers['rooms/lobby/messages'] = () => problem(403, { code: 'forbidden', detail: 'Not you' });
  await assert.rejects(started.room.publish(1), ({ code, message }) => code === 'forbidden' && /Not you$/.test(message));
  assert.equal(started.client.state, 'open');
});

test('whoever may publish by a WebSocket only is told what is missing', async () => {
  const started = await startFallbackIn();
  const detail = 'This needs the role publisher';
  const whole = `Without a WebSocket publishing needs a token with the role "publisher". ${detail}`;
  started.http.answers.messages = () => problem(403, { code: 'forbidden', detail });
  started.http.answers['rooms/lobby/messages'] = () => problem(403, { code: 'forbidden', detail });
  for (const ask of [
    () => started.room.publish(1),
    () => started.client.send({ user: 'bob' }, 1),
    () => started.client.broadcast(1),
  ]) {
    await assert.rejects(ask(), ({ code, message, temporary }) => {
      assert.deepEqual([code, message, temporary], ['forbidden', whole, false]);
      return true;
    });
  }
  assert.equal(started.client.state, 'open');
});

test('what the server cannot take now goes again, with the same key', async () => {
  const started = await startFallbackIn();
  const answers = [
    () => problem(503, { code: 'unavailable' }, { 'Retry-After': '2' }),
    () => problem(409),
    () => Response.json({ epoch: 'e1', offset: 11, duplicate: true }),
  ];
  started.http.answers['rooms/lobby/messages'] = () => answers.shift()();
  const publishing = started.room.publish(1);
  await calm();
  await started.clock.advance(2000);
  await calm();
  await started.clock.advance(1000);
  await calm();
  assert.equal((await publishing).duplicate, true);
  const keys = started.http.requests
    .filter(({ method }) => method === 'POST')
    .map(({ headers }) => headers['Idempotency-Key']);
  assert.equal(keys.length, 3);
  assert.equal(new Set(keys).size, 1);
});

test('a publication whose answer never came goes again on the next connection', async () => {
  const started = await startFallbackIn();
  started.http.answers['rooms/lobby/messages'] = () => Promise.reject(new TypeError('fetch failed'));
  const publishing = started.room.publish(1);
  await calm();
  assert.equal(started.client.state, 'waiting');
  await started.clock.advance(1000);
  await calm();
  started.socket.receive(WELCOME);
  await settled();
  started.socket.receive({
    type: 'ack',
    id: started.socket.sent[0].id,
    action: 'join',
    epoch: 'e1',
    offset: 10,
    recovered: true,
  });
  const { id, type, key } = started.socket.sent.at(-1);
  assert.deepEqual([type, key], ['publish', 'key-2']);
  started.socket.receive({ type: 'ack', id, action: 'publish', epoch: 'e1', offset: 11 });
  assert.equal((await publishing).offset, 11);
});

test('a WebSocket is tried now and then, and takes over without a loss', async () => {
  const started = await startFallbackIn({ fallback: { retry: 10_000 } });
  const { sockets } = started;
  await started.clock.advance(9_999);
  assert.equal(sockets.length, 2);
  await started.clock.advance(1);
  started.sockets[2].drop(1006);
  await calm();
  assert.equal(started.client.state, 'open', 'a try that fails disturbs nobody');
  await started.clock.advance(10_000);
  const states = [];
  started.client.on('state', ({ state }) => states.push(state));
  started.socket.receive({ ...WELCOME, connection_id: 'c-4' });
  await calm();
  assert.deepEqual(states, ['connecting', 'open']);
  assert.equal(started.stream.isOpen, false);
  assert.deepEqual(
    started.socket.sent.map(({ type, since }) => [type, since?.offset]),
    [['join', 10]],
  );
  started.socket.drop(4004);
  assert.equal(started.client.state, 'closed');
});

test('a try that hangs is given up, and the next one is made', async () => {
  const started = await startFallbackIn({ fallback: { retry: 10_000 } });
  await started.clock.advance(15_000);
  assert.ok(started.sockets[2].closedWith);
  await calm();
  await started.clock.advance(10_000);
  assert.equal(started.sockets.length, 4);
});

test('while the server is away WebSocket and fallback are tried in turn', async () => {
  const http = new FakeHttp();
  http.isAway = true;
  const started = await start({ fetch: http.fetch, fallback: { after: 1 }, backoff: { ceiling: 1000 } });
  for (let round = 1; round <= 3; round += 1) {
    assert.equal(started.sockets.length, round);
    started.socket.drop(1006);
    await started.clock.advance(500);
    await calm();
    assert.equal(http.requests.length, round);
    await started.clock.advance(500);
  }
});

test('a token that has ended is fetched anew; one that is refused ends the client', async () => {
  const tokens = [TOKEN, TOKEN, 'new.e30.x', 'new.e30.x'];
  const started = await startBlocked({ token: () => tokens.shift() ?? 'new.e30.x' });
  started.http.answers['rooms/lobby/events'] = () => problem(401, { code: 'token_expired' });
  started.socket.drop(1006);
  await calm();
  started.client.join('lobby').catch(() => {});
  await calm();
  assert.equal(started.client.state, 'waiting');
  await started.clock.advance(1000);
  await calm();
  assert.equal(last(started).headers.Authorization, 'Bearer new.e30.x');
  started.http.answers['rooms/lobby/events'] = () => problem(401, { code: 'unauthenticated' });
  started.socket.drop(1006);
  await calm();
  assert.equal(started.client.state, 'closed');
});

test('where nobody unknown is let in the client stays away', async () => {
  const http = new FakeHttp();
  http.answers['rooms/-/messages'] = () => problem(401, { code: 'unauthenticated', detail: 'A token is needed' });
  const started = await start({ fetch: http.fetch, fallback: { after: 1 } });
  const errors = [];
  started.client.on('error:unauthenticated', ({ message }) => errors.push(message));
  started.socket.drop(1006);
  await started.clock.advance(1000);
  await calm();
  assert.deepEqual(errors, ['A token is needed']);
  assert.equal(started.client.state, 'closed');
});

test('who is ended by an administrator stays away, and who was too much comes back later', async () => {
  const started = await startFallbackIn({});
  started.stream.raw('event: close\ndata: {"type":"close","code":4101,"reason":"too many frames"}\n\n');
  await calm();
  assert.equal(started.client.state, 'waiting');
  const ended = await startFallbackIn({});
  const ends = [];
  ended.client.on('state', ({ state, closeCode }) => state === 'closed' && ends.push(closeCode));
  ended.stream.raw('event: close\ndata: {"type":"close","code":4004,"reason":"ended by an administrator"}\n\n');
  await calm();
  assert.equal(ended.client.state, 'closed');
  assert.deepEqual(ends, [4004]);
});

test('a stream that falls silent is taken for dead', async () => {
  const started = await startFallbackIn({ fallback: { retry: 10_000_000 } });
  for (let round = 0; round < 5; round += 1) {
    await started.clock.advance(20_000);
    await calm();
    if (round < 2) started.stream.raw(': ping\n\n');
    await calm();
  }
  assert.notEqual(started.client.state, 'open');
});

test('the address of a room enters it', async () => {
  const started = await startFallback({}, 'ws/chat/lobby');
  const [stream] = started.http.streams;
  assert.equal(stream.request.path, 'rooms/lobby/events');
  stream.say({ type: 'ack', action: 'join', room: 'lobby', epoch: 'e1', offset: 0, members: 1 });
  await calm();
  assert.deepEqual(
    started.client.rooms.map(({ name }) => name),
    ['lobby'],
  );
});

test('a room that is left is read no more, and there are at most four', async () => {
  const started = await startFallback();
  const names = ['a', 'b', 'c', 'd'];
  const joining = names.map((name) => started.client.join(name));
  await calm();
  for (const [at, stream] of started.http.streams.entries())
    stream.say({ type: 'ack', action: 'join', room: names[at], epoch: 'e1', offset: 0 });
  await Promise.all(joining);
  await assert.rejects(started.client.join('e'), ({ code }) => code === 'too_many_rooms');
  await started.client.leave('a');
  assert.equal(started.http.streams[0].isOpen, false);
  started.client.join('e').catch(() => {});
  await calm();
  assert.equal(last(started).path, 'rooms/e/events');
});

test('what REST can do is done by REST, the rest is unsupported', async () => {
  const started = await startFallbackIn();
  const { client, http, room } = started;
  http.answers.users = { users: [{ id: 'ada', name: 'Ada' }], count: 1 };
  http.answers.messages = { status: 'sent', delivered: 3 };
  http.answers['rooms/lobby/messages'] = { room: 'lobby', epoch: 'e1', events: [logged(3)], complete: true };
  assert.equal((await client.presence()).count, 1);
  assert.equal((await client.send({ user: 'bob' }, 1)).delivered, 3);
  assert.deepEqual(last(started).body, { to: { user: 'bob' }, data: 1 });
  assert.equal((await client.broadcast('all')).delivered, 3);
  assert.equal((await room.history({ before: 4, limit: 1 })).events[0].offset, 3);
  assert.equal(last(started).query, 'before=4&limit=1');
  await client.authenticate('b.e30.x');
  await client.presence();
  assert.equal(last(started).headers.Authorization, 'Bearer b.e30.x');
  for (const refused of [
    () => room.publish(1, { ephemeral: true }),
    () => room.presence(),
    () => client.markRead('all'),
    () => client.disconnectUser('bob'),
  ])
    await assert.rejects(refused, ({ code }) => code === 'unsupported');
});

test('closing ends streams and tries', async () => {
  const started = await startFallbackIn();
  started.client.close();
  await calm();
  assert.equal(started.stream.isOpen, false);
  assert.equal(started.clock.pending, 0);
  assert.deepEqual(started.reported, []);
});
