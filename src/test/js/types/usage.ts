// Compiled, never run: what an application writes has to fit the declarations.
import { connect, Roomcast, RoomcastError } from '../../../main/webapp/js/client/index.js';
import type { Discontinuity, EventFrame, HistoryPage, Position, Room } from '../../../main/webapp/js/client/index.js';

interface Message {
    text: string;
}

const kept: Record<string, Position> = JSON.parse('{}');
const client: Roomcast = connect('ws/chat', {
    token: async () => 'a.b.c',
    positions: kept,
    buffer: { count: 10 },
    WebSocket,
    fallback: { after: 2 },
});

const room: Room = client.room('lobby');
const stop: () => void = room.on('event:message', ({ data, from }: EventFrame<Message>) => [data.text, from?.name]);
room.on<Message>('event:message', ({ data }) => data.text.length);
room.on('entered', ({ members, again, recovered }) => [members.toFixed(), again || recovered]);
room.on('discontinuity', (what: Discontinuity) => [what.reason === 'lost', what.to?.offset]);
room.once('lost', (error) => error.retryAfter ?? 0);
client.on('state', ({ state, delay }) => state === 'waiting' && delay);
client.on('error', (error) => error instanceof RoomcastError && error.code === 'listener');
client.on('error:rate_limited', ({ retryAfter }) => retryAfter?.toFixed());
room.on('users', (users) => users.map(({ id, name, connected_at }) => [id, name, connected_at]));
client.off('welcome', ({ connection_id }) => connection_id);

export async function use(): Promise<void> {
    await room.join({ history: 50 });
    const { offset, duplicate } = await room.publish({ text: 'Hello' }, { echo: false, key: 'order-4711' });
    const page: HistoryPage = await room.history({ before: offset, limit: 50 });
    for await (const events of room.pages({ before: page.events[0]?.offset })) events.map(({ data }) => data);
    const { users } = await client.presence('lobby');
    await client.send({ users: users.map(({ id }) => id) }, null);
    await client.markRead('all');
    sessionStorage.setItem('positions', JSON.stringify(client.positions()));
    stop();
    console.log(duplicate, room.position?.epoch, client.readyState === 1);
}

// @ts-expect-error an address is needed
connect();
// @ts-expect-error no such option
connect('ws/chat', { tokens: '' });
// @ts-expect-error no such event
room.on('entred', () => {});
// @ts-expect-error a listener of `entered` is told no text
room.on('entered', (text: string) => text);
// @ts-expect-error no such code
client.on('error:rate_limted', () => {});
// @ts-expect-error the list cannot be changed
room.users.push({ id: 'ada', name: 'Ada' });
// @ts-expect-error read only
client.state = 'open';
// @ts-expect-error exactly one of them
client.send({ nobody: true }, 1);
// @ts-expect-error a number
room.history({ before: '7' });
// @ts-expect-error no such code
client.on('error', (error) => error instanceof RoomcastError && error.closeCode === 'oops');
