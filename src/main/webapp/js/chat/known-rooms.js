import { byId, element } from '../shared/dom.js';
import { api } from '../shared/session.js';

/** Offers the names of the server's public rooms; without them the field is a plain one. */
export async function suggestRooms() {
  try {
    const { rooms } = await (await api('api/rooms')).json();
    const names = rooms.map((room) => room.room ?? room.name).filter((name) => typeof name === 'string');
    byId('known-rooms').replaceChildren(...names.map((value) => element('option', { value })));
  } catch (notOffered) {
    console.debug('rooms', notOffered.message);
  }
}
