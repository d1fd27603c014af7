// Categories: arXiv's taxonomy with its groups, archives and aliases, and how a wanted category meets a paper's.
import type { Language } from './language.js';
import { namedByWords, nearestCodes, normal, toNamed, type Named } from './nearest-category.js';

export interface Category {
  readonly code: string;
  readonly name: string;
  readonly nameJa: string;
  readonly archive: string;
  readonly group: string;
  readonly active: boolean;
  /** The canonical code of an alias or the successor of a retired archive; null for a canonical category. */
  readonly canonical: string | null;
}
export interface Archive {
  readonly code: string;
  readonly name: string;
  readonly nameJa: string;
  readonly group: string;
}
/** The shape of data/taxonomy.json. */
export interface TaxonomyData {
  readonly categories: readonly Category[];
  readonly archives: readonly Archive[];
}

/** Look-ups over the taxonomy. Codes are compared without regard to case; unknown codes stand for themselves. */
export interface Taxonomy {
  /** Canonical code (math.IT -> cs.IT, cmp-lg -> cs.CL); null when neither category nor archive. */
  canonical(code: string): string | null;
  /** Every canonical category. */
  readonly all: readonly string[];
  /** Every canonical category that `wanted` (category, alias or archive) stands for; empty when unknown. */
  expand(wanted: string): readonly string[];
  /** Whether one of a paper's codes (as given) falls under `wanted`. */
  matches(paperCategories: readonly string[], wanted: string): boolean;
  /** The other way round: every category, alias, archive and group under which papers of these codes fall. */
  wantedBy(paperCategories: readonly string[]): readonly string[];
  /** Every code, aliases and retired ones included, under which papers of `wanted` may be filed; itself when unknown. */
  spellings(wanted: string): readonly string[];
  /** A group (`grp_physics`), archive, category or alias by its code, or by its whole name in either language; null else. */
  find(typed: string): string | null;
  /** Name of a category or archive in a language; the code itself when unknown. */
  name(code: string, language: Language): string;
  /** Codes of the categories called `Number Theory`, or `Mathematics - Number Theory` with the archive's name before. */
  codesNamed(name: string): readonly string[];
  /** Whether new papers can carry this code. */
  isActive(code: string): boolean;
  /** Archive of a code as given (`cs.LG` -> `cs`), also for unknown codes. */
  archive(code: string): string;
  /** The canonical code that what was typed means: a code, an alias, a whole name, or whole words of one name alone; null else. */
  meant(typed: string): string | null;
  /** Codes near what was typed where it is none, the nearest first: letters left out, put in, replaced or swapped. */
  nearest(typed: string, limit: number): readonly string[];
  /** Categories and archives whose code or name (either language) fits what was typed: the best fit first, the greater weight among equals. */
  suggest(typed: string, language: Language, options: SuggestOptions): readonly { code: string; name: string }[];
}

export interface SuggestOptions {
  /** How many at most. */
  readonly limit: number;
  readonly weight?: (code: string) => number;
}

