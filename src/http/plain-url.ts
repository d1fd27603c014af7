// Addresses that operators give: http or https, without credentials, and shown without them.

/** One with a name and password is none: they would be sent nowhere, and shown wherever the address is. */
export function isPlainUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

/** A value as it may be shown: the part before the @ of an address is a secret, however wrong the address is. */
export function withoutCredentials(value: string): string {
  return value.replace(/(:\/*).*@/s, '$1[secret]@');
}
