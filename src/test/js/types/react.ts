// Compiled, never run: what a React application writes has to fit the declarations.
import { connect } from '../../../main/webapp/js/client/index.js';
import { useConnection, useNotifications, usePresence, useRoom } from '../../../main/webapp/js/client/react.js';

interface Message {
    text: string;
}

const client = connect('ws/chat');

export function Lobby(): string[] {
    const { state, members, events, error, publish } = useRoom<Message>(client, 'lobby', {
        history: 20,
        filter: ({ event }) => event === 'message',
    });
    const names = usePresence(client, 'lobby').map(({ name }) => name);
    const { notifications, unread, markRead } = useNotifications(null);
    const connection = useConnection(client);
    publish({ text: 'Hello' }, { echo: false }).then(({ offset }) => offset);
    if (unread > 0) markRead(notifications[0]!.id);
    const texts = events.map(({ data }) => data.text);
    return [state, members.toFixed(), error?.message ?? '', connection, ...names, ...texts];
}

// @ts-expect-error a room has a name
useRoom(client);
// @ts-expect-error no such option
useRoom(client, 'lobby', { histroy: 3 });
