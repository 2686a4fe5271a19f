/** The JavaScript client of Roomcast. The wire protocol is described in docs/PROTOCOL.md. */

import type {
    Ack,
    Discontinuity,
    Entered,
    EventFrame,
    GoodbyeFrame,
    HistoryEvent,
    HistoryPage,
    MemberFrame,
    Metrics,
    Position,
    PresenceFrame,
    PublishAck,
    RoomUser,
    Welcome,
} from './types.js';

export * from './types.js';

export type State = 'connecting' | 'open' | 'waiting' | 'closed';

export interface StateChange {
    state: State;
    /** Milliseconds until the next attempt, when `waiting`. */
    delay?: number;
    closeCode?: number | null;
    reason?: string;
}

export type ErrorCode =
    | 'bad_frame'
    | 'unknown_type'
    | 'too_large'
    | 'bad_room'
    | 'not_joined'
    | 'unauthenticated'
    | 'forbidden'
    | 'room_full'
    | 'too_many_rooms'
    | 'rate_limited'
    | 'not_found'
    | 'token_expired'
    | 'unavailable'
    | 'internal'
    | 'timeout'
    | 'not_connected'
    | 'connection_lost'
    | 'buffer_full'
    | 'history_lost'
    | 'listener'
    | 'unsupported'
    | 'closed';

export class RoomcastError extends Error {
    constructor(
        code: ErrorCode,
        message: string,
        details?: { temporary?: boolean; retryAfter?: number | null; closeCode?: number | null; cause?: unknown },
    );
    readonly name: 'RoomcastError';
    readonly code: ErrorCode | (string & {});
    /** Whether repeating the same can succeed. */
    readonly temporary: boolean;
    /** Seconds to wait before that, when the server said so. */
    readonly retryAfter: number | null;
    /** The close code, when this error is the end of a connection. */
    readonly closeCode: number | null;
}

export type Listener<Value> = (value: Value) => unknown;

/** Named listeners. `Events` maps a name to what its listeners are called with. */
export interface Listening<Events> {
    on(name: `error:${ErrorCode}`, listener: Listener<RoomcastError>): () => void;
    once(name: `error:${ErrorCode}`, listener: Listener<RoomcastError>): () => void;
    off(name: `error:${ErrorCode}`, listener: Listener<RoomcastError>): void;
    /** Returns a function that takes the listener off again. */
    on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void;
    on<Data = any>(name: `event:${string}`, listener: Listener<EventFrame<Data>>): () => void;
    once<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void;
    once<Data = any>(name: `event:${string}`, listener: Listener<EventFrame<Data>>): () => void;
    off<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): void;
    off<Data = any>(name: `event:${string}`, listener: Listener<EventFrame<Data>>): void;
    /** Whether anybody listens. */
    hears(name: string): boolean;
}

export interface RoomEvents {
    entered: Entered;
    event: EventFrame;
    history: HistoryEvent;
    joined: MemberFrame;
    left: MemberFrame;
    /** Who is in the room, whenever that has changed. The list is kept from the first listener on. */
    users: readonly RoomUser[];
    discontinuity: Discontinuity;
    /** The room could not be entered again after a reconnect, or a newer token does not open it. */
    lost: RoomcastError;
}

export interface ClientEvents {
    state: StateChange;
    welcome: Welcome;
    /** Every frame of the server, as it came. */
    frame: { type: string; [field: string]: any };
    event: EventFrame;
    history: HistoryEvent;
    joined: MemberFrame;
    left: MemberFrame;
    presence: PresenceFrame;
    discontinuity: Discontinuity;
    goodbye: GoodbyeFrame;
    /** Errors that answer no request, and listeners that threw. `error:<code>` are those of one kind. */
    error: Error;
}

export interface PublishOptions {
    /** `message` when left out. */
    event?: string;
    /** False: not back to this connection. */
    echo?: boolean;
    /** Worth nothing later: not kept in the history, and not sent later either. */
    ephemeral?: boolean;
    /** By which the server knows a repetition; made when left out. */
    key?: string;
}

export interface JoinOptions {
    /** How many recent events are wanted, at most 500, unless nothing was missed since the room's position. */
    history?: number;
}

export interface HistoryQuery {
    /** Only events older than this offset. */
    before?: number;
    /** Only events newer than this offset; not together with `before`. */
    since?: number;
    /** At most 500. */
    limit?: number;
}

