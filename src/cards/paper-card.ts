// The card: one paper as one embed that fits a phone, with its buttons, within every limit of Discord whatever the paper.
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { wordsLanguage, type Language } from '../domain/language.js';
import type { Embed, LabelledButton, MessageBody, Row } from '../domain/message.js';
import { paperLinks, type Paper } from '../domain/paper.js';
import { GIST_POINTS, gistOf, statementOf } from '../text/gist.js';
import { hasCjk } from '../text/cjk.js';
import { inert, joinMarkdown, own, shownAs, type Markdown } from '../text/markdown.js';
import { plain, visible, type PlainText } from '../text/visible.js';
import { gistRoom } from './card-room.js';
import { archiveColour } from './colour.js';
import { factsLine } from './facts.js';
import {
  abstractText,
  gistBase,
  headLines,
  paperUrl,
  providerText,
  withdrawalText,
  type TitleLines,
} from './paper-text.js';
import type { View } from './view.js';
import { wording } from './wording.js';

const FOOTER_POINTS = 200;
const EMBED_URL_LIMIT = 2048;
/** Discord's limit for the address of a link button. */
const BUTTON_URL_LIMIT = 512;
/** Of the English sentence on a card in both languages. */
const SENTENCE_POINTS = 140;
/** Prefix of the button that opens the whole text; its argument is the key. */
export const FULL_TEXT_PREFIX = 'full';

interface Gist {
  readonly text: Markdown;
  /** Whether it is a translation. */
  readonly isTranslated: boolean;
}

/** The lines above the gist, which leave it less room. */
interface Above extends TitleLines {
  readonly facts: Markdown;
}

/** The gist in the wanted language, else in the other one; null where no abstract is known. */
function gist(paper: Paper, language: Language, { title, original, facts }: Above): Gist | null {
  const asked = gistBase(paper, language);
  const text = asked ?? gistBase(paper, language === 'ja' ? 'en' : 'ja');
  if (text === null) return null;
  const said = visible(text);
  const above = { title: shownAs(title), original: original === null ? '' : shownAs(original), facts: shownAs(facts) };
  const max = Math.min(GIST_POINTS[hasCjk(said) ? 'ja' : 'en'], gistRoom(above, said));
  return { text: inert(gistOf(said, max)), isTranslated: (asked === null) === (language === 'en') };
}

/** Both languages: beneath the Japanese gist the statement of the original, in as much room as both have together. */
function inBoth(paper: Paper, above: Above): Gist | null {
  const abstract = abstractText(paper, 'en');
  const sentence = abstract === null ? null : inert(statementOf(visible(abstract), SENTENCE_POINTS));
  if (sentence === null || gistBase(paper, 'ja') === null) return gist(paper, 'ja', above);
  const japanese = gist(paper, 'ja', { ...above, facts: joinMarkdown([above.facts, sentence], '\n') });
  return japanese === null ? null : { ...japanese, text: joinMarkdown([japanese.text, sentence], '\n') };
}

/** Identifier, or that none is known, and who translated what is shown. */
function footer(paper: Paper, language: Language, isTranslated: boolean): PlainText {
  const version = paper.version === null ? '' : `v${paper.version}`;
  const name = paper.arxivId === null ? wording(language).noIdentifier : `arXiv:${paper.arxivId}${version}`;
  const parts = [name, ...(isTranslated ? [providerText(paper, language)] : [])];
  return plain(parts.join(' · '), FOOTER_POINTS);
}

/** 全文 and 似た論文 answer privately; PDF and arXiv (its search while there is no identifier) are links. */
function paperButtons(paper: Paper, language: Language): Row<LabelledButton> {
  const words = wording(language);
  const { abs, pdf } = paperLinks(paper);
  const press = (label: PlainText, id: string): LabelledButton => ({
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label,
    custom_id: id,
  });
  const link = (label: PlainText, url: string): LabelledButton => ({
    type: ComponentType.Button,
    style: ButtonStyle.Link,
    label,
    url,
  });
  return {
    type: ComponentType.ActionRow,
    components: [
      press(words.fullText, `${FULL_TEXT_PREFIX}:${paper.key}`),
      ...(pdf === null ? [] : [link(plain('PDF', 80), pdf)]),
      link(abs === null ? words.searchArxiv : plain('arXiv', 80), paperUrl(paper, BUTTON_URL_LIMIT)),
      press(words.similar, `similar:${paper.key}`),
    ],
  };
}

/** The message for one paper. */
export function paperCard(paper: Paper, view: View): MessageBody {
  const { taxonomy } = view;
  const language = wordsLanguage(view.language);
  const first = paper.primaryCategory ?? paper.categories[0] ?? '';
  const { title, original } = headLines(paper, language);
  const facts = factsLine(paper, view);
  const above = { title, original, facts };
  const reason = withdrawalText(paper, GIST_POINTS.en);
  const said =
    reason !== null
      ? { text: reason, isTranslated: false }
      : view.language === 'both'
        ? inBoth(paper, above)
        : gist(paper, language, above);
  const description = joinMarkdown(
    [original === null ? null : own`-# ${original}`, facts === '' ? null : own`-# ${facts}`, said?.text ?? null],
    '\n',
  );
  const embed: Embed = {
    title,
    url: paperUrl(paper, EMBED_URL_LIMIT),
    ...(description === '' ? {} : { description }),
    color: archiveColour(taxonomy.archive(taxonomy.canonical(first) ?? first)),
    footer: { text: footer(paper, language, original !== null || said?.isTranslated === true) },
  };
  return { embeds: [embed], components: [paperButtons(paper, language)] };
}
