import { isKnownKind } from '../shared/kind.js';

/**
 * Of what the page knows that which is to be seen. `which` is `all` or `unread`, `type` a type of notification, `other`
 * for those that are none of the known ones, or `all`.
 *
 * Of all, only what is not older than `reached`: behind it there may be read ones that are not here yet.
 */
export function filtered(list, { which, type, reached = null }) {
  return list.filter(
    (notification) =>
      isOfType(notification, type) &&
      (which === 'unread' ? !notification.read : reached === null || notification.timestamp >= reached),
  );
}

function isOfType({ type }, wanted) {
  if (wanted === 'all') return true;
  if (wanted === 'other') return type !== undefined && !isKnownKind(type);
  return (type ?? 'info') === wanted;
}