export interface Room extends Listening<RoomEvents> {
    readonly name: string;
    readonly state: 'out' | 'joining' | 'joined';
    readonly members: number;
    /** Who is in the room, as long as somebody listens for `users`. A change makes a new list. */
    readonly users: readonly RoomUser[];
    /** The last event that was delivered; null without history. */
    readonly position: Position | null;
    join(options?: JoinOptions): Promise<Room>;
    leave(): Promise<void>;
    publish(data: unknown, options?: PublishOptions): Promise<PublishAck>;
    presence(): Promise<PresenceFrame>;
    history(query?: HistoryQuery): Promise<HistoryPage>;
    /** Page after page, each older than the one before and in itself in order. */
    pages(query?: { before?: number; limit?: number }): AsyncGenerator<EventFrame[], void, undefined>;
}

export interface Options {
    /** A JSON Web Token, or a function that brings a fresh one for each connection. */
    token?: string | null | (() => string | null | Promise<string | null>);
    /** Another name for `token`. */
    getToken?: () => string | null | Promise<string | null>;
    /** The display name of an anonymous connection. */
    user?: string | null;
    /** Whether the server may put several frames into one message; true when left out. */
    batch?: boolean;
    /** The application's address; the folder that this library came from, or the page, when left out. */
    base?: string | URL;
    /** Milliseconds; 10,000 when left out. */
    requestTimeout?: number;
    /** Milliseconds; 1,000 and 30,000 when left out. */
    backoff?: { base?: number; ceiling?: number };
    /** What `positions()` gave: rooms that are joined go on from there. */
    positions?: Record<string, Position>;
    /** What may wait for a connection: how many publications, how many bytes, for how many milliseconds. */
    buffer?: { count?: number; bytes?: number; age?: number };
    /**
     * What to do where no WebSocket gets through: after that many openings in a row (3) that came to nothing, rooms are
     * read as Server-Sent Events, at most `rooms` (4), and a WebSocket is tried again every `retry` milliseconds (60,000).
     * False: go on trying WebSockets.
     */
    fallback?: false | { after?: number; retry?: number; rooms?: number };
    /** In place of the browser's own; the `ws` package's will do. */
    WebSocket?: new (url: string, protocols: string[]) => any;
    /** In place of the browser's own, for the fallback. */
    fetch?: (url: string, request: any) => Promise<any>;
    setTimeout?: (task: () => void, milliseconds: number) => any;
    clearTimeout?: (timer: any) => void;
    /** Milliseconds that never go backwards. */
    now?: () => number;
    /** Milliseconds that go on while the computer sleeps. */
    date?: () => number;
    random?: () => number;
    uuid?: () => string;
    /** Calls `wake` when a page comes back to life; returns a function that ends this. */
    wakeUps?: (wake: () => void) => () => void;
    /** Is told what listeners throw when nobody listens for `error`. */
    report?: (error: unknown) => void;
}

/** Whom a private message is for. */
export type Recipient = { connection: string } | { user: string } | { users: string[] };

export class Roomcast implements Listening<ClientEvents> {
    constructor(address: string, options?: Options);
    on: Listening<ClientEvents>['on'];
    once: Listening<ClientEvents>['once'];
    off: Listening<ClientEvents>['off'];
    hears: Listening<ClientEvents>['hears'];
    readonly state: State;
    readonly readyState: 0 | 1 | 3;
    readonly welcome: Welcome | null;
    readonly metrics: Metrics;
    /** The rooms that we are in. */
    readonly rooms: Room[];
    /** How far each room has been processed; can be kept as JSON. */
    positions(): Record<string, Position>;
    room(name: string): Room;
    join(name: string, options?: JoinOptions): Promise<Room>;
    leave(name: string): Promise<void>;
    subscribe(name: string, options?: JoinOptions): Promise<Room>;
    unsubscribe(name: string): Promise<void>;
    publish(room: string, data: unknown, options?: PublishOptions): Promise<PublishAck>;
    send(to: Recipient, data: unknown, options?: { event?: string }): Promise<Ack>;
    broadcast(data: unknown, options?: { event?: string; room?: string }): Promise<Ack>;
    presence(room?: string): Promise<PresenceFrame>;
    markRead(notification: string): Promise<Ack>;
    disconnectUser(user: string, reason?: string): Promise<Ack>;
    disconnectConnection(connection: string, reason?: string): Promise<Ack>;
    authenticate(token: string): Promise<Ack>;
    /** Tries again now, also after the end of the connection. */
    reconnect(): void;
    close(): void;
    disconnect(): void;
}

/** Connects to an endpoint such as `ws/chat`, and stays connected until `close()`. */
export function connect(address: string, options?: Options): Roomcast;
