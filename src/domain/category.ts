// Categories: arXiv's taxonomy with its groups, archives and aliases, and how a wanted category meets a paper's.
import type { Language } from './command.js';

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
  /** Every canonical category that `wanted` (category, alias or archive) stands for; empty when unknown. */
  expand(wanted: string): readonly string[];
  /** Whether one of a paper's codes (as given) falls under `wanted`. */
  matches(paperCategories: readonly string[], wanted: string): boolean;
  /** Name of a category or archive in a language; the code itself when unknown. */
  name(code: string, language: Language): string;
  /** Archive of a code as given (`cs.LG` -> `cs`), also for unknown codes. */
  archive(code: string): string;
  /** Categories and archives whose code or name (either language) fits what was typed, most useful first. */
  suggest(typed: string, language: Language, limit: number): readonly { code: string; name: string }[];
}
