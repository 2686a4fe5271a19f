/**
 * The client against a real server, which whoever starts this kills and starts again at each line `kill` of the output.
 * Ends by itself; the exit code is 0 when nothing was lost, doubled or out of order. Run by JavaScriptClientIT.
 */
import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import { tool } from '../tools.mjs';
import { check } from './check.mjs';
import { Person } from './people.mjs';
import { Proxy } from './proxy.mjs';

const [port, secret, kills] = [Number(process.argv[2]), process.argv[3], Number(process.argv[4])];
const EACH = 200;
const ROOMS = ['a', 'b'];
const PATIENCE_MS = 90_000;

const ws = tool('ws');
const sockets = ws ? { WebSocket: ws.WebSocket } : {};
assert.ok(ws ?? globalThis.WebSocket, 'neither the package ws nor a WebSocket of Node itself is there');

const lines = createInterface({ input: process.stdin });
const heardFromStarter = () => new Promise((resolve) => lines.once('line', resolve));

async function until(what, condition) {
  for (const end = Date.now() + PATIENCE_MS; !condition();) {
    if (Date.now() > end) throw new Error(`In vain: ${what}\n${people.map(describe).join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function describe({ name, client, acked, heard, closeCodes, failures, renewals }) {
  const events = [...heard.values()].map(({ length }) => length);
  const end = `closed with ${[...new Set(closeCodes)]}, renewed ${renewals} times, failures: ${failures}`;
  return `${name}: ${client.state}, ${JSON.stringify(client.metrics)}, acked ${acked.length}, heard ${events}, ${end}`;
}

const shaky = await Proxy.to(port);
const narrow = await Proxy.to(port);
narrow.refusesWebSockets = true;

const fallback = { after: 1, retry: 2000 };
const publishers = [
  new Person('pia', { port, secret, slim: true, ...sockets }),
  // Warned 30 s before the end: renews on the open connection.
  new Person('rex', { port: shaky.port, secret, seconds: 33 }),
  new Person('tom', { port: narrow.port, secret, slim: true, fallback, ...sockets }),
];
const readers = [
  new Person('ann', { port, secret }),
  new Person('ben', { port: shaky.port, secret, slim: true, ...sockets }),
  // Ends before it is renewed, again and again.
  new Person('cat', { port, secret, seconds: 4, ...sockets }),
  new Person('dan', { port: narrow.port, secret, fallback }),
];
const people = [...publishers, ...readers];
const [pia, rex, tom] = publishers;
const [ann, , cat, dan] = readers;
const acked = () => publishers.reduce((sum, person) => sum + person.acked.length, 0);

await Promise.all(readers.map((person) => person.enter(...ROOMS)));
await Promise.all(publishers.map((person) => person.enter(...ROOMS)));
assert.ok(tom.client.welcome.fallback && dan.client.welcome.fallback, 'the fallback is at work');
const eve = new Person('eve', { port: narrow.port, secret, slim: true, roles: [], fallback, ...sockets });
await eve.enter('a');
assert.ok(eve.client.welcome.fallback && !eve.client.welcome.roles.includes('publisher'), 'eve may only read');
await assert.rejects(
  () => eve.client.publish('a', 'no'),
  ({ code, message }) => code === 'forbidden' && message.startsWith('Without a WebSocket publishing needs a token'),
);
eve.client.close();
for (const person of publishers) person.publishTo(ROOMS, person === tom ? 2 : 5);

for (let kill = 1; kill <= kills; kill += 1) {
  const from = acked();
  await until('events are acknowledged', () => acked() >= from + EACH);
  await until('everybody is there', () => people.every(({ client }) => client.state === 'open'));
  shaky.cut();
  await until('events are acknowledged after a cut', () => acked() >= from + 2 * EACH);
  if (kill % 2 === 1) shaky.freeze();
  console.log('kill');
  await heardFromStarter();
}
const before = tom.acked.length;
await until('tom publishes after the last kill', () => tom.acked.length > before);
await until('the token of cat ends', () => cat.closeCodes.includes(4203));
await until('rex renews its token on an open connection', () => rex.renewals > 0);
narrow.refusesWebSockets = false;
await until('a WebSocket takes the place of the fallback', () =>
  [tom, dan].every(({ client }) => client.state === 'open' && !client.welcome.fallback),
);
const last = acked();
await until('it goes on', () => acked() >= last + EACH);

for (const person of publishers) person.stop();
await until('all is acknowledged', () => publishers.every((person) => person.isIdle));
const tops = ROOMS.map(
  (room) => publishers.flatMap((person) => person.acked).filter((ack) => ack.room === room).length,
);
await until('all is heard', () =>
  readers.every(({ heard }) => ROOMS.every((room, at) => heard.get(room).length >= tops[at])),
);
const total = check(publishers, readers);
for (const person of people) console.log(describe(person));
for (const { name, client } of [pia, ann])
  assert.ok(client.metrics.reconnects >= kills, `${name} was there at each kill`);
for (const { client } of people) client.close();
shaky.close();
narrow.close();
lines.close();
console.log(`${total} events, none lost, none twice, all in order`);
process.exit(0);
