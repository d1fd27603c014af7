// The oracle: every request of the bot, and every answer of the sandbox, checked against Discord's own description.
// The description is Discord's OpenAPI document, hardened where it is known to be too lenient.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { samplesDir } from './samples.js';
import type { SeenRequest } from './control.js';

type Schema = Record<string, unknown>;
type Description = {
  readonly components: { readonly schemas: Record<string, Schema> };
  readonly paths: Record<
    string,
    Record<string, { readonly responses?: Record<string, { readonly content?: Record<string, unknown> }> }>
  >;
};

function load(): Description | null {
  const path = join(samplesDir() ?? '/nonexistent', '..', 'discord', 'openapi.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Description) : null;
}

const description = load();

/** False where the description is missing: tests then say that this one check is skipped. */
export const hasOracle = description !== null;

const isRecord = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keys that discord.js always adds to answers, and what the documentation says where the description is wrong. */
const ALLOWED_EXTRA: Schema = {
  enforce_nonce: { type: 'boolean' },
  tts: { type: 'boolean' },
  nsfw: { type: 'boolean' },
};

function harden(schema: unknown): void {
  if (Array.isArray(schema)) return schema.forEach(harden);
  if (!isRecord(schema)) return;
  Object.values(schema).forEach(harden);
  const { properties } = schema;
  if (schema['type'] !== 'object' || !isRecord(properties)) return;
  schema['additionalProperties'] ??= false;
  const content = properties['content'];
  if (isRecord(content) && content['maxLength'] === 4000) content['maxLength'] = 2000;
  if (properties['default_member_permissions'] !== undefined) {
    properties['default_member_permissions'] = { type: ['string', 'integer', 'null'] };
  }
  for (const [name, extra] of Object.entries(ALLOWED_EXTRA)) properties[name] ??= extra;
}

function createAjv(spec: Description): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (formats as unknown as (target: Ajv2020) => void)(ajv);
  ajv.addFormat('snowflake', /^\d{17,20}$/);
  ajv.addFormat('nonce', true);
  for (const name of ['int32', 'int64', 'double', 'float']) ajv.addFormat(name, true);
  ajv.addSchema(spec as unknown as Schema, 'discord');
  return ajv;
}

const hardened = structuredClone(description);
if (hardened !== null) Object.values(hardened.components.schemas).forEach(harden);
const strict = hardened === null ? null : createAjv(hardened);
const lenient = description === null ? null : createAjv(description);
const compiled = new Map<string, ValidateFunction>();

function validator(ajv: Ajv2020, kind: string, schema: Schema): ValidateFunction {
  const key = `${kind} ${JSON.stringify(schema)}`;
  const known = compiled.get(key) ?? ajv.compile(schema);
  compiled.set(key, known);
  return known;
}

const component = (name: string): Schema => ({ $ref: `discord#/components/schemas/${name}` });
const CALLBACKS: Readonly<Record<number, string>> = {
  4: 'CreateMessageInteractionCallbackRequest',
  5: 'CreateMessageInteractionCallbackRequest',
  6: 'UpdateMessageInteractionCallbackRequest',
  7: 'UpdateMessageInteractionCallbackRequest',
  8: 'ApplicationCommandAutocompleteCallbackRequest',
  9: 'ModalInteractionCallbackRequest',
};

/** The component schema of a request's body; the unions on path level are too lenient. */
function requestSchema({ method, path, body }: SeenRequest): Schema | null {
  const route = `${method} ${path.replace(/\/\d{17,20}/g, '/:id').replace(/interaction-\d+/, ':token')}`;
  const known: Record<string, Schema> = {
    'POST /channels/:id/messages': component('MessageCreateRequest'),
    'PATCH /channels/:id/messages/:id': component('MessageEditRequestPartial'),
    'POST /channels/:id/threads': component('CreateForumThreadRequest'),
    'POST /channels/:id/messages/:id/threads': component('CreateTextThreadWithMessageRequest'),
    'POST /channels/:id/messages/:id/crosspost': { type: 'object', maxProperties: 0 },
    'POST /users/@me/channels': component('CreatePrivateChannelRequest'),
    'PUT /applications/:id/commands': { type: 'array', items: component('ApplicationCommandUpdateRequest') },
    'POST /webhooks/:id/:token': component('IncomingWebhookRequestPartial'),
    'PATCH /webhooks/:id/:token/messages/@original': component('IncomingWebhookUpdateRequestPartial'),
    'POST /interactions/:id/:token/callback': component(CALLBACKS[Number(body?.['type'])] ?? 'none'),
  };
  return known[route.replace('%40', '@')] ?? null;
}

