// Addresses that operators give: http or https, without credentials, and shown without them.

/** One with a name and password is none: they would be sent nowhere, and shown wherever the address is. */
export function isPlainUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

/** A value as it may be shown: what stands before the @ of an address, or in its query, is a secret, however wrong the address is. */
export function withoutSecrets(value: string): string {
  return value.replace(/(:\/*).*@/s, '$1[secret]@').replace(/(:\/[^\s?#]*[?#])\S+/g, '$1[secret]');
}

const ADDRESS = /\b[a-z][a-z\d+.-]{0,20}:\/\/\S*/gi;
/** What belongs to the sentence around an address. */
const SENTENCE_END = /[)\].,:;"]{0,3}$/;

function shownAddress(address: string): string {
  const named = address.replace(/:\/\/[^/?#]*@/, '://');
  const shown = /^[^?#]*/.exec(named)?.[0] ?? '';
  const end = SENTENCE_END.exec(named.slice(shown.length))?.[0] ?? '';
  return `${shown}${end}`;
}

/** A text for others than the operator: of each address without its query, fragment, user and password, which may be keys. */
export function withShownAddresses(text: string): string {
  return text.replace(ADDRESS, shownAddress);
}
