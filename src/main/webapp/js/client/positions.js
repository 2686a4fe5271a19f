const isPosition = (value) => typeof value?.epoch === 'string' && Number.isSafeInteger(value.offset);

/** How far each room has been processed, by its name. What an application kept may come from anywhere: nonsense is left out. */
export function positionsFrom(kept) {
  const entries = Object.entries(kept ?? {}).filter(([, value]) => isPosition(value));
  return new Map(entries.map(([room, { epoch, offset }]) => [room, { epoch, offset }]));
}
