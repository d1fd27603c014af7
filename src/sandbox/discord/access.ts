// Access: only programs of this machine and the sandbox's own page may call it, over HTTP and over the gateway.
import type { IncomingHttpHeaders } from 'node:http';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { refuse, type Env } from './http.js';

/** Discord's limit for a whole request (bytes). */
const MOST_BODY = 25 * 1024 * 1024;

/**
 * A browser always sends the name that it looked up (Host), and with everything but a plain link where the request came
 * from (Origin, Sec-Fetch-Site); programs such as a bot send neither. So a foreign page cannot call, not even under a
 * name that leads to this machine.
 */
export function isOurs(headers: IncomingHttpHeaders, port: number): boolean {
  const hosts = ['127.0.0.1', 'localhost'].flatMap((name) =>
    port === 80 ? [name, `${name}:80`] : [`${name}:${port}`],
  );
  const { host = '', origin, 'sec-fetch-site': site = 'none' } = headers;
  if (!hosts.includes(host)) return false;
  if (origin !== undefined && !hosts.some((each) => origin === `http://${each}`)) return false;
  return site === 'none' || site === 'same-origin';
}

export function ownCallersOnly(port: () => number): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (!isOurs(c.env.incoming.headers, port()))
      return refuse(c, 403, { code: 0, message: 'Only this machine and this page may call the sandbox.' });
    await next();
    return undefined;
  };
}

export const boundedBody: MiddlewareHandler<Env> = bodyLimit({
  maxSize: MOST_BODY,
  onError: (c) =>
    refuse(c, 413, { code: 40005, message: 'Request entity too large: the sandbox takes 25 MB at most.' }),
});
