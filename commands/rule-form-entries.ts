// What the form of a rule shows and what comes back from it, field by field: what was left alone is not written, nor undone.
import type { Submission } from '../src/domain/context.js';
import type { Subscription } from '../src/domain/subscription.js';
import { textHash } from '../src/text/text-hash.js';

/** Discord's limit for the content of a text field. */
export const FIELD_LIMIT = 4_000;
/** Separators between the entries of each field. */
export const BETWEEN_WORDS = '\n';
export const BETWEEN_CATEGORIES = ' ';
/** Of what stands in the form's custom id for each field. */
const MARK_LENGTH = 8;

/** Entries on one line each as far as the field has room; the others, which an import or *Not this person* may bring, stay as they are. */
export function fitting(
  entries: readonly string[],
  between: string,
): { readonly shown: string; readonly kept: string[] } {
  const lines = entries.map((entry) => entry.replace(/\s+/g, ' ').trim());
  let room = FIELD_LIMIT + between.length;
  const end = lines.findIndex((line) => (room -= line.length + between.length) < 0);
  const count = end < 0 ? lines.length : end;
  return { shown: lines.slice(0, count).join(between), kept: entries.slice(count) };
}

function linesOf(value: string | undefined): string[] {
  const lines = (value ?? '').split('\n').map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}

const codesOf = (value: string | undefined): string[] => linesOf((value ?? '').replace(/[\s,、]+/g, '\n'));

/** Of the form; of its boxes each is one. */
export const FIELDS = ['words', 'categories', 'announcements', 'role', 'silent', 'empty'] as const;
type Entries = Readonly<Record<(typeof FIELDS)[number], readonly string[]>>;

/** What each field shows of a rule, as it comes back from whoever leaves it alone. */
export function entriesOf({ mode, announcements, options }: Subscription): Entries {
  const { role, isSilent, tellsEmptyDays } = options;
  return {
    words: linesOf(fitting(options.excludedWords, BETWEEN_WORDS).shown),
    categories: codesOf(fitting(options.excludedCategories, BETWEEN_CATEGORIES).shown),
    announcements: [announcements],
    role: role === null ? [] : [role],
    silent: isSilent ? ['silent'] : [],
    empty: mode === 'digest' && tellsEmptyDays ? ['empty'] : [],
  };
}

function entriesIn(fields: Submission['fields']): Entries {
  const ticked = (box: string): string[] => (fields['manner'] ?? []).filter((each) => each === box);
  return {
    words: linesOf(fields['words']?.[0]),
    categories: codesOf(fields['categories']?.[0]),
    announcements: fields['announcements'] ?? [],
    role: fields['role'] ?? [],
    silent: ticked('silent'),
    empty: ticked('empty'),
  };
}

export const markOf = (entries: readonly string[]): string =>
  textHash(JSON.stringify(entries.toSorted())).slice(0, MARK_LENGTH);

/** What was submitted; a field that was left as the form had shown it is what the rule says by now, which others may have changed meanwhile. */
export function submitted(rule: Subscription, { argument, fields }: Submission): Entries {
  const marks = argument.split(':')[2]?.split('.') ?? [];
  const given = entriesIn(fields);
  const now = entriesOf(rule);
  const isLeft = (field: keyof Entries, index: number): boolean => marks[index] === markOf(given[field]);
  const left = FIELDS.filter(isLeft);
  return { ...given, ...Object.fromEntries(left.map((field) => [field, now[field]])) };
}

/** Whether a field that was changed in the form shows something else by now: somebody else has changed it as well, which is replaced. */
export function overwrites(rule: Subscription, { argument, fields }: Submission): boolean {
  const marks = argument.split(':')[2]?.split('.') ?? [];
  const [given, now] = [entriesIn(fields), entriesOf(rule)];
  return FIELDS.some((field, index) => {
    const [shown, wanted, current] = [marks[index], markOf(given[field]), markOf(now[field])];
    return shown !== undefined && shown !== wanted && shown !== current && wanted !== current;
  });
}
