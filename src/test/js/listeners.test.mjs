import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RoomcastError } from '../../main/webapp/js/client/roomcast.js';
import { acknowledge, logged, settled, startIn, startOpen } from './fakes.mjs';

const fail = () => {
  throw new Error('a listener');
};

test('a listener that throws is an error of the client, and the others hear everything', async () => {
  const { client, room, socket, heard, reported } = await startIn();
  const errors = [];
  client.on('error', (error) => errors.push(error));
  room.on('event', fail);
  client.on('event:message', async () => fail());
  socket.receive(logged(11), logged(12));
  await settled();
  assert.deepEqual(heard, [11, 12]);
  assert.equal(errors.length, 4);
  assert.ok(errors.every((error) => error instanceof RoomcastError && error.code === 'listener'));
  assert.equal(errors[0].cause.message, 'a listener');
  assert.deepEqual(reported, []);
});

test('a listener of errors that throws itself is reported, not told', async () => {
  const { client, socket, reported } = await startOpen();
  client.on('error', fail);
  client.on('error', async () => fail());
  client.on('event', fail);
  socket.receive({ type: 'event', event: 'message', data: 1 });
  await settled();
  assert.deepEqual(
    reported.map(({ message }) => message),
    ['a listener', 'a listener'],
  );
});

test('where nobody listens for errors they are reported as they are', async () => {
  const { client, socket, reported } = await startOpen();
  client.on('event', fail);
  socket.receive({ type: 'event', event: 'message', data: 1 });
  assert.deepEqual(
    reported.map(({ message }) => message),
    ['a listener'],
  );
});

test('the names of other libraries mean the same', async () => {
  const { client, socket } = await startOpen();
  assert.equal(client.readyState, 1);
  client.subscribe('lobby', { history: 5 });
  await settled();
  assert.deepEqual(socket.sent, [{ type: 'join', id: 1, room: 'lobby', history: 5 }]);
  socket.receive({ type: 'ack', id: 1, action: 'join', room: 'lobby' });
  const leaving = client.unsubscribe('lobby');
  await settled();
  assert.equal(socket.sent.at(-1).type, 'leave');
  acknowledge(socket);
  await leaving;
  client.disconnect();
  assert.equal(client.readyState, 3);
  client.reconnect();
  assert.equal(client.readyState, 0);
  client.close();
});
