import assert from 'node:assert/strict';

/** Everybody heard each acknowledged event once, at its offset, and nothing else: all in one order. */
export function check(publishers, readers) {
  const acked = publishers.flatMap((person) => person.acked);
  for (const person of [...publishers, ...readers]) {
    assert.deepEqual(person.failures, [], `${person.name} failed to publish`);
    assert.deepEqual(person.breaks, [], `${person.name} was told of losses`);
  }
  const rooms = new Set(acked.map(({ room }) => room));
  for (const room of rooms) {
    const there = new Map(acked.filter((ack) => ack.room === room).map(({ offset, data }) => [offset, data.mark]));
    assert.equal(there.size, acked.filter((ack) => ack.room === room).length, `${room}: an offset was given twice`);
    for (const { name, heard } of readers) {
      const events = heard.get(room);
      for (const [at, { offset, data }] of events.entries()) {
        assert.equal(offset, at + 1, `${name} in ${room}: after ${at} came ${offset}`);
        assert.equal(data.mark, there.get(offset), `${name} in ${room}: ${offset} is another event`);
      }
      assert.equal(events.length, there.size, `${name} in ${room} has not heard all`);
    }
    for (const { name, acked: own } of publishers) {
      const numbers = own.filter((ack) => ack.room === room).sort((a, b) => a.offset - b.offset);
      for (let at = 1; at < numbers.length; at += 1)
        assert.ok(numbers[at - 1].data.number < numbers[at].data.number, `${name} in ${room} is out of order`);
    }
  }
  return acked.length;
}
