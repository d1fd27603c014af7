// Registration: commands are written to Discord only when their definitions differ from what it has.
import { Routes, type REST } from 'discord.js';
import type { CommandDefinition } from '../domain/context.js';

type Plain = Record<string, unknown>;

const COMPARED = [
  'name',
  'description',
  'name_localizations',
  'description_localizations',
  'type',
  'required',
  'autocomplete',
  'choices',
  'channel_types',
  'min_length',
  'max_length',
  'default_member_permissions',
  'contexts',
  'options',
];

/** What Discord fills in by itself is left out, so that both sides read alike. */
function normalize(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalize);
  if (typeof value !== 'object' || value === null) return value;
  const source = value as Plain;
  // A command of a context menu has no description.
  const isDefinition = 'name' in source && ('description' in source || 'type' in source);
  const names = isDefinition ? COMPARED : Object.keys(source).sort();
  return Object.fromEntries(
    names
      .map((name) => [name, normalize(source[name])] as const)
      .filter(
        ([, part]) =>
          part !== undefined &&
          part !== null &&
          part !== false &&
          part !== '' &&
          !(Array.isArray(part) && part.length === 0),
      ),
  );
}

function fingerprint(definitions: readonly unknown[]): string {
  const plain = definitions.map((definition) => normalize({ type: 1, ...(definition as Plain) }) as Plain);
  return JSON.stringify(plain.sort((a, b) => String(a['name']).localeCompare(String(b['name']))));
}

/** Whether Discord's commands (with localizations) differ from ours. */
export function areDifferent(existing: readonly unknown[], wanted: readonly CommandDefinition[]): boolean {
  return fingerprint(existing) !== fingerprint(wanted);
}

/** Throws what the REST client throws. */
export async function registerCommands(
  rest: Pick<REST, 'get' | 'put'>,
  applicationId: string,
  wanted: readonly CommandDefinition[],
): Promise<'unchanged' | 'registered'> {
  const query = new URLSearchParams({ with_localizations: 'true' });
  const existing = (await rest.get(Routes.applicationCommands(applicationId), { query })) as unknown[];
  if (!areDifferent(existing, wanted)) return 'unchanged';
  await rest.put(Routes.applicationCommands(applicationId), { body: wanted });
  return 'registered';
}
