// Merge: from the set of records known of a paper to the one paper; the order in which they came does not matter.
import type { Format, PaperFacts } from './paper.js';

export interface SourcedFacts {
  readonly format: Format;
  readonly facts: PaperFacts;
}

/** How much a format knows about the metadata, most first; the text dump is a copy of a copy. */
const RANK: Partial<Record<Format, number>> = { 'arxiv-jp-text': 1 };

type Order = readonly [number, string, number, string];

function orderOf(source: SourcedFacts, value: unknown): Order {
  return [source.facts.version ?? 0, source.facts.updatedAt ?? '', RANK[source.format] ?? 0, JSON.stringify(value)];
}

function isAfter(left: Order, right: Order): boolean {
  const index = left.findIndex((part, position) => part !== right[position]);
  return index >= 0 && (left[index] ?? '') > (right[index] ?? '');
}

function isKnown(value: unknown): boolean {
  return value !== null && !(Array.isArray(value) && value.length === 0);
}

function winner<K extends keyof PaperFacts>(sources: readonly SourcedFacts[], field: K): PaperFacts[K] {
  const [first, ...rest] = sources.filter((source) => isKnown(source.facts[field]));
  if (first === undefined) return sources[0]!.facts[field];
  return rest.reduce(
    (best, source) => (isAfter(orderOf(source, source.facts[field]), orderOf(best, best.facts[field])) ? source : best),
    first,
  ).facts[field];
}

function earliest(times: readonly (string | null)[]): string | null {
  return times.filter((time) => time !== null).sort()[0] ?? null;
}

/**
 * The paper that a non-empty set of records describes. Per field the newest version wins, then the source that knows
 * more, then the greater text, so that the outcome is a function of the set; nothing known gives way to nothing.
 */
export function mergeFacts(sources: readonly SourcedFacts[]): PaperFacts {
  return {
    arxivId: winner(sources, 'arxivId'),
    version: winner(sources, 'version'),
    title: winner(sources, 'title'),
    titleJa: winner(sources, 'titleJa'),
    abstract: winner(sources, 'abstract'),
    abstractJa: winner(sources, 'abstractJa'),
    authors: winner(sources, 'authors'),
    categories: winner(sources, 'categories'),
    primaryCategory: winner(sources, 'primaryCategory'),
    submittedAt: earliest(sources.map((source) => source.facts.submittedAt)),
    updatedAt: winner(sources, 'updatedAt'),
    announceType: winner(sources, 'announceType'),
    comments: winner(sources, 'comments'),
    journalRef: winner(sources, 'journalRef'),
    doi: winner(sources, 'doi'),
    reportNo: winner(sources, 'reportNo'),
    license: winner(sources, 'license'),
    withdrawn: winner(sources, 'withdrawn'),
    translation: winner(sources, 'translation'),
  };
}

/** The date a paper is searched and sorted by: first submission, else the oldest version known; null when unknown. */
export function paperDate(sources: readonly SourcedFacts[]): string | null {
  return (
    earliest(sources.map((source) => source.facts.submittedAt)) ??
    earliest(sources.map((source) => source.facts.updatedAt))
  );
}
