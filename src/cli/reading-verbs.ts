// The verbs that read: export, search, show and rejections, printed for people or as JSON.
import { countedPlain } from '../text/plural.js';
import { createInterface } from 'node:readline';
import type { SearchRequest, SearchResult } from '../domain/search.js';
import { paperLinks, type Paper, type Provenance } from '../domain/paper.js';
import { shownTitle } from '../domain/shown-title.js';
import { isWholeLine } from '../domain/author-list.js';
import { UserError } from '../errors.js';
import type { Reader } from '../store/reader.js';
import type { TextReport } from '../store/translation/reports.js';

/** Writes one line to standard output, whatever stands in it; resolves when the stream takes more. */
export type PrintLine = (line: string) => Promise<void>;

/** Where a verb prints, and whether as JSON. */
export interface PrintOptions {
  readonly print: PrintLine;
  readonly isJson: boolean;
}

/** The export object of a paper: every key present, unknown is null. */
export function exportObject(paper: Paper, sources: readonly Provenance[]): object {
  const { key, arxivId, version, title, titleJa, abstract, abstractJa, authors, categories, primaryCategory } = paper;
  const { submittedAt, updatedAt, announceType, comments, journalRef, doi, reportNo, license, withdrawn, translation } =
    paper;
  return {
    key,
    arxivId,
    version,
    title,
    titleJa,
    abstract,
    abstractJa,
    authors,
    categories,
    primaryCategory,
    submittedAt,
    updatedAt,
    announceType,
    comments,
    journalRef,
    doi,
    reportNo,
    license,
    withdrawn,
    translation,
    links: paperLinks(paper),
    sources,
  };
}

export async function printExport(reader: Reader, print: PrintLine): Promise<void> {
  for (const { paper, sources } of reader.eachPaper()) await print(JSON.stringify(exportObject(paper, sources)));
}

export async function printRejections(reader: Reader, { print, isJson }: PrintOptions): Promise<void> {
  let count = 0;
  for (const rejection of reader.eachQuarantined()) {
    count += 1;
    const { id, path, record, line, reason, text } = rejection;
    const where = `${path}, record ${record}${line === null ? '' : `, line ${line}`}`;
    if (isJson) await print(JSON.stringify(rejection));
    else for (const shown of [`${id}  ${where}: ${reason}`, `    ${text.split('\n')[0] ?? ''}`]) await print(shown);
  }
  if (isJson) return;
  for (const notKept of reader.rejectionsNotKept()) {
    count += notKept.count;
    await print(`${notKept.path}: ${notKept.count} more were rejected and counted, but not kept`);
  }
  if (count === 0) await print('No record is in quarantine.');
}

const STATE_WORDS = {
  waiting: 'not yet',
  asking: 'is being translated',
  done: 'done',
  refused: 'refused',
  dropped: 'not now',
};

/** Who translated a text of a paper and when, or why nobody did. */
function translationLine({ kind, state, service, translatedAt, reason, characters }: TextReport): string {
  const by = service === null || translatedAt === null ? [] : [`${service}, ${translatedAt.slice(0, 16)}Z`];
  const details = [
    ...by,
    ...(reason === null ? [] : [reason]),
    `${countedPlain(characters, 'character', 'characters')} sent`,
  ];
  return `translation of the ${kind}: ${STATE_WORDS[state]} (${details.join('; ')})`;
}

