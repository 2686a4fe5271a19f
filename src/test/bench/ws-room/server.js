import { createServer } from "node:http";
import { WebSocketServer, WebSocket } from "ws";

const HOST = "127.0.0.1";
const port = Number(process.argv[2] ?? 0);
const rooms = new Map();

function enter(path, socket) {
  const room = rooms.get(path) ?? new Set();
  rooms.set(path, room.add(socket));
  return room;
}

function leave(path, room, socket) {
  room.delete(socket);
  if (room.size === 0) {
    rooms.delete(path);
  }
}

// The received Buffer goes out as it is: a string would be encoded again for every member.
function broadcast(room, data, binary) {
  for (const member of room) {
    if (member.readyState === WebSocket.OPEN) {
      member.send(data, { binary });
    }
  }
}

const server = createServer((request, response) => response.writeHead(426).end());
// A thousand members may knock at once; with a short backlog some would be kept waiting for a second.
const BACKLOG = 4096;

new WebSocketServer({ server, perMessageDeflate: false }).on("connection", (socket, request) => {
  const room = enter(request.url, socket);
  socket.on("message", (data, binary) => broadcast(room, data, binary));
  socket.on("close", () => leave(request.url, room, socket));
  socket.on("error", (problem) => console.error(`${request.url}: ${problem.message}`));
});

server.listen(port, HOST, BACKLOG, () => {
  console.log(`ws-room is listening on http://${HOST}:${server.address().port}/`);
});