/** Builds the look-ups once; every answer then comes from memory. */
export function createTaxonomy(data: TaxonomyData): Taxonomy {
  const categories = new Map(data.categories.map((category) => [normal(category.code), category]));
  const archives = new Map(data.archives.map((archive) => [normal(archive.code), archive]));

  /** The archives of a group, which arXiv writes as `grp_physics`. */
  function groupArchives(code: string): readonly string[] {
    const group = normal(code).replace(/^grp_/, '');
    if (group === normal(code)) return [];
    return data.archives.filter((archive) => archive.group === group).map((archive) => archive.code);
  }

  function canonical(code: string): string | null {
    if (groupArchives(code).length > 0) return normal(code);
    const category = categories.get(normal(code));
    if (category !== undefined) return category.canonical ?? category.code;
    return archives.get(normal(code))?.code ?? null;
  }

  function archiveOf(code: string): string {
    const category = categories.get(normal(code));
    return category?.archive ?? code.split('.')[0] ?? code;
  }

  /** An archive with live categories of its own stands for all of them; one that is a category stands for itself. */
  function members(code: string): readonly Category[] {
    return data.categories.filter((category) => category.archive === code && category.code !== code && category.active);
  }

  const expanded = new Map<string, readonly string[]>();

  function expand(wanted: string): readonly string[] {
    const code = canonical(wanted);
    if (code === null) return [];
    const known = expanded.get(code) ?? categoriesIn(code);
    expanded.set(code, known);
    return known;
  }

  function categoriesIn(code: string): readonly string[] {
    const archivesInside = groupArchives(code);
    if (archivesInside.length > 0) return [...new Set(archivesInside.flatMap(expand))];
    const inside = members(code);
    if (inside.length === 0) return [code];
    return [...new Set([code, ...inside.map((category) => category.canonical ?? category.code)])];
  }

  function matches(paperCategories: readonly string[], wanted: string): boolean {
    const accepted = new Set(expand(wanted));
    return paperCategories.some((code) => accepted.has(canonical(code) ?? code));
  }

  /** By canonical code, what includes it. */
  const including = new Map<string, string[]>();
  const groups = new Set(data.archives.map(({ group }) => `grp_${group}`));
  for (const { code } of [...data.categories, ...data.archives, ...[...groups].map((group) => ({ code: group }))])
    for (const inside of expand(code)) including.set(inside, [...(including.get(inside) ?? []), code]);

  function wantedBy(paperCategories: readonly string[]): readonly string[] {
    return [...new Set(paperCategories.flatMap((code) => including.get(canonical(code) ?? code) ?? []))];
  }

  function spellings(wanted: string): readonly string[] {
    const codes = expand(wanted);
    if (codes.length === 0) return [wanted];
    const accepted = new Set(codes);
    const filed = data.categories.filter((category) => accepted.has(category.canonical ?? category.code));
    return [...new Set([...codes, ...filed.map((category) => category.code)])];
  }

  function find(typed: string): string | null {
    const code = canonical(typed);
    if (code !== null) return code;
    const wanted = normal(typed);
    const named = entries.filter(({ nameForms }) => nameForms.includes(wanted));
    const [only, ...others] = [...new Set(named.map((entry) => canonical(entry.code)))];
    return others.length === 0 ? (only ?? null) : null;
  }

  function name(code: string, language: Language): string {
    const bare = normal(code).replace(/^grp_/, '');
    const known = categories.get(bare) ?? archives.get(bare);
    if (known === undefined) return code;
    return language === 'ja' ? known.nameJa : known.name;
  }

  const named = new Map<string, string[]>();
  for (const { code, name: own, archive } of data.categories) {
    const long = `${archives.get(normal(archive))?.name ?? archive} - ${own}`;
    for (const each of new Set([own, long].map(normal))) named.set(each, [...(named.get(each) ?? []), code]);
  }

  const isActive = (code: string): boolean => categories.get(normal(code))?.active === true;
  const codesNamed = (wanted: string): readonly string[] => named.get(normal(wanted)) ?? [];

  const divided = new Set(
    data.categories.filter(({ active, archive, code }) => active && archive !== code).map(({ archive }) => archive),
  );
  // The code of an archive that was divided later, such as cond-mat, is also that of a category which takes no papers.
  const entries = [
    ...data.archives.filter(({ code }) => divided.has(code) && !isActive(code)).map(toNamed),
    ...data.categories.filter((category) => category.active).map(toNamed),
  ];

  function suggest(
    typed: string,
    language: Language,
    { limit, weight = () => 0 }: SuggestOptions,
  ): { code: string; name: string }[] {
    const wanted = normal(typed);
    return entries
      .map((entry) => ({ entry, rank: rankOf(entry, wanted) }))
      .filter(({ rank }) => rank < 9)
      .sort((a, b) => a.rank - b.rank || weight(b.entry.code) - weight(a.entry.code))
      .slice(0, limit)
      .map(({ entry }) => ({ code: entry.code, name: language === 'ja' ? entry.nameJa : entry.name }));
  }

  return {
    all: data.categories.filter((category) => category.canonical === null).map(({ code }) => code),
    canonical,
    expand,
    matches,
    wantedBy,
    spellings,
    find,
    meant(typed) {
      const code = find(typed) ?? namedByWords(typed, entries);
      return code === null ? null : canonical(code);
    },
    nearest: (typed, limit) => nearestCodes(typed, entries, limit),
    name,
    codesNamed,
    isActive,
    archive: archiveOf,
    suggest,
  };
}

/** 0 is the best fit; 9 is none. */
function rankOf({ form: code, nameForms: names }: Named, wanted: string): number {
  if (code === wanted) return 0;
  if (code.startsWith(wanted) || code.split('.')[1] === wanted) return 1;
  if (code.includes(`.${wanted}`)) return 2;
  if (names.some((candidate) => candidate.startsWith(wanted))) return 3;
  if (names.some((candidate) => candidate.includes(` ${wanted}`))) return 4;
  return names.some((candidate) => candidate.includes(wanted)) ? 5 : 9;
}
