// What the snippets of the documents take for granted.
declare const client: import('../../../main/webapp/js/client/index.js').Roomcast;
declare const lobby: import('../../../main/webapp/js/client/index.js').Room;
declare const connect: typeof import('../../../main/webapp/js/client/index.js').connect;
declare const RoomcastError: typeof import('../../../main/webapp/js/client/index.js').RoomcastError;
declare const process: { env: Record<string, string> };
declare module 'ws' {
    export const WebSocket: new (url: string, protocols: string[]) => any;
}
