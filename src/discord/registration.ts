// Registration: commands are written to Discord only when their definitions differ from what it has.
import { Routes, type REST } from 'discord.js';
import type { CommandDefinition } from '../domain/context.js';
import { UnreadableAnswer } from './requests.js';

/** An attempt that failed, and how long Discord asks to wait before the next one (milliseconds); null where it does not. */
export class NotRegistered extends Error {
  override readonly name = 'NotRegistered';
  constructor(
    message: string,
    readonly afterMs: number | null,
    cause: unknown,
  ) {
    super(message, { cause });
  }
}

type Plain = Record<string, unknown>;

/** Fields that only Discord sets, or that depend on the language of the request. */
const OF_DISCORD = [
  'id',
  'application_id',
  'guild_id',
  'version',
  'name_localized',
  'description_localized',
  // Discord derives it from `contexts`, and ignores it where those are given.
  'dm_permission',
  'default_permission',
];

/** Values that Discord returns for fields that a definition leaves out. */
const COMMAND_DEFAULTS: Plain = {
  type: 1,
  description: '',
  default_member_permissions: null,
  contexts: null,
  integration_types: [0],
  nsfw: false,
};
const OPTION_DEFAULTS: Plain = { required: false, autocomplete: false };
/** Lists that Discord may return in another order. */
const SETS = ['channel_types', 'contexts', 'integration_types'];
/** Lists of definitions; they are shown in this order. */
const LISTS = ['options', 'choices'];

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function normalizeField(name: string, value: unknown): unknown {
  if (!Array.isArray(value)) return isPlain(value) ? sorted(value) : value;
  if (SETS.includes(name)) return value.toSorted((a, b) => Number(a) - Number(b));
  return LISTS.includes(name) ? value.map((each) => normalize(each, OPTION_DEFAULTS)) : value;
}

/** The same fields in an order that does not depend on who wrote them; nothing, null and an empty list or map read alike. */
function sorted(fields: Plain): Plain {
  const said = Object.entries(fields).filter(
    ([, value]) =>
      value !== undefined && value !== null && (typeof value !== 'object' || Object.keys(value).length > 0),
  );
  return Object.fromEntries(said.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function normalize(given: unknown, defaults: Plain): unknown {
  if (!isPlain(given)) return given;
  const said = Object.entries(given).filter(
    ([name, value]) => value !== undefined && value !== null && !OF_DISCORD.includes(name),
  );
  const whole = { ...defaults, ...Object.fromEntries(said) };
  return sorted(Object.fromEntries(Object.entries(whole).map(([name, value]) => [name, normalizeField(name, value)])));
}

function fingerprint(definitions: readonly unknown[]): string {
  return JSON.stringify(
    definitions.map((definition) => JSON.stringify(normalize(definition, COMMAND_DEFAULTS))).toSorted(),
  );
}

/** Whether Discord's commands (with localizations) differ from ours in anything that can be asked for. */
export function areDifferent(existing: readonly unknown[], wanted: readonly CommandDefinition[]): boolean {
  return fingerprint(existing) !== fingerprint(wanted);
}

export interface Registered {
  readonly outcome: 'unchanged' | 'registered';
  /** Ids of the commands by their names. */
  readonly ids: ReadonlyMap<string, string>;
}

function commandsOf(answer: unknown): Plain[] {
  if (!Array.isArray(answer)) throw new UnreadableAnswer('an answer that should be a list of commands');
  return answer.filter(isPlain);
}

function idsOf(commands: readonly Plain[]): ReadonlyMap<string, string> {
  return new Map(commands.flatMap(({ name, id }) => (typeof id === 'string' ? [[String(name), id]] : [])));
}

/** Throws what the REST client throws, and UnreadableAnswer where Discord's answer is no list. */
export async function registerCommands(
  rest: Pick<REST, 'get' | 'put'>,
  applicationId: string,
  wanted: readonly CommandDefinition[],
): Promise<Registered> {
  const query = new URLSearchParams({ with_localizations: 'true' });
  const existing = commandsOf(await rest.get(Routes.applicationCommands(applicationId), { query }));
  if (!areDifferent(existing, wanted)) return { outcome: 'unchanged', ids: idsOf(existing) };
  const registered = commandsOf(await rest.put(Routes.applicationCommands(applicationId), { body: wanted }));
  return { outcome: 'registered', ids: idsOf(registered) };
}
