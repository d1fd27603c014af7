// Other documents: where a document of another format begins in a dump, whose records its reader does not see.
import type { Format } from '../domain/paper.js';
import { RAW_LIMIT, type DumpFormat, type DumpReader, type ParsedItem } from './parsed.js';

interface Kind {
  readonly name: string;
  /** What begins a document of this kind, and stands in no text of a paper. */
  readonly sign: string;
  /** The formats whose own text it is. */
  readonly formats: RegExp;
}

/** Snapshots and other JSON are not watched: each line or element of theirs that is no paper is rejected by itself. */
const KINDS: readonly Kind[] = [
  {
    name: 'an RSS feed',
    // Web pages hold RDF of other kinds, such as their licence's and their trackback's.
    sign: String.raw`<(?:rss\s[^<>]{0,300}(?:version|xmlns)|(?:\w{1,20}:)?RDF\s[^<>]{0,300}purl\.org/rss/)`,
    formats: /-rss1?$/,
  },
  { name: 'an Atom feed', sign: String.raw`<(?:\w{1,20}:)?feed\s[^<>]{0,300}xmlns`, formats: /^arxiv-(?:atom|api)$/ },
  { name: 'an OAI-PMH answer', sign: String.raw`<(?:\w{1,20}:)?OAI-PMH[\s>]`, formats: /^oai-/ },
  {
    name: 'a text or page of arxiv.jp',
    sign: String.raw`[\r\n>][ \t]{0,20}arxiv ?情報[ \t]{0,20}[\r\n<]`,
    formats: /^arxiv-jp-/,
  },
  {
    name: 'a mailing or listing',
    sign: String.raw`[\r\n]\\\\[ \t]{0,20}\r?\n(?:arXiv|Paper):`,
    formats: /^(?:mailing|abs)$/,
  },
  { name: 'a snapshot', sign: String.raw`[\r\n]\{[ \t]?"id":`, formats: /^(?:snapshot|hf-daily)$/ },
  {
    name: 'a list of daily papers',
    sign: String.raw`[\r\n]\[\s{0,20}\{\s{0,20}"paper":`,
    formats: /^(?:snapshot|hf-daily)$/,
  },
];
const ANY_SIGN = new RegExp(KINDS.map(({ sign }) => `(${sign})`).join('|'), 'gi');
/** No sign is longer; so much of the text is kept for the next piece. */
const LONGEST_SIGN = 400;

const isOwn = ({ formats }: Kind, format: Format): boolean => formats.test(format);

/** Calls `onFound` for the first document of each other kind: what it is, its line, and what stands on that. */
function createWatch(format: Format, onFound: (name: string, line: number, text: string) => void) {
  const told = new Set(KINDS.filter((kind) => isOwn(kind, format)));
  // A sign may begin the dump, as where the text that is read stands behind it.
  let buffer = '\n';
  let line = 0;
  return (text: string): void => {
    buffer += text;
    for (const match of buffer.matchAll(ANY_SIGN)) {
      const kind = KINDS.find((_, index) => match[index + 1] !== undefined);
      if (kind === undefined || told.has(kind)) continue;
      told.add(kind);
      const start = match.index + match[0].search(/[^\s>]/);
      // Its first line alone: on those that follow, records of the dump may begin, which are rejections of their own.
      const [text = ''] = buffer.slice(start, start + RAW_LIMIT).split(/[\r\n]/, 1);
      onFound(kind.name, line + buffer.slice(0, start).split('\n').length - 1, text);
    }
    const seen = Math.max(0, buffer.length - LONGEST_SIGN);
    line += buffer.slice(0, seen).split('\n').length - 1;
    buffer = buffer.slice(seen);
  };
}

/**
 * The reader of a format that also says which documents of other formats stand in the dump: a rejection for the first of
 * each kind, behind all records. They are not read, since a dump has one format, which says whether it announces.
 */
export function openWhole({ format, open }: DumpFormat, emit: (item: ParsedItem) => void): DumpReader {
  if (format === 'snapshot' || format === 'hf-daily') return open(emit);
  let last = 0;
  const found: { readonly reason: string; readonly line: number; readonly text: string }[] = [];
  const watch = createWatch(format, (name, line, text) => {
    const reason = `${name} begins here, and is not read: the file is read as ${format}. Each needs a file of its own`;
    found.push({ reason, line, text });
  });
  const reader = open((item) => {
    last = item.record;
    emit(item);
  });
  return {
    ...reader,
    push(text) {
      watch(text);
      reader.push(text);
    },
    end() {
      reader.end();
      for (const each of found) emit({ kind: 'rejection', record: (last += 1), ...each });
    },
  };
}
