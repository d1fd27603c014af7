// Paper and record: what a dump says of a paper, and the one merged paper that we keep.

/** arXiv's announcement types, as the feed element `announce_type` spells them. */
export const ANNOUNCE_TYPES = ['new', 'cross', 'replace', 'replace-cross'] as const;
export type AnnounceType = (typeof ANNOUNCE_TYPES)[number];

/** Names of the input formats, as `ingest --json` prints them. */
export const FORMATS = [
  'arxiv-jp-text',
  'arxiv-jp-html',
  'arxiv-jp-rss',
  'arxiv-rss',
  'arxiv-rss1',
  'arxiv-atom',
  'arxiv-api',
  'oai-arXiv',
  'oai-arXivOld',
  'oai-arXivRaw',
  'oai-dc',
  'oai-identifiers',
  'oai-other',
  'oai-error',
  'snapshot',
  'mailing',
  'abs',
  'hf-daily',
] as const;
export type Format = (typeof FORMATS)[number];

/**
 * Who translated: the site that published the translation and the service that it names; `site` is null for a translation
 * of our own, `service` then our translator.
 */
export interface Translation {
  readonly site: string | null;
  readonly service: string | null;
}

/** When a version was submitted, as a dump spells it. */
export interface VersionTime {
  readonly version: number;
  readonly at: string;
}

/**
 * One raw item, exactly as the dump spells it: texts may hold hard wraps and outer spaces; times are ISO 8601 or
 * RFC 822 with a zone, or a bare date where the source knows no more. Lists may be empty; what is not said is null.
 */
export interface DumpRecord {
  readonly arxivId: string | null;
  readonly version: number | null;
  readonly title: string;
  readonly titleJa: string | null;
  readonly abstract: string | null;
  readonly abstractJa: string | null;
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  readonly primaryCategory: string | null;
  readonly submittedAt: string | null;
  readonly updatedAt: string | null;
  readonly announceType: AnnounceType | null;
  readonly comments: string | null;
  readonly journalRef: string | null;
  readonly doi: string | null;
  readonly reportNo: string | null;
  readonly license: string | null;
  readonly withdrawn: boolean | null;
  readonly translation: Translation | null;
  /** Every version whose time the dump tells, in order. */
  readonly versions: readonly VersionTime[];
  /** The last change of the metadata (OAI datestamp, snapshot update_date); no submission time. */
  readonly asOf: string | null;
  /** When arXiv announced it (a feed's pubDate). */
  readonly announcedAt: string | null;
}

/** A record of which only the title is known; parsers add what their format says. */
export function recordOf(title: string, known: Partial<DumpRecord>): DumpRecord {
  return {
    arxivId: null,
    version: null,
    title,
    titleJa: null,
    abstract: null,
    abstractJa: null,
    authors: [],
    categories: [],
    primaryCategory: null,
    submittedAt: null,
    updatedAt: null,
    announceType: null,
    comments: null,
    journalRef: null,
    doi: null,
    reportNo: null,
    license: null,
    withdrawn: null,
    translation: null,
    versions: [],
    asOf: null,
    announcedAt: null,
    ...known,
  };
}

/** The facts of one paper, normalized: trimmed texts, UTC times `YYYY-MM-DDTHH:MM:SSZ`, canonical identifier. */
export interface PaperFacts {
  readonly arxivId: string | null;
  readonly version: number | null;
  readonly title: string;
  readonly titleJa: string | null;
  readonly abstract: string | null;
  /** Lines joined by `\n`. */
  readonly abstractJa: string | null;
  /** Display names in order. */
  readonly authors: readonly string[];
  /** Codes as given. */
  readonly categories: readonly string[];
  readonly primaryCategory: string | null;
  readonly submittedAt: string | null;
  readonly updatedAt: string | null;
  readonly announceType: AnnounceType | null;
  readonly comments: string | null;
  readonly journalRef: string | null;
  readonly doi: string | null;
  readonly reportNo: string | null;
  readonly license: string | null;
  readonly withdrawn: boolean;
  readonly translation: Translation | null;
  /** Our translation of the abstract's gist, readable; missing where there is none. */
  readonly gistJa?: string;
  /** Who made our translation of the title where a site translated the abstract; missing elsewhere. */
  readonly titleService?: string;
}

/**
 * The facts of one record, normalized. Times are exact (`YYYY-MM-DDTHH:MM:SSZ`) or bare days (`YYYY-MM-DD`);
 * `withdrawn` is null where the record does not tell.
 */
export interface RecordFacts extends Omit<PaperFacts, 'withdrawn'> {
  readonly withdrawn: boolean | null;
  readonly versions: readonly VersionTime[];
  readonly asOf: string | null;
  readonly announcedAt: string | null;
}

/** The texts of a paper as a reader sees them. */
export type ReadableTexts = Pick<
  PaperFacts,
  'title' | 'titleJa' | 'abstract' | 'abstractJa' | 'comments' | 'journalRef' | 'authors'
>;

/** The merged paper: one for life. `key` never changes, also when the identifier becomes known later. */
export interface Paper extends PaperFacts {
  readonly key: string;
  /** By which it is found and ordered, UTC (see paperDate in merge.ts); null where nothing tells one. */
  readonly date: string | null;
  /** Those of its texts that read otherwise than they are typed (see readable-texts.ts). */
  readonly readable: Partial<ReadableTexts>;
}

/** Where a fact of a paper came from: a dump (SHA-256, hex), its format, and when it was read. */
export interface Provenance {
  readonly dump: string;
  readonly format: Format;
  readonly at: string;
}

export interface PaperLinks {
  readonly abs: string | null;
  readonly pdf: string | null;
  readonly search: string;
}

/**
 * Links of a paper. Without an identifier only the title search of arXiv is known
 * (https://arxiv.org/search/?query=…&searchtype=title).
 */
export function paperLinks(paper: Pick<Paper, 'arxivId' | 'title'>): PaperLinks {
  const query = new URLSearchParams({ query: paper.title, searchtype: 'title' });
  return {
    abs: paper.arxivId === null ? null : `https://arxiv.org/abs/${paper.arxivId}`,
    pdf: paper.arxivId === null ? null : `https://arxiv.org/pdf/${paper.arxivId}`,
    search: `https://arxiv.org/search/?${query.toString()}`,
  };
}
