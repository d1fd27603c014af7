// Addresses that operators give: http or https, without credentials, and shown without them.

/** One with a name and password is none: they would be sent nowhere, and shown wherever the address is. */
export function isPlainUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

/** With what a query or fragment begins or goes on, also where its first sign was forgotten or is encoded. */
const KEY_SIGN = /[?#&=]|%(?:3f|23|26|3d)/i;
/** Where the next entry of a list begins for sure: a key may have blanks and commas in it. */
const NEXT_ENTRY = /^(?:(?:auto|off)(?:[\s,]|$)|https?:\/)/i;

function withoutUser(value: string): string {
  const [colon, at] = [value.indexOf(':'), value.lastIndexOf('@')];
  if (at === -1) return value;
  if (colon === -1 || colon > at) return `[secret]${value.slice(at)}`;
  const scheme = value.startsWith('://', colon) ? '://' : ':';
  return `${value.slice(0, colon)}${scheme}[secret]${value.slice(at)}`;
}

/** A value as it may be shown: what stands before the @ of an address, or in its query, is a secret, however wrong the address is. */
export function withoutSecrets(value: string): string {
  let shown = '';
  let isInKey = false;
  for (const word of withoutUser(value).split(/(?<=[\s,])(?=[^\s,])/)) {
    if (isInKey && !NEXT_ENTRY.test(word)) continue;
    if (isInKey) shown += ' ';
    const sign = KEY_SIGN.exec(word);
    const end = sign === null ? 0 : sign.index + sign[0].length;
    // One that stands alone is none: a cron expression may have it.
    isInKey = sign !== null && (/[./]/.test(word.slice(0, end)) || /[^\s,]/.test(word.slice(end)));
    shown += isInKey ? `${word.slice(0, end)}[secret]` : word;
  }
  return shown;
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
