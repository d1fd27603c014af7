// The whole text of a paper in one language, over as many messages as it needs.
import type { Language } from '../domain/language.js';
import type { MessageBody, Reply } from '../domain/message.js';
import type { Paper } from '../domain/paper.js';
import { inert } from '../text/markdown.js';
import { splitText } from '../text/sentences.js';
import { abstractText, paperUrl, providerText, titleText } from './paper-text.js';
import { wording } from './wording.js';

/** Leaves room in Discord's 4096 for the backslashes that make a text inert. */
const PART_POINTS = 1_900;

/** `textLanguage` is what is shown, `language` the reader's; the first message has the title. */
export function fullText(paper: Paper, textLanguage: Language, language: Language): Reply {
  const text = abstractText(paper, textLanguage);
  const [first = wording(language).noAbstract, ...more] = text === null ? [] : splitText(text, PART_POINTS);
  const note = textLanguage === 'ja' && text !== null ? `-# ${providerText(paper, language)}\n` : '';
  const head: MessageBody = {
    embeds: [{ title: titleText(paper), url: paperUrl(paper, 2048), description: note + inert(first) }],
  };
  return { messages: [head, ...more.map((part) => ({ embeds: [{ description: inert(part) }] }))] };
}
