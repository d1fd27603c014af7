// Caps: how much of each field a paper has. Its records keep all of it, so that nothing is lost by a cap that was too small.
import { cutPoints } from '../text/points.js';
import type { PaperFacts } from './paper.js';

/** In code points. arXiv's own longest titles and abstracts are a few hundred and 1,920 characters long. */
const TEXTS = {
  title: 2_000,
  titleJa: 2_000,
  abstract: 20_000,
  abstractJa: 20_000,
  comments: 5_000,
  journalRef: 2_000,
  doi: 1_000,
  reportNo: 1_000,
  license: 1_000,
} as const;
const LISTS = { authors: 5_000, categories: 200 } as const;
const NAME_POINTS = 500;

export type CappedField = keyof typeof TEXTS | keyof typeof LISTS;

/** At most `max` code points, the last one `…` where something is missing. */
function cut(text: string, max: number): string {
  const kept = cutPoints(text, max);
  return kept === text ? text : `${cutPoints(text, max - 1)}…`;
}

function cappedList(names: readonly string[], most: number): readonly string[] {
  const isWithin = names.length <= most && names.every((name) => name.length <= NAME_POINTS);
  return isWithin ? names : names.slice(0, most).map((name) => cut(name, NAME_POINTS));
}

/** The facts within their caps; the same object where nothing is too long. */
export function capped<F extends Pick<PaperFacts, CappedField>>(facts: F): F {
  const shorter: Partial<Record<CappedField, unknown>> = {};
  for (const [name, max] of Object.entries(TEXTS) as [keyof typeof TEXTS, number][]) {
    const text = facts[name];
    const kept = text === null ? null : cut(text, max);
    if (kept !== text) shorter[name] = kept;
  }
  for (const [name, most] of Object.entries(LISTS) as [keyof typeof LISTS, number][]) {
    const kept = cappedList(facts[name], most);
    if (kept !== facts[name]) shorter[name] = kept;
  }
  return Object.keys(shorter).length === 0 ? facts : { ...facts, ...shorter };
}

/** The fields that a paper has shorter than this record. */
export function cutFields(record: Pick<PaperFacts, CappedField>): CappedField[] {
  const kept = capped(record);
  const names = [...Object.keys(TEXTS), ...Object.keys(LISTS)] as CappedField[];
  return names.filter((name) => kept[name] !== record[name]);
}
