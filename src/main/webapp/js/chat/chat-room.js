import { entryOf } from './inbound.js';
import { Members } from './members.js';
import { person } from './people.js';
import { TypingSignal, Typists } from './typing.js';
import { errorWords } from '../shared/words.js';

/** A room of this page: its conversation, its members, and who is typing. */
export class ChatRoom {
  constructor(room, conversation, { me, onLost }) {
    this.room = room;
    this.conversation = conversation;
    this.members = new Members(room);
    this.typists = new Typists(() => conversation.emit('typing'));
    this.signal = new TypingSignal(() => this.#tellTyping());
    conversation.chatRoom = this;
    this.#listen(me, onLost);
  }

  say(text) {
    return this.room.publish({ text });
  }

  #listen(me, onLost) {
    const { room, conversation } = this;
    room.on(
      'entered',
      ({ again }) => again && conversation.note('Connected again. What was said meanwhile is not here.'),
    );
    room.on('event', (frame) => this.#heard(frame, me()));
    room.on('joined', ({ user }) => this.#moved(user, me(), 'came in'));
    room.on('left', ({ user }) => this.#moved(user, me(), 'left'));
    room.on('lost', (error) => error.code === 'closed' || onLost(this, errorWords(error)));
  }

  #heard(frame, me) {
    const entry = entryOf(frame, me);
    if (frame.event === 'typing') {
      if (!entry.own && frame.from) this.typists.typing(entry.from.key, entry.from.name);
      return;
    }
    this.typists.stopped(entry.from.key);
    this.conversation.add(entry);
  }

  #moved(user, me, what) {
    const own = user.id ? person(user).key === me.key : user.name === me.name;
    if (!own) this.conversation.note(`${user.name} ${what}`);
  }

  #tellTyping() {
    const options = { event: 'typing', ephemeral: true, echo: false };
    // Nobody misses a typing signal that could not be sent.
    this.room.publish({}, options).catch(() => {});
  }
}