export async function printShow(reader: Reader, reference: string, { print, isJson }: PrintOptions): Promise<void> {
  const paper = reader.findPaper(reference);
  if (paper === null) {
    throw new UserError(
      'unknown-paper',
      `No paper is known as "${reference}". Give a key such as s-0123456789, an identifier such as 2504.06704, or an arXiv address.`,
    );
  }
  const whole = exportObject(paper, reader.sourcesOf(paper.key));
  if (isJson) return print(JSON.stringify(whole));
  const lines = [
    `${shownTitle(paper)}  [${paper.arxivId ?? paper.key}]`,
    ...(paper.titleJa === null ? [] : [paper.titleJa]),
    paper.authors.join(', '),
    `${paper.categories.join(', ')}  ${paper.updatedAt ?? paper.submittedAt ?? ''}`.trim(),
    ...(paper.withdrawn ? ['this paper has been withdrawn'] : []),
    ...(paper.abstractJa === null ? [] : ['', ...paper.abstractJa.split('\n')]),
    ...(paper.abstract === null ? [] : ['', ...paper.abstract.split('\n')]),
    '',
    paperLinks(paper).abs ?? paperLinks(paper).search,
    ...(isWholeLine(paper.authors) ? ['authors: one line, kept as it is: no names could be told apart in it'] : []),
    ...reader.cutFields(paper.key).map((name) => `${name}: cut here; the record keeps all of it`),
    ...reader.paperTranslations(paper).map(translationLine),
  ];
  for (const line of lines) await print(line);
}

function searchObject(query: string, result: SearchResult): object {
  const { total, totalExact, tookMs, crossed, error } = result;
  const results = result.hits.map(({ paper, score }) => {
    const { key, arxivId, title, updatedAt } = paper;
    return { key, arxivId, title, score, updatedAt };
  });
  return { query, total, totalExact, tookMs, crossed, results, error };
}

export async function printSearch(
  reader: Reader,
  request: SearchRequest,
  { print, isJson }: PrintOptions,
): Promise<void> {
  const { result, note } = answer(reader, request);
  if (isJson) return print(JSON.stringify(searchObject(request.text, result)));
  if (result.error !== null)
    throw new UserError('bad-query', `The query was not understood: ${result.error}.`, { exitCode: 2 });
  if (note !== null) await print(note);
  await print(`${result.totalExact ? '' : 'more than '}${countedPlain(result.total, 'paper', 'papers')}`);
  for (const { paper } of result.hits) {
    await print(`${(paper.date ?? '').slice(0, 10).padEnd(10)}  ${paper.arxivId ?? paper.key}  ${shownTitle(paper)}`);
  }
}

export interface SearchLines {
  readonly reader: Reader;
  readonly input: NodeJS.ReadableStream;
  readonly request: Omit<SearchRequest, 'text'>;
  readonly print: PrintLine;
  readonly say: (line: string) => void;
}

const NOTHING = {
  total: 0,
  totalExact: true,
  tookMs: 0,
  crossed: [],
  hits: [],
  understood: '',
  isCut: false,
  problem: null,
} as const;

/** One answer line per input line, in order, flushed at once; a query that fails is an answer with `error`. */
export async function searchLines({ reader, input, request, print, say }: SearchLines): Promise<void> {
  function result(text: string): SearchResult {
    try {
      return answer(reader, { ...request, text }).result;
    } catch (error) {
      // The lines after it are answered all the same.
      say(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return { ...NOTHING, error: 'an error of this program; standard error has it' };
    }
  }
  for await (const text of createInterface({ input, crlfDelay: Infinity }))
    await print(JSON.stringify(searchObject(text, result(text))));
}

/** A request as the verb takes it. */
function requestText({ text, author, category, since, until }: SearchRequest): string {
  const options = Object.entries({ author, category, since, until });
  return [
    ...(text === '' ? [] : [`"${text}"`]),
    ...options.flatMap(([name, value]) => (value === null ? [] : [`--${name} "${value}"`])),
  ].join(' ');
}

/** What a request finds; where nothing, what the nearest spelling of it finds, with a line that says so. */
function answer(reader: Reader, request: SearchRequest): { result: SearchResult; note: string | null } {
  const result = reader.search(request);
  const looser = result.error === null && result.total === 0 ? reader.loosen(request) : null;
  if (looser === null) return { result, note: null };
  const what = looser.kind === 'spelling' ? 'showing' : 'try';
  const note = `0 papers for ${requestText(request)}; ${what} ${requestText(looser.request)}`;
  return { result: looser.kind === 'spelling' ? reader.search(looser.request) : result, note };
}
