// Answers over HTTP: JSON with Discord's error shape, and what a fault does to a request.
import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import type { Faults } from './faults.js';
import type { HookResult } from './hook-result.js';
import type { RequestLog, SeenRequest } from './request-log.js';
import { invalidForm, type Json, type Problem } from './validate.js';

export type Env = { Bindings: HttpBindings };

export function answer(c: Context<Env>, status: number, body: unknown): Response {
  return c.body(JSON.stringify(body), status as 200, { 'content-type': 'application/json' });
}

/** What the answer to this request carries besides. */
export function setHeaders(c: Context<Env>, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
}

/** Discord's shape of an error. */
export function refuse(c: Context<Env>, status: number, error: { readonly code: number; readonly message: string }) {
  return answer(c, status, error);
}

export function invalidAnswer(c: Context<Env>, problems: readonly Problem[]): Response {
  return answer(c, 400, invalidForm(problems));
}

export function hookAnswer(c: Context<Env>, result: HookResult): Response {
  if (result.ok) return result.message === null ? c.body(null, 204) : answer(c, 200, result.message);
  if (result.problems !== undefined) return answer(c, 400, invalidForm(result.problems));
  return refuse(c, result.status, { code: result.code, message: result.message });
}

/** A body with files: its JSON, and the files as attachments at `data:` URLs. */
async function readMultipart(c: Context<Env>): Promise<Json> {
  const form = await c.req.formData();
  const payload = form.get('payload_json');
  const body = JSON.parse(typeof payload === 'string' ? payload : '{}') as Json;
  const files = [...form.values()].filter((value) => value instanceof File);
  const attachments = files.map(async (file, index) => {
    const url = `data:application/octet-stream;base64,${Buffer.from(await file.arrayBuffer()).toString('base64')}`;
    return { id: String(index), filename: file.name, size: file.size, url, proxy_url: url };
  });
  const given = { attachments: await Promise.all(attachments) };
  const { data } = body;
  return typeof data === 'object' ? { ...body, data: { ...data, ...given } } : { ...body, ...given };
}

/** A body as the log keeps it: without files, whose places in the JSON are numbers of the form. */
function withoutFiles(body: Json | null): Json | null {
  if (body === null || Array.isArray(body)) return body;
  const { attachments: _own, data, ...rest } = body;
  if (typeof data !== 'object' || data === null) return data === undefined ? rest : { ...rest, data };
  const { attachments: _files, ...others } = data as Json;
  return { ...rest, data: others };
}

/** Real bodies have some ten levels. What is nested a hundred thousand deep could be kept, but not written again. */
const MOST_LEVELS = 50;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1));
}

/** An empty object where the body is none, or nested too deeply. */
export async function readJson(c: Context<Env>): Promise<Json> {
  try {
    const isForm = c.req.header('content-type')?.startsWith('multipart/form-data') === true;
    const body: unknown = isForm ? await readMultipart(c) : await c.req.json();
    return typeof body === 'object' && body !== null && !isDeeper(body, MOST_LEVELS) ? (body as Json) : {};
  } catch {
    return {};
  }
}

/** A response that never comes: the request hangs until the other side gives up. */
const never = new Promise<Response>(() => undefined);

/** Records every request of the bot and lets planned faults happen. `path` is without the API's prefix. */
export function faultLayer(faults: Faults, requests: RequestLog, now: () => Date): MiddlewareHandler<Env> {
  return async (c, next) => {
    const path = c.req.path.replace(/^\/api\/v\d+/, '');
    const { method } = c.req;
    const body = method === 'GET' || method === 'DELETE' ? null : await readJson(c);
    const fault = faults.take(method, path);
    const seen: SeenRequest = {
      method,
      path,
      status: null,
      body: withoutFiles(body),
      answer: null,
      at: now().toISOString(),
    };
    // A form that cannot be read has no text either.
    const text = body === null ? '' : await c.req.text().catch(() => '');
    const noteAnswer = requests.add(seen, text.length);
    const retryAfter = String(fault?.retryAfter ?? 1);
    switch (fault?.kind) {
      case 'reset-before':
        c.env.incoming.socket.resetAndDestroy();
        return never;
      case '429':
        seen.status = 429;
        c.header('retry-after', retryAfter);
        c.header('x-ratelimit-scope', fault.isGlobal === true ? 'global' : 'user');
        if (fault.isGlobal === true) c.header('x-ratelimit-global', 'true');
        return answer(c, 429, {
          message: 'You are being rate limited.',
          retry_after: Number(retryAfter),
          global: fault.isGlobal === true,
        });
      case '400':
        seen.status = 400;
        return refuse(c, 400, { code: fault.code ?? 50035, message: 'Invalid Form Body' });
      case '500':
      case '502':
      case '503':
        seen.status = Number(fault.kind);
        return answer(c, seen.status, { message: 'Internal Server Error', code: 0 });
      case '401':
        seen.status = 401;
        return refuse(c, 401, { code: 0, message: '401: Unauthorized' });
      case '403':
        seen.status = 403;
        return refuse(c, 403, { code: fault.code ?? 50013, message: 'Missing Permissions' });
      case '404':
        seen.status = 404;
        return refuse(c, 404, { code: fault.code ?? 10003, message: 'Unknown Channel' });
      case 'html-403':
        seen.status = 403;
        return c.html('<html><body>Access denied</body></html>', 403);
      default:
        await next();
        seen.status = c.res.status;
        if (c.res.status !== 204) {
          const told = await c.res.clone().text();
          noteAnswer(JSON.parse(told), told.length);
        }
    }
    if (fault?.kind === 'hang-after-accept') return never;
    if (fault?.kind === 'reset-after-accept') {
      c.env.incoming.socket.resetAndDestroy();
      return never;
    }
    return undefined;
  };
}
