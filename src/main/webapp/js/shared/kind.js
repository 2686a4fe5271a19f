const KINDS = new Map([
  ['info', 'Information'],
  ['success', 'Success'],
  ['warning', 'Warning'],
  ['error', 'Error'],
]);

export const isKnownKind = (type) => KINDS.has(type);

/** The type of a notification is free text; what is not one of the four known ones looks like information. */
export const kindClass = (type) => `kind-${KINDS.has(type) ? type : 'info'}`;

export const kindLabel = (type) => KINDS.get(type) ?? type ?? KINDS.get('info');
