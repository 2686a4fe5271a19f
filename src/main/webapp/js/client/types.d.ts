/** What the client is told and tells, frame by frame, as docs/PROTOCOL.md has it. */

/** What JSON can carry. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A place in a room's history. */
export interface Position {
    epoch: string;
    offset: number;
}

/** A user, as presence, `joined` and `left` tell it. */
export interface User {
    id: string;
    name: string;
}

/** Who sent an event, by the server's knowledge. `id` is null when the sender is anonymous. */
export interface Sender {
    id: string | null;
    name: string;
    connection_id?: string;
}

export interface Welcome {
    type: 'welcome';
    connection_id: string;
    user: { id: string | null; name: string } | null;
    authenticated: boolean;
    roles: string[];
    token_ttl?: number;
    heartbeat_interval: number;
    heartbeat_timeout: number;
    max_message_size: number;
    /** What a connection may send and how many rooms it may be in; 0 means no limit. Older servers do not tell. */
    limits?: {
        frames_per_minute?: number;
        frames_burst?: number;
        rooms?: number;
        outbox_frames?: number;
        outbox_bytes?: number;
    };
    endpoint: string;
    /** These three are missing without a WebSocket. */
    node?: string;
    version?: string;
    time?: string;
    /** No WebSocket gets through: rooms are read as Server-Sent Events, and what is sent goes by REST. */
    fallback?: true;
}

/** An event of a room, or without `room` a private message or a broadcast. */
export interface EventFrame<Data = any> {
    type: 'event';
    event: string;
    data: Data;
    room?: string;
    /** Its place in the room's history; absent when it is in none. */
    epoch?: string;
    offset?: number;
    /** Absent when the server itself spoke. */
    from?: Sender;
    time: string;
}

/** A user of a room's list. Who came after the list was asked for has no `connected_at`. */
export interface RoomUser extends User {
    email?: string;
    connected_at?: string;
    connections?: number;
}

/** What a client has done since it was made. */
export interface Metrics {
    /** Frames that went out and that came in. */
    sent: number;
    received: number;
    /** Connections after the first one. */
    reconnects: number;
    /** Errors that the server told, and tokens that could not be fetched. */
    errors: number;
    /** Discontinuities of rooms. */
    gaps: number;
    /** Mean time of the last answers in milliseconds; null before any. */
    latency: number | null;
}

export interface MemberFrame {
    type: 'joined' | 'left';
    room: string;
    user: User;
    members: number;
}

export interface PresenceFrame {
    type: 'presence';
    room?: string;
    users: (User & { email?: string; connected_at: string; connections: number })[];
    count: number;
}

export interface GoodbyeFrame {
    type: 'goodbye';
    reason: string;
    retry_after: number;
}

export interface PublishAck {
    type: 'ack';
    action: 'publish';
    room: string;
    /** Absent when the room keeps no history, or the event was ephemeral. */
    epoch?: string;
    offset?: number;
    delivered?: number;
    /** Whether an earlier attempt had been accepted already. */
    duplicate?: true;
}

export interface Ack {
    type: 'ack';
    action: string;
    room?: string;
    delivered?: number;
    token_ttl?: number;
}

/** Recent events, as a `join` asked for them. */
export interface HistoryEvent {
    type: 'history';
    room: string;
    epoch: string;
    /** In order, none newer than the room's position. */
    events: EventFrame[];
    complete: boolean;
}

export interface HistoryPage {
    epoch: string;
    events: EventFrame[];
    /** Whether nothing more follows in the direction that was asked for. */
    complete: boolean;
}

/**
 * The events after `from` up to `to` are missing. `gap`: they are being fetched and follow. `lost`: they cannot be had
 * any more. `epoch`: the log was begun anew. After the last two the application loads its state again.
 */
export interface Discontinuity {
    type: 'discontinuity';
    room: string;
    reason: 'gap' | 'lost' | 'epoch';
    from: Position;
    /** Null when the room keeps no history any more. */
    to: Position | null;
}

export interface Entered {
    members: number;
    /** Whether we had been in the room before, and are back after a reconnect. */
    again: boolean;
    /** Whether nothing was missed since the room's position. */
    recovered: boolean;
}
