// The guard at each connection: a private address is refused whether it is typed, looked up or redirected to.
import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { isAddress, isPublicAddress } from './address.js';
import { isAllowed, type AllowedHost } from './allow.js';

/** The address must not be connected to; the message is a whole sentence. */
export class RefusedAddressError extends Error {
  override readonly name = 'RefusedAddressError';
  constructor(host: string, address: string, setting: string) {
    const which = host === address ? `The address ${host}` : `The address of ${host} (${address})`;
    super(`${which} is not public. Nothing was sent; if it is yours, name it in ${setting}.`);
  }
}

export type Lookup = LookupFunction;

/** A look-up that fails when one of the addresses found is not public. */
function guarded(resolve: Lookup, setting: string): Lookup {
  return (host, options, found) =>
    resolve(host, options, (error, address, family) => {
      const addresses = Array.isArray(address) ? address.map((each) => each.address) : [address];
      const wrong = error === null ? addresses.find((each) => !isPublicAddress(each)) : undefined;
      if (wrong === undefined) found(error, address, family);
      else found(new RefusedAddressError(host, wrong, setting), []);
    });
}

export interface ConnectOptions {
  readonly allowed: readonly AllowedHost[];
  /** The setting in which the operator names what is allowed. */
  readonly setting?: string;
  /** Milliseconds until a connection must stand. */
  readonly connectMs: number;
  /** Names to addresses; the machine's own when left out. */
  readonly lookup?: Lookup;
}

/**
 * A dispatcher without keep-alive and without proxies: each request makes a connection, and each connection passes the
 * guard. A hook of the look-up alone would not see addresses that are typed, for which no look-up is made.
 */
export function guardedAgent({
  allowed,
  setting = 'SOURCE_ALLOW',
  connectMs,
  lookup: resolve = lookup,
}: ConnectOptions): Agent {
  const connectors = {
    allowed: buildConnector({ timeout: connectMs, lookup: resolve }),
    guarded: buildConnector({ timeout: connectMs, lookup: guarded(resolve, setting) }),
  };
  return new Agent({
    pipelining: 0,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect(options, connected) {
      const { hostname, port, protocol } = options;
      const host = hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname;
      const url = new URL(`${protocol}//${host}${port === '' ? '' : `:${port}`}/`);
      if (isAllowed(allowed, url)) connectors.allowed(options, connected);
      else if (isAddress(url.hostname) && !isPublicAddress(url.hostname))
        connected(new RefusedAddressError(url.hostname, url.hostname, setting), null);
      else connectors.guarded(options, connected);
    },
  });
}
