// Access: only programs of this machine and the sandbox's own page may call it, over HTTP and over the gateway.
import type { IncomingHttpHeaders } from 'node:http';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { refuse, type Env } from './http.js';

/** Discord's limit for a whole request (bytes). */
const MOST_BODY = 25 * 1024 * 1024;

/**
 * A browser always sends the name that it looked up (Host), and where the request came from (Origin, Sec-Fetch-Site);
 * programs such as a bot send neither. So a foreign page cannot call, not even under a name that leads to this machine.
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

/** A person who follows a link to the page, as in a chat or a terminal on the web: the page is shown to them alone. */
function isFollowedLink(c: Context<Env>): boolean {
  const { headers } = c.env.incoming;
  const isWindow = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return isWindow && c.req.method === 'GET' && c.req.path === '/';
}

export function ownCallersOnly(port: () => number): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { headers } = c.env.incoming;
    const judged = isFollowedLink(c) ? { ...headers, 'sec-fetch-site': 'none' } : headers;
    if (!isOurs(judged, port()))
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
