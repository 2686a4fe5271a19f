const ADDRESS = /https?:\/\/[^\s<>"']+/gi;
/** What ends a sentence around an address rather than the address. */
const TRAILING = /[.,;:!?)\]}]+$/;

/** Cuts a text into `{text}` and `{text, href}` parts; only http(s) addresses that can be read as such are links. */
export function parts(text) {
  const found = [];
  let end = 0;
  for (const { 0: match, index } of text.matchAll(ADDRESS)) {
    const address = match.replace(TRAILING, '');
    if (!URL.canParse(address)) continue;
    found.push({ text: text.slice(end, index) }, { text: address, href: address });
    end = index + address.length;
  }
  found.push({ text: text.slice(end) });
  return found.filter((part) => part.text !== '');
}
