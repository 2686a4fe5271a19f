/** Where a notification may lead: http(s), whole or relative to the application. Anything else is no link. */
export function safeLink(link, base) {
  if (typeof link !== 'string' || link.trim() === '') return null;
  try {
    const url = new URL(link, base);
    return ['http:', 'https:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
