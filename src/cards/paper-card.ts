// The card: one paper as one embed with its buttons, within every limit of Discord whatever the paper.
import type { Taxonomy } from '../domain/category.js';
import type { Language } from '../domain/language.js';
import type { Embed, EmbedField, LabelledButton, MessageBody, Row } from '../domain/message.js';
import { paperLinks, type Paper } from '../domain/paper.js';
import { shownTexts } from '../domain/readable-texts.js';
import { inert, inertLine, joinMarkdown, own, type Markdown } from '../text/markdown.js';
import { cutAtSentence } from '../text/sentences.js';
import { plain, visible } from '../text/visible.js';
import { archiveColour } from './colour.js';
import {
  abstractText,
  authorsText,
  categoriesText,
  dateText,
  paperUrl,
  providerText,
  titleLines,
} from './paper-text.js';
import { wording } from './wording.js';

/** What reads well in a channel; far below Discord's 4096. */
const SUMMARY_POINTS = 900;
const FIELD_LIMIT = 1024;
const FOOTER_POINTS = 200;
const EMBED_URL_LIMIT = 2048;
/** Discord's limit for the address of a link button. */
export const BUTTON_URL_LIMIT = 512;
const SECONDARY_STYLE = 2;
const LINK_STYLE = 5;

function description(paper: Paper, language: Language): Markdown {
  const words = wording(language);
  const asked = abstractText(paper, language);
  const other = abstractText(paper, language === 'ja' ? 'en' : 'ja');
  const isTranslation = (asked === null) === (language === 'en');
  const text = asked ?? other;
  const { original } = titleLines(paper, language);
  const isTranslated = (text !== null && isTranslation) || original !== null;
  const shown = text === null ? words.noAbstract : inert(cutAtSentence(visible(text), SUMMARY_POINTS));
  return joinMarkdown(
    [
      original === null ? null : own`-# ${original}`,
      paper.withdrawn ? own`**${words.withdrawn}**` : null,
      isTranslated ? own`-# ${providerText(paper, language)}` : null,
      language === 'ja' && asked === null ? own`-# ${words.noTranslation}` : null,
      shown,
    ],
    '\n',
  );
}

function field(name: Markdown, value: Markdown): EmbedField[] {
  return value === '' ? [] : [{ name, value, inline: false }];
}

/** 原文 / 日本語 and 似た論文 answer privately; arXiv and PDF are links. */
export function paperButtons(paper: Paper, language: Language): Row<LabelledButton> {
  const words = wording(language);
  const showsJapanese = paper.abstractJa !== null && (language === 'ja' || paper.abstract === null);
  const { pdf } = paperLinks(paper);
  const components: LabelledButton[] = [
    ...(showsJapanese && paper.abstract !== null
      ? [{ type: 2, style: SECONDARY_STYLE, label: words.original, custom_id: `original:${paper.key}` } as const]
      : []),
    ...(!showsJapanese && paper.abstractJa !== null
      ? [{ type: 2, style: SECONDARY_STYLE, label: words.translation, custom_id: `translation:${paper.key}` } as const]
      : []),
    ...(language === 'ja' && paper.abstractJa === null && paper.abstract !== null
      ? [{ type: 2, style: SECONDARY_STYLE, label: words.fullText, custom_id: `original:${paper.key}` } as const]
      : []),
    { type: 2, style: LINK_STYLE, label: plain('arXiv', 80), url: paperUrl(paper, BUTTON_URL_LIMIT) },
    ...(pdf === null ? [] : [{ type: 2, style: LINK_STYLE, label: plain('PDF', 80), url: pdf } as const]),
    { type: 2, style: SECONDARY_STYLE, label: words.similar, custom_id: `similar:${paper.key}` },
  ];
  return { type: 1, components };
}

/** The message for one paper in a reader's language. */
export function paperCard(paper: Paper, language: Language, taxonomy: Taxonomy): MessageBody {
  const words = wording(language);
  const first = paper.primaryCategory ?? paper.categories[0] ?? '';
  const version = paper.version === null ? '' : `v${paper.version}`;
  const name = paper.arxivId === null ? paper.key : `arXiv:${paper.arxivId}${version}`;
  const site = paper.translation?.site ?? null;
  const date = dateText(paper);
  const { journalRef } = shownTexts(paper);
  const embed: Embed = {
    title: titleLines(paper, language).title,
    url: paperUrl(paper, EMBED_URL_LIMIT),
    description: description(paper, language),
    color: archiveColour(taxonomy.archive(taxonomy.canonical(first) ?? first)),
    fields: [
      ...field(words.authors, authorsText(paper, language)),
      ...field(words.categories, categoriesText(paper, language, taxonomy)),
      ...(date === null ? [] : field(paper.updatedAt === null ? words.submitted : words.updated, date)),
      ...(journalRef === null ? [] : field(words.journalRef, inertLine(journalRef, FIELD_LIMIT))),
    ],
    footer: { text: plain([name, ...(site === null ? [] : [site])].join(' · '), FOOTER_POINTS) },
  };
  return { embeds: [embed], components: [paperButtons(paper, language)] };
}
