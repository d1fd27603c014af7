// Messages of several papers: the list of up to ten, the digest of a day with its counts, and a private page of its rest.
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { LINES_SHOWN } from '../domain/delivery.js';
import { wordsLanguage, type Language } from '../domain/language.js';
import type { Embed, LabelledButton, Menu, MessageBody, Row } from '../domain/message.js';
import { joinMarkdown, type Markdown } from '../text/markdown.js';
import { countPoints } from '../text/points.js';
import { plain, type PlainText } from '../text/visible.js';
import type { ListedPaper } from './listed-paper.js';
import type { View } from './view.js';
import { listWording } from './wording/lists.js';

/** Discord's limit for an embed's description. */
const DESCRIPTION_LIMIT = 4_096;
const FOOTER_LIMIT = 200;
const LABEL_LIMIT = 80;

/** Prefixes of controls; each argument begins with the message's own mark. */
const OPEN_PREFIX = 'open';
export const REST_PREFIX = 'rest';
/** On private pages, which are edited in place. */
export const PAGES_PREFIX = 'pages';

/** The lines as wide as all of them fit beneath the text above them; of the narrowest as many as fit. */
function fitted(head: Markdown | null, lines: readonly ListedPaper[]): Markdown {
  const ways = lines[0]?.ways.length ?? 0;
  let text = joinMarkdown([head], '');
  for (let way = 0; way < ways; way += 1) {
    text = joinMarkdown([head, ...lines.map((line) => line.ways[way] ?? null)], '\n\n');
    if (countPoints(text) <= DESCRIPTION_LIMIT) return text;
  }
  return text;
}

function openMenu(lines: readonly ListedPaper[], mark: string, language: Language): Row<Menu> {
  const placeholder = listWording(language).openPaper;
  // Two lines are of one paper where it turned out to be one later; Discord takes no value twice.
  const all = lines.map(({ option }) => option);
  const options = all.filter(({ value }, index) => all.findIndex((other) => other.value === value) === index);
  return {
    type: ComponentType.ActionRow,
    components: [{ type: ComponentType.StringSelect, custom_id: `${OPEN_PREFIX}:${mark}`, placeholder, options }],
  };
}

function button(label: PlainText, customId: string): LabelledButton {
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: plain(label, LABEL_LIMIT),
    custom_id: customId,
  };
}

function footerOf(text: PlainText, lines: readonly ListedPaper[]): { text: PlainText } {
  const providers = [...new Set(lines.flatMap(({ provider }) => (provider === null ? [] : [provider])))];
  return { text: plain([text, ...providers].filter((part) => part !== '').join(' · '), FOOTER_LIMIT) };
}

export interface ListOptions {
  readonly lines: readonly ListedPaper[];
  /** By which this message is recognised in a history: 25 letters of an address (`A-Za-z0-9_-`). */
  readonly mark: string;
  readonly view: View;
}

/** Up to ten papers. */
export function listMessage({ lines, mark, view }: ListOptions): MessageBody {
  const language = wordsLanguage(view.language);
  const embed: Embed = {
    description: fitted(null, lines),
    color: lines[0]?.colour ?? 0,
    footer: footerOf(listWording(language).listFooter(lines.length), lines),
  };
  return { embeds: [embed], components: [openMenu(lines, mark, language)] };
}

export interface DigestOptions extends ListOptions {
  /** What it is about, and its day, both in words. */
  readonly subject: Markdown;
  readonly day: Markdown;
  /** All papers of the digest; `lines` are the first of them. */
  readonly count: number;
  /** Papers that a channel of the reader's showed since the digest before. */
  readonly leftOut: number;
  /** The delivery that leads it. */
  readonly leaderId: number;
}

/** A head with counts that add up, the first lines, and a button to the others. */
export function digestMessage(options: DigestOptions): MessageBody {
  const { lines, mark, view, subject, day, count, leftOut, leaderId } = options;
  const language = wordsLanguage(view.language);
  const words = listWording(language);
  const rest = count - lines.length;
  const omitted = leftOut === 0 ? null : words.digestLeftOut(leftOut);
  const head = joinMarkdown([words.digestCounts(count, lines.length), omitted], '\n');
  const embed: Embed = {
    title: words.digestTitle(subject, day),
    description: fitted(head, lines),
    color: lines[0]?.colour ?? 0,
    ...(lines.some(({ provider }) => provider !== null) ? { footer: footerOf(plain('', 1), lines) } : {}),
  };
  const more = rest === 0 ? [] : [button(words.restButton(rest), restId({ mark, leaderId, offset: lines.length }))];
  return {
    embeds: [embed],
    components: [
      openMenu(lines, mark, language),
      ...(more.length === 0 ? [] : [{ type: ComponentType.ActionRow, components: more } satisfies Row<LabelledButton>]),
    ],
  };
}

/** Where a page of a digest's rest begins, as its button carries it. */
export interface RestPlace {
  readonly mark: string;
  readonly leaderId: number;
  /** Lines before it. */
  readonly offset: number;
}

function restId({ mark, leaderId, offset }: RestPlace, prefix = REST_PREFIX): string {
  return `${prefix}:${mark}:${leaderId}:${offset}`;
}

/** The place in a button's argument (what follows the prefix); null for anything else. */
export function restPlace(argument: string): RestPlace | null {
  const found = /^([\w-]+):(\d{1,15}):(\d{1,9})$/.exec(argument);
  if (found === null) return null;
  const [, mark = '', leaderId, offset] = found;
  return { mark, leaderId: Number(leaderId), offset: Number(offset) };
}

export interface RestPageOptions {
  readonly lines: readonly ListedPaper[];
  readonly place: RestPlace;
  readonly count: number;
  readonly view: View;
}

/** A private page of a digest's lines with the way to the one before and after. */
export function restPage({ lines, place, count, view }: RestPageOptions): MessageBody {
  const language = wordsLanguage(view.language);
  const words = listWording(language);
  const { offset, mark } = place;
  const last = offset + lines.length;
  const pages = [
    ...(offset > 0
      ? [button(words.previous, restId({ ...place, offset: Math.max(0, offset - LINES_SHOWN) }, PAGES_PREFIX))]
      : []),
    ...(last < count ? [button(words.next, restId({ ...place, offset: last }, PAGES_PREFIX))] : []),
  ];
  const embed: Embed = {
    description: fitted(null, lines),
    color: lines[0]?.colour ?? 0,
    footer: footerOf(words.range(offset + 1, last, count), lines),
  };
  return {
    embeds: [embed],
    components: [
      openMenu(lines, mark, language),
      ...(pages.length === 0
        ? []
        : [{ type: ComponentType.ActionRow, components: pages } satisfies Row<LabelledButton>]),
    ],
  };
}
