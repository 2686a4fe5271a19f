import { entryOf } from './inbound.js';
import { Members } from './members.js';
import { Outgoing } from './outgoing.js';
import { person } from './people.js';
import { Scrollback } from './scrollback.js';
import { TypingSignal, Typists } from './typing.js';
import { errorWords } from '../shared/words.js';

const RECENT = 50;

/** A room of this page: its conversation, its members, and who is typing. */
export class ChatRoom {
  /** The last event of the room's log that is in the conversation. */
  #shown = null;

  constructor(room, conversation, { me, onLost }) {
    this.room = room;
    this.conversation = conversation;
    this.members = new Members(room);
    this.typists = new Typists(() => conversation.emit('typing'));
    this.signal = new TypingSignal(() => this.#tellTyping());
    conversation.chatRoom = this;
    // Without an echo: the message stands on the page already, and the ack tells its place.
    new Outgoing(conversation, ({ text, key }) => room.publish({ text }, { key, echo: false }));
    this.scrollback = new Scrollback(
      conversation,
      (query) => this.#page(query, me),
      () => conversation.emit('changed'),
    );
    this.#listen(me, onLost);
  }

  /** With what was said lately. */
  join() {
    return this.room.join({ history: RECENT });
  }

  async #page(query, me) {
    const page = await this.room.history(query);
    return { ...page, events: page.events.map((frame) => entryOf(frame, me())) };
  }

  #listen(me, onLost) {
    const { room, conversation } = this;
    const isLost = ({ again, recovered }) => again && !recovered && room.position === null;
    room.on(
      'entered',
      (how) => isLost(how) && conversation.broken('Connected again. What was said meanwhile is not here.'),
    );
    room.on('entered', () => conversation.emit('changed'));
    room.on('discontinuity', ({ reason }) => reason === 'gap' || conversation.broken('Some messages are missing here.'));
    room.on('history', (page) => this.#recent(page, me()));
    room.on('event', (frame) => this.#heard(frame, me()));
    room.on('joined', ({ user }) => this.#moved(user, me(), 'came in'));
    room.on('left', ({ user }) => this.#moved(user, me(), 'left'));
    room.on('lost', (error) => error.code === 'closed' || onLost(this, errorWords(error)));
  }

  /** Of what was said before, that which is not here yet. */
  #recent({ events, complete }, me) {
    if (this.#shown === null) this.scrollback.startsWith({ complete });
    const news = events.filter(({ epoch, offset }) => epoch !== this.#shown?.epoch || offset > this.#shown.offset);
    this.conversation.fill(news.map((frame) => entryOf(frame, me)));
    this.#shown = events.at(-1) ?? this.#shown;
  }

  #heard(frame, me) {
    if (frame.offset !== undefined) this.#shown = frame;
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
