// OAI-PMH of the local arXiv: Identify, ListSets, ListRecords with resumption tokens, GetRecord; the old server and the new.
import { instantOf } from '../../src/domain/local-time.js';
import { addDays } from '../../src/domain/local-time.js';
import { oaiDocument, oaiRecord, setSpecOf, type Harvested, type OaiPrefix } from './arxiv-documents.js';
import type { World } from './arxiv-world.js';
import { taxonomy } from './stores.js';

export interface OaiWorld {
  readonly world: World;
  readonly now: Date;
  readonly base: string;
  readonly isOld: boolean;
  readonly pageRecords: number;
}

/** Everything that a harvest can see now; lists change at 22:30 Eastern before the day of the feed. */
export function harvested({ world, now, isOld }: OaiWorld): Harvested[] {
  const seen = world.events.filter(({ day }) => instantOf(addDays(day, -1), '22:30', 'America/New_York') <= now);
  return world.papers
    .flatMap((paper): Harvested[] => {
      const own = seen.filter((event) => event.paper === paper);
      if (own.length === 0) return [];
      const hidden = world.events.filter((event) => event.paper === paper && !own.includes(event));
      const categories = paper.categories.filter((code) => !hidden.some(({ added }) => added === code));
      const versions = paper.versions.slice(0, Math.max(...own.map(({ version }) => version)));
      const specs = categories.map((code) => setSpecOf(code, taxonomy));
      const coarse = (spec: string): string =>
        spec
          .split(':')
          .slice(0, spec.startsWith('physics') ? 2 : 1)
          .join(':');
      const sets = isOld ? [...new Set(specs.map(coarse))] : specs;
      const datestamp =
        own
          .map(({ day }) => day)
          .toSorted()
          .at(-1) ?? '';
      return [{ paper: { ...paper, categories, versions }, datestamp, sets }];
    })
    .sort((a, b) => (`${a.datestamp} ${a.paper.id}` < `${b.datestamp} ${b.paper.id}` ? -1 : 1));
}

const PREFIXES: readonly string[] = ['arXiv', 'arXivRaw', 'oai_dc'];
const isPrefix = (text: string | null): text is OaiPrefix => text !== null && PREFIXES.includes(text);

/** The arguments that a token stands for, and how many records lie before its page; null for no token of this server. */
function openToken(token: string, isOld: boolean): { list: URLSearchParams; skip: number } | null {
  const text = isOld ? Buffer.from(token.split('|')[0] ?? '', 'base64url').toString() : decodeURIComponent(token);
  const list = new URLSearchParams(text);
  const skip = Number(isOld ? token.split('|')[1] : list.get('skip'));
  return isPrefix(list.get('metadataPrefix')) && Number.isInteger(skip) ? { list, skip } : null;
}

function makeToken(list: URLSearchParams, skip: number, isOld: boolean): string {
  const own = new URLSearchParams(list);
  own.delete('skip');
  if (isOld) return `${Buffer.from(own.toString()).toString('base64url')}|${skip}`;
  own.set('skip', String(skip));
  return encodeURIComponent(own.toString());
}

function listRecords(oai: OaiWorld, query: URLSearchParams): { attributes: string; body: string } {
  const token = query.get('resumptionToken');
  const opened = token === null ? { list: query, skip: 0 } : openToken(token, oai.isOld);
  const attributes = ` verb="ListRecords"`;
  if (opened === null)
    return { attributes: '', body: "    <error code='badResumptionToken'>The token is invalid or expired.</error>" };
  const { list, skip } = opened;
  const [prefix, set] = [list.get('metadataPrefix'), list.get('set')];
  const [from, until] = [list.get('from') ?? '', list.get('until') ?? '9'];
  if (!isPrefix(prefix))
    return { attributes, body: "    <error code='cannotDisseminateFormat'>Unknown prefix.</error>" };
  const found = harvested(oai).filter(
    ({ datestamp, sets }) =>
      datestamp >= from &&
      datestamp <= until &&
      (set === null || sets.some((spec) => `${spec}:`.startsWith(`${set}:`))),
  );
  if (found.length === 0) return { attributes, body: "    <error code='noRecordsMatch'>The list is empty.</error>" };
  const page = found.slice(skip, skip + oai.pageRecords);
  const next = skip + oai.pageRecords;
  const size = oai.isOld ? ` cursor="${skip}" completeListSize="${found.length}"` : '';
  const more =
    next < found.length ? `<resumptionToken${size}>${makeToken(list, next, oai.isOld)}</resumptionToken>` : '';
  const end = skip > 0 && more === '' ? `<resumptionToken${size}/>` : more;
  const records = page.map((record) => oaiRecord(record, prefix, oai.now)).join('');
  return { attributes, body: `    <ListRecords>${records}\n    ${end}\n    </ListRecords>` };
}

function answer(oai: OaiWorld, query: URLSearchParams): { attributes: string; body: string } {
  const attributes = ` verb="${query.get('verb') ?? ''}"`;
  switch (query.get('verb')) {
    case 'Identify':
      return {
        attributes,
        body: `    <Identify><repositoryName>arXiv</repositoryName><baseURL>${oai.base}</baseURL><protocolVersion>2.0</protocolVersion><adminEmail>help@arxiv.org</adminEmail><earliestDatestamp>2005-09-16</earliestDatestamp><deletedRecord>persistent</deletedRecord><granularity>YYYY-MM-DD</granularity></Identify>`,
      };
    case 'ListSets': {
      const specs = [...new Set(harvested(oai).flatMap(({ sets }) => sets))].toSorted();
      const sets = specs.map((spec) => `<set><setSpec>${spec}</setSpec><setName>${spec}</setName></set>`);
      return { attributes, body: `    <ListSets>${sets.join('')}</ListSets>` };
    }
    case 'GetRecord': {
      const prefix = query.get('metadataPrefix');
      const found = harvested(oai).find(({ paper }) => `oai:arXiv.org:${paper.id}` === query.get('identifier'));
      if (found === undefined || !isPrefix(prefix))
        return { attributes, body: "    <error code='idDoesNotExist'>Unknown identifier.</error>" };
      return { attributes, body: `    <GetRecord>${oaiRecord(found, prefix, oai.now)}\n    </GetRecord>` };
    }
    case 'ListRecords':
      return listRecords(oai, query);
    default:
      return { attributes: '', body: "    <error code='badVerb'>Not a legal verb.</error>" };
  }
}

export function oaiAnswer(oai: OaiWorld, query: URLSearchParams): string {
  return oaiDocument(oai.base, { ...answer(oai, query), now: oai.now });
}
