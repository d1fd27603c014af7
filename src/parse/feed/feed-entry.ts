// One entry of arXiv's announcement feeds, whichever envelope it comes in: what its identifier, title, text and names say.
import { parseAuthors } from '../../domain/author-list.js';
import { parseIdentifier, type Identifier } from '../../domain/identifier.js';
import { ANNOUNCE_TYPES, recordOf, type AnnounceType } from '../../domain/paper.js';
import { withdrawnByAbstract } from '../../domain/withdrawn.js';
import { htmlText } from '../text/html-lines.js';
import type { XmlReading } from '../xml/items.js';
import { comparisonForm } from '../../text/comparison.js';

/** The fields of an entry as the feed spells them; blank ones are null. */
export interface FeedEntry {
  readonly title: string | null;
  /** Where an identifier can stand, the most exact first: guid or id, link. */
  readonly places: readonly (string | null)[];
  readonly description: string | null;
  readonly creators: readonly string[];
  readonly categories: readonly string[];
  readonly announceType: string | null;
  readonly announcedAt: string | null;
  readonly license: string | null;
  readonly journalRef: string | null;
  readonly doi: string | null;
}

/** `arXiv:2203.01250v3 Announce Type: replace-cross`, then the abstract (info.arxiv.org/help/rss_specifications). */
const HEAD = /^\s*arXiv:(\S+)\s+Announce Type:\s*([a-z-]+)\s*/i;
/** RSS 1.0 until February 2024: `Title. (arXiv:1805.06430v2 [nucl-th] UPDATED)`. */
const SUFFIX = /^\(arXiv:([^\s)]+)(?:\s+\[([^\]]+)\])?(?:\s+(UPDATED|CROSS LISTED))?\)\s*$/;
const CODE = /^[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[a-z]+)*)?$/;

/** The best of several spellings of one identifier: the first that can be read, with a version where any tells it. */
function bestIdentifier(spellings: readonly string[]): Identifier | null {
  const found = spellings.map(parseIdentifier).filter((each) => each !== null);
  const [first] = found;
  if (first === undefined) return null;
  return found.find((each) => each.arxivId === first.arxivId && each.version !== null) ?? first;
}

function announceTypeOf(text: string | undefined): AnnounceType | null {
  return (
    ANNOUNCE_TYPES.find(
      (type) =>
        type ===
        comparisonForm(text ?? '')
          .trim()
          .toLowerCase(),
    ) ?? null
  );
}

/** The old suffix says `UPDATED` for a replacement; a cross-list that is no replacement is `CROSS LISTED`. */
function typeOfSuffix(mark: string | undefined): AnnounceType | null {
  if (mark === 'UPDATED') return 'replace';
  return mark === 'CROSS LISTED' ? 'cross' : 'new';
}

/** A title of the old feeds without its suffix and the full stop before that. */
function splitTitle(text: string): { title: string; suffix: RegExpExecArray | null } {
  const start = text.lastIndexOf('(arXiv:');
  const suffix = start < 0 ? null : SUFFIX.exec(text.slice(start));
  return suffix === null
    ? { title: text, suffix }
    : { title: text.slice(0, start).trimEnd().replace(/\.$/, ''), suffix };
}

/** Makes a record of an entry. Escaped HTML of the old feeds is taken off; TeX and line breaks stay as they are. */
export function readFeedEntry(entry: FeedEntry): XmlReading {
  const description = entry.description === null ? '' : htmlText(entry.description);
  const head = HEAD.exec(description);
  const { title, suffix } = splitTitle(entry.title ?? '');
  if (title.trim() === '') return { kind: 'rejection', reason: 'the title is missing' };
  const spellings = [entry.places[0], head?.[1], suffix?.[1], ...entry.places.slice(1)].filter(
    (each) => typeof each === 'string',
  );
  const identifier = bestIdentifier(spellings);
  if (identifier === null) {
    const reason =
      spellings[0] === undefined ? 'the identifier is missing' : `"${spellings[0]}" is not an arXiv identifier`;
    return { kind: 'rejection', reason };
  }
  const abstract = description.slice(head?.[0].length ?? 0).replace(/^\s*Abstract:/, '');
  const codes = entry.categories.flatMap((text) => text.split(/[\s,;]+/)).filter((code) => CODE.test(code));
  const categories = codes.length === 0 && suffix?.[2] !== undefined ? [suffix[2]] : codes;
  const type = announceTypeOf(entry.announceType ?? head?.[2]) ?? (suffix === null ? null : typeOfSuffix(suffix[3]));
  return {
    kind: 'record',
    value: recordOf(title, {
      ...identifier,
      abstract: abstract.trim() === '' ? null : abstract,
      authors: entry.creators.flatMap((names) => parseAuthors(htmlText(names))),
      categories,
      primaryCategory: categories[0] ?? null,
      announceType: type,
      announcedAt: entry.announcedAt,
      license: entry.license,
      journalRef: entry.journalRef,
      doi: entry.doi,
      withdrawn: withdrawnByAbstract(abstract),
    }),
  };
}
