/** Hooks for React 18 and later on a client of `connect()`; null as long as there is none. */
import type { EventFrame, PublishAck, PublishOptions, Ack, Roomcast, RoomUser, State } from './index.js';

export interface RoomOptions<Data = any> {
    /** How many of the newest events are wanted on entering, at most 500; 50 when left out. */
    history?: number;
    /** How many events are kept; 500 when left out. */
    limit?: number;
    /** Which events are wanted. A function that is made anew by each rendering is taken over by each. */
    filter?: (event: EventFrame<Data>) => boolean;
}

export interface RoomState<Data = any> {
    state: 'out' | 'joining' | 'joined';
    members: number;
    /** In order, the newest last. */
    events: readonly EventFrame<Data>[];
    /** Why the room could not be entered, or its history not be read. */
    error: Error | null;
    publish(data: unknown, options?: PublishOptions): Promise<PublishAck>;
}

export interface Notification {
    id: string;
    message: string;
    type: string;
    title?: string;
    link?: string;
    timestamp: string;
    expires?: string;
    read: boolean;
}

export interface Inbox {
    /** Newest first: what was unread at the start, and what has come since. */
    notifications: readonly Notification[];
    unread: number;
    /** `id` is a notification's, or `"all"`. */
    markRead(id: string): Promise<Ack>;
}

export function useConnection(client: Roomcast | null): State;

export function useRoom<Data = any>(client: Roomcast | null, name: string, options?: RoomOptions<Data>): RoomState<Data>;

export function usePresence(client: Roomcast | null, name: string): readonly RoomUser[];

/** The client has to be connected to `ws/notifications`. */
export function useNotifications(client: Roomcast | null): Inbox;
