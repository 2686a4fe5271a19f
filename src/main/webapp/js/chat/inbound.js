import { moment } from '../shared/time.js';
import { person } from './people.js';

/** An event of the wire as an entry of a conversation. Events without `text` are shown as the data that they are. */
export function entryOf(frame, me) {
  const from = frame.from ? person(frame.from) : { key: 'server', name: 'Server' };
  const text = frame.data?.text;
  return {
    kind: 'message',
    from,
    own: from.key === me.key,
    label: frame.event === 'message' ? null : frame.event,
    text: typeof text === 'string' ? text : JSON.stringify(frame.data),
    time: moment(frame.time),
    epoch: frame.epoch,
    offset: frame.offset,
  };
}