function responseSchema({ method, path, status }: SeenRequest): Schema | null {
  const found = Object.entries(description?.paths ?? {}).find(
    ([template, item]) =>
      item[method.toLowerCase()] !== undefined && new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path),
  );
  const content = found?.[1][method.toLowerCase()]?.responses?.[String(status)]?.content?.['application/json'];
  const [template] = found ?? [];
  if (!isRecord(content) || template === undefined) return null;
  const pointer = template.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D');
  return {
    $ref: `discord#/paths/${pointer}/${method.toLowerCase()}/responses/${status}/content/application~1json/schema`,
  };
}

const points = (value: unknown): number => (typeof value === 'string' ? [...value].length : 0);
const list = (value: unknown): Schema[] => (Array.isArray(value) ? (value as Schema[]) : []);

/** Rules of a message that the description lacks. */
function messageRules(body: Schema): string[] {
  const embeds = list(body['embeds']);
  const sum = embeds.reduce((total, embed) => {
    const fields = list(embed['fields']).reduce(
      (part, field) => part + points(field['name']) + points(field['value']),
      0,
    );
    const footer = isRecord(embed['footer']) ? points(embed['footer']['text']) : 0;
    return total + points(embed['title']) + points(embed['description']) + footer + fields;
  }, 0);
  const urls = embeds.flatMap((embed) => embed['url'] ?? []);
  const ids = list(body['components']).flatMap((row) =>
    list(row['components']).flatMap((control) => control['custom_id'] ?? []),
  );
  return [
    ...(points(body['content']) > 2000 ? ['content over 2000'] : []),
    ...(sum > 6000 ? [`embeds hold ${sum} characters`] : []),
    ...(new Set(urls).size < urls.length ? ['two embeds with one url'] : []),
    ...(new Set(ids).size < ids.length ? ['one custom_id twice'] : []),
    ...(list(body['components']).length > 5 ? ['more than five rows'] : []),
    ...(embeds.some((embed) => list(embed['fields']).some((field) => points(field['value']) === 0))
      ? ['an empty field']
      : []),
    ...(JSON.stringify(body['allowed_mentions']) === '{"parse":[]}' ? [] : ['mentions are not switched off']),
  ];
}

function longest(item: Schema, key: string): number {
  const localized = item[`${key}_localizations`];
  const texts = [item[key], ...(isRecord(localized) ? Object.values(localized) : [])];
  return Math.max(0, ...texts.map(points));
}

function commandSize(item: Schema): number {
  const values = list(item['choices']).reduce(
    (sum, choice) => sum + longest(choice, 'name') + points(choice['value']),
    0,
  );
  return (
    longest(item, 'name') +
    longest(item, 'description') +
    values +
    list(item['options']).reduce((sum, option) => sum + commandSize(option), 0)
  );
}

function ownRules(request: SeenRequest): string[] {
  const { method, path, body } = request;
  if (method === 'PUT' && path.endsWith('/commands')) {
    return list(body).flatMap((command) =>
      commandSize(command) > 8000 ? [`/${String(command['name'])} is over 8000 characters`] : [],
    );
  }
  if (method === 'POST' && path.endsWith('/callback')) {
    const data = isRecord(body['data']) ? body['data'] : {};
    const tooLong = list(data['choices']).filter(
      (choice) => points(choice['name']) > 100 || points(choice['value']) > 100,
    );
    return [
      ...(tooLong.length > 0 ? ['a choice over 100'] : []),
      ...([4, 7].includes(Number(body['type'])) ? messageRules(data) : []),
    ];
  }
  if (/\/channels\/\d+\/threads$/.test(path)) return messageRules(isRecord(body['message']) ? body['message'] : {});
  const isMessage = /\/messages(?:\/[^/]+)?$/.test(path) || /^\/webhooks\/\d+\/[^/]+$/.test(path);
  return isMessage && ['POST', 'PATCH'].includes(method) ? messageRules(body) : [];
}

/** Everything that Discord's description, and the rules that it lacks, have against these requests and their answers. */
export function complaints(requests: readonly SeenRequest[]): string[] {
  if (strict === null || lenient === null) return [];
  return requests.flatMap((request) => {
    const name = `${request.method} ${request.path}`;
    const wanted = ['POST', 'PUT', 'PATCH'].includes(request.method) ? requestSchema(request) : null;
    const isUnknown = wanted === null && request.method !== 'GET' && request.method !== 'DELETE';
    const check = wanted === null ? null : validator(strict, 'request', wanted);
    const isLawful = check === null || check(request.body);
    const answered = request.answer === null ? null : responseSchema(request);
    const checkAnswer = answered === null ? null : validator(lenient, 'response', answered);
    const isAnswerLawful = checkAnswer === null || checkAnswer(request.answer);
    return [
      ...(isUnknown ? [`${name}: a request that nobody described`] : []),
      ...(isLawful ? [] : [`${name}: ${strict.errorsText(check?.errors)}`]),
      ...(isAnswerLawful ? [] : [`answer to ${name}: ${lenient.errorsText(checkAnswer?.errors)}`]),
      ...ownRules(request).map((rule) => `${name}: ${rule}`),
    ];
  });
}
