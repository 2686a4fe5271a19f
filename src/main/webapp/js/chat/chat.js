import { displayName, keepRooms, rooms as keptRooms } from '../shared/session.js';
import { ChatRoom } from './chat-room.js';
import { Conversations } from './conversations.js';
import { entryOf } from './inbound.js';
import { Outgoing } from './outgoing.js';
import { self } from './people.js';

const FIRST_ROOM = 'lobby';

/** What this page does with its connection: enters and leaves rooms, sends, and sorts what comes into conversations. */
export class Chat {
  conversations = new Conversations();
  #client;
  #wanted;

  constructor(client, { firstRoom } = {}) {
    this.#client = client;
    this.#wanted = [...new Set([firstRoom, ...keptRooms()])].filter(Boolean);
    if (this.#wanted.length === 0) this.#wanted = [FIRST_ROOM];
    client.on('welcome', () => this.#enterWanted());
    client.on('event', (frame) => frame.room === undefined && this.#privately(frame));
  }

  get me() {
    const { welcome } = this.#client;
    return welcome ? self(welcome) : { key: null, name: displayName() };
  }

  /** Enters the room and opens it, unless it was left before the server had answered. */
  async enter(name) {
    const chatRoom = this.#chatRoom(name);
    try {
      await chatRoom.join();
    } catch (error) {
      if (!this.#wanted.includes(name)) this.#drop(chatRoom.conversation);
      throw error;
    }
    if (chatRoom.room.state === 'out') return;
    this.#remember(name, true);
    this.conversations.open(chatRoom.conversation);
  }

  async leave(conversation) {
    this.#drop(conversation);
    if (!conversation.room) return;
    this.#remember(conversation.room, false);
    await this.#client.leave(conversation.room);
  }

  write(who) {
    this.conversations.open(this.#withPerson(who));
  }

  /** The message stands in the conversation at once, and tells there what becomes of it. */
  say(conversation, text) {
    if (!conversation.outgoing) new Outgoing(conversation, ({ text: words }) => this.#send(conversation, words));
    return conversation.outgoing.say(text, this.me);
  }

  async #send({ to, title }, text) {
    const away = new Error(`${title} is not connected.`);
    const { delivered } = await this.#client.send(to, { text }).catch((error) => {
      throw error.code === 'not_found' ? away : error;
    });
    if (delivered === 0) throw away;
  }

  /** After a first connection, and after one that had ended for good. */
  async #enterWanted() {
    for (const name of this.#wanted) {
      const chatRoom = this.#chatRoom(name);
      if (chatRoom.room.state !== 'out') continue;
      chatRoom.join().catch((error) => this.#lost(chatRoom.conversation, error));
    }
    if (!this.conversations.current) this.conversations.open(this.conversations.list[0]);
  }

  #chatRoom(name) {
    const conversation = this.conversations.ensure({ key: `room:${name}`, title: name, room: name });
    return (
      conversation.chatRoom ??
      new ChatRoom(this.#client.room(name), conversation, {
        me: () => this.me,
        onLost: ({ conversation: lost }, words) => lost.note(`You are no longer in this room. ${words}`),
      })
    );
  }

  #lost(conversation, error) {
    this.#remember(conversation.room, false);
    this.#drop(conversation);
    this.conversations.emit('refused', { conversation, error });
  }

  #privately(frame) {
    const entry = entryOf(frame, this.me);
    if (frame.from && frame.event !== 'typing') this.#withPerson(entry.from).add(entry);
  }

  #withPerson({ key, name, to }) {
    return this.conversations.ensure({ key, title: name, to });
  }

  #drop(conversation) {
    this.conversations.close(conversation);
  }

  #remember(name, wanted) {
    this.#wanted = this.#wanted.filter((other) => other !== name);
    if (wanted) this.#wanted.push(name);
    keepRooms(this.#wanted);
  }
}
