// Translation of our own: which texts of a paper it is about, and how it joins what the records say.
import type { PaperFacts } from './paper.js';

/** Values of TRANSLATOR but `off`. */
export const PROVIDERS = ['deepl', 'google', 'azure', 'libretranslate', 'openai'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

export type TextKind = 'title' | 'abstract';

/** `refused`: its translations were bad. `dropped`: not possible then, and may be asked for again. */
export const TRANSLATION_STATES = ['waiting', 'asking', 'done', 'refused', 'dropped'] as const;
export type TranslationState = (typeof TRANSLATION_STATES)[number];

/** What came of translating a paper. `known`: there was nothing to do. `later`: not yet, or not today. */
export type TranslationStatus = 'done' | 'known' | 'refused' | 'later';

/** A translation of ours; `service` is what readers are told. */
export interface OwnText {
  readonly text: string;
  readonly service: string;
}

/** A text that a paper still lacks in Japanese. */
export interface MissingText {
  readonly kind: TextKind;
  readonly source: string;
}

/**
 * What of a paper is not known in Japanese, in the order in which it is asked for. Nothing of a paper whose abstract a
 * site has translated: the site's words stand by themselves.
 */
export function missingTexts(
  facts: Pick<PaperFacts, 'title' | 'titleJa' | 'abstract' | 'abstractJa' | 'translation'>,
): MissingText[] {
  if (facts.abstractJa !== null && facts.translation?.site !== null) return [];
  return [
    ...(facts.titleJa === null ? [{ kind: 'title', source: facts.title } as const] : []),
    ...(facts.abstractJa === null && facts.abstract !== null
      ? [{ kind: 'abstract', source: facts.abstract } as const]
      : []),
  ];
}

/** The facts with our translations where no record has one; `translation` names who made the abstract, else the title. */
export function withOwnTexts(facts: PaperFacts, own: Readonly<Record<TextKind, OwnText | null>>): PaperFacts {
  const title = facts.titleJa === null ? own.title : null;
  const abstract = facts.abstractJa === null ? own.abstract : null;
  const shown = abstract ?? (facts.abstractJa === null ? title : null);
  if (title === null && abstract === null) return facts;
  return {
    ...facts,
    titleJa: facts.titleJa ?? title?.text ?? null,
    abstractJa: facts.abstractJa ?? abstract?.text ?? null,
    translation: shown === null ? facts.translation : { site: null, service: shown.service },
  };
}
