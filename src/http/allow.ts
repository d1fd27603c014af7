// SOURCE_ALLOW: hosts that may be reached although their address is private.

/** A host in lower case as a parsed URL spells it (IPv6 in brackets); `port` null: every port. */
export interface AllowedHost {
  readonly host: string;
  readonly port: string | null;
}

/** `host`, `host:port`, `[v6]`, `[v6]:port` or a bare IPv6 address; null when it is none of these. */
function parseAllowedHost(entry: string): AllowedHost | null {
  const text = /^[^[]*:.*:/.test(entry) ? `[${entry}]` : entry;
  const port = /:(\d{1,5})$/.exec(text.replace(/^\[[^\]]*\]/, ''))?.[1] ?? null;
  if (!URL.canParse(`http://${text}/`) || /[/@?#\s]/.test(text)) return null;
  return { host: normalHost(new URL(`http://${text}/`).hostname), port };
}

/** A list separated by commas or spaces; null when one entry is neither `host` nor `host:port`. */
export function parseAllowed(text: string): readonly AllowedHost[] | null {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '');
  const hosts = entries.map(parseAllowedHost);
  return hosts.some((host) => host === null) ? null : hosts.filter((host) => host !== null);
}

/** Whether the operator named the host of an address, or the host with that port. */
export function isAllowed(allowed: readonly AllowedHost[], url: URL): boolean {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  const host = normalHost(url.hostname);
  return allowed.some((each) => each.host === host && (each.port === null || each.port === port));
}

/** Lower case, without the dot that may end a name. */
function normalHost(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}
