// Translation of our own: which texts of a paper it is about, and how it joins what the records say.
import { gistToTranslate } from '../text/gist.js';
import { readable } from '../text/readable.js';
import type { PaperFacts } from './paper.js';

/** Values of TRANSLATOR but `off`. */
export const PROVIDERS = ['deepl', 'google', 'azure', 'libretranslate', 'openai'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

export const TEXT_KINDS = ['title', 'gist', 'abstract'] as const;
/** In the order in which they are asked for. `gist`: the sentences of the abstract that a message shows. */
export type TextKind = (typeof TEXT_KINDS)[number];

/** `refused`: its translations were bad, or there is none to be had. `dropped`: not possible then, and may be asked for again. */
const TRANSLATION_STATES = ['waiting', 'asking', 'done', 'refused', 'dropped'] as const;
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

function missingOfAbstract(abstract: string, gistJa: string | undefined): MissingText[] {
  const gist = gistJa === undefined ? gistToTranslate(abstract) : null;
  return [...(gist === null ? [] : [{ kind: 'gist', source: gist } as const]), { kind: 'abstract', source: abstract }];
}

/** What of a paper is not known in Japanese, in the order in which it is asked for. */
export function missingTexts(
  facts: Pick<PaperFacts, 'title' | 'titleJa' | 'abstract' | 'abstractJa' | 'gistJa' | 'translation'>,
): MissingText[] {
  return [
    ...(facts.titleJa === null ? [{ kind: 'title', source: facts.title } as const] : []),
    ...(facts.abstractJa === null && facts.abstract !== null ? missingOfAbstract(facts.abstract, facts.gistJa) : []),
  ];
}

/** The facts with our translations where no record has one; `translation` names who made what is shown. */
export function withOwnTexts(facts: PaperFacts, own: Readonly<Record<TextKind, OwnText | null>>): PaperFacts {
  const isOurs = facts.abstractJa === null;
  const title = facts.titleJa === null ? own.title : null;
  const [abstract, gist] = isOurs ? [own.abstract, own.gist] : [null, null];
  const shown = abstract ?? gist ?? (isOurs ? title : null);
  if (title === null && abstract === null && gist === null) return facts;
  return {
    ...facts,
    titleJa: facts.titleJa ?? title?.text ?? null,
    abstractJa: facts.abstractJa ?? abstract?.text ?? null,
    ...(gist === null ? {} : { gistJa: readable(gist.text) }),
    ...(title === null || isOurs ? {} : { titleService: title.service }),
    translation: shown === null ? facts.translation : { site: null, service: shown.service },
  };
}
