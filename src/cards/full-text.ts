// The whole text of a paper in one language, over as many messages as it needs.
import type { Language } from '../domain/language.js';
import type { MessageBody, Reply } from '../domain/message.js';
import type { Paper } from '../domain/paper.js';
import { inert, joinMarkdown, own } from '../text/markdown.js';
import { splitText } from '../text/sentences.js';
import { abstractText, paperUrl, providerText, titleLines } from './paper-text.js';
import { wording } from './wording.js';

/** Leaves room in Discord's 4096 for the backslashes that make a text inert. */
const PART_POINTS = 1_900;

/** Prefix of the button that has a paper translated; its argument is the key. */
export const TRANSLATE_PREFIX = 'translate';
const SECONDARY_STYLE = 2;

/** 日本語に訳す, for readers of Japanese where there is no Japanese yet. */
function translateRow(paper: Paper, language: Language): Pick<MessageBody, 'components'> {
  if (language !== 'ja' || paper.abstract === null || paper.abstractJa !== null) return {};
  const button = {
    type: 2,
    style: SECONDARY_STYLE,
    label: wording(language).translateNow,
    custom_id: `${TRANSLATE_PREFIX}:${paper.key}`,
  } as const;
  return { components: [{ type: 1, components: [button] }] };
}

export interface FullTextOptions {
  /** What is shown. */
  readonly textLanguage: Language;
  /** The reader's. */
  readonly language: Language;
  /** Whether there is a translator. */
  readonly canTranslate: boolean;
}

/** The first message has the title. */
export function fullText(paper: Paper, { textLanguage, language, canTranslate }: FullTextOptions): Reply {
  const text = abstractText(paper, textLanguage);
  const [first = wording(language).noAbstract, ...more] = text === null ? [] : splitText(text, PART_POINTS).map(inert);
  const { title, original } = titleLines(paper, textLanguage);
  const notes = [
    original === null ? null : own`-# ${original}`,
    textLanguage === 'ja' && text !== null ? own`-# ${providerText(paper, language)}` : null,
  ];
  const head: MessageBody = {
    embeds: [{ title, url: paperUrl(paper, 2048), description: joinMarkdown([...notes, first], '\n') }],
    ...(canTranslate ? translateRow(paper, language) : {}),
  };
  return { messages: [head, ...more.map((description) => ({ embeds: [{ description }] }))] };
}
