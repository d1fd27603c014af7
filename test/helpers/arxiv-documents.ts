// What the local arXiv writes: feeds in RSS and Atom, answers of the API, pages of both OAI-PMH servers.
import { feedTime } from '../../src/domain/arxiv-calendar.js';
import type { Taxonomy } from '../../src/domain/category.js';
import { wallTime } from '../../src/domain/local-time.js';
import type { WorldItem, WorldPaper } from './arxiv-world.js';

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const plain = (text: string): string => text.replaceAll("Bal\\'azs", 'Balázs').replaceAll("Garc\\'ia", 'García');
const seconds = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;
const names = ({ authors }: WorldPaper): string =>
  authors.map(({ forenames, keyname }) => `${forenames} ${keyname}`).join(', ');
const latest = ({ versions }: WorldPaper, now: Date): number => Math.max(1, versions.filter((at) => at <= now).length);

/** `-0400` or `-0500`. */
function easternOffset(at: Date): string {
  const hours = (Date.parse(`${wallTime(at, 'America/New_York')}Z`) - at.getTime()) / 3_600_000;
  return `-0${Math.round(-hours)}00`;
}

function midnight(day: string): string {
  const at = feedTime(day);
  const date = new Date(`${day}T00:00:00Z`).toUTCString().slice(0, 16);
  return `${date} 00:00:00 ${easternOffset(at)}`;
}

/** One batch as a feed shows it. */
export interface Batch {
  readonly category: string;
  readonly day: string;
  readonly items: readonly WorldItem[];
  readonly builtAt: Date;
}

const description = ({ paper, version, type }: WorldItem): string =>
  escaped(`arXiv:${paper.id}v${version} Announce Type: ${type} \nAbstract: ${paper.abstract}`);

export function rssDocument({ category, day, items, builtAt }: Batch): string {
  const entries = items.map(
    (item) => `
    <item>
      <title>${escaped(item.paper.title)}</title>
      <link>https://arxiv.org/abs/${item.paper.id}</link>
      <description>${description(item)}</description>
      <guid isPermaLink="false">oai:arXiv.org:${item.paper.id}v${item.version}</guid>
${item.categories.map((code) => `      <category>${code}</category>`).join('\n')}
      <pubDate>${midnight(day)}</pubDate>
      <arxiv:announce_type>${item.type}</arxiv:announce_type>
      <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
      <dc:creator>${escaped(names(item.paper))}</dc:creator>
    </item>`,
  );
  const address = `http://rss.arxiv.org/rss/${category}`;
  return `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0">
  <channel>
    <title>${category} updates on arXiv.org</title>
    <link>${address}</link>
    <description>${category} updates on the arXiv.org e-print archive.</description>
    <atom:link href="${address}" rel="self" type="application/rss+xml"/>
    <docs>http://www.rssboard.org/rss-specification</docs>
    <language>en-us</language>
    <lastBuildDate>${builtAt.toUTCString().replace('GMT', '+0000')}</lastBuildDate>
    <managingEditor>rss-help@arxiv.org</managingEditor>
    <pubDate>${midnight(day)}</pubDate>
    <skipDays>
      <day>Sunday</day>
      <day>Saturday</day>
    </skipDays>${entries.join('')}
  </channel>
</rss>
`;
}

export function atomDocument({ category, day, items, builtAt }: Batch): string {
  const built = builtAt.toISOString().replace('Z', '123+00:00');
  const offset = easternOffset(feedTime(day)).replace(/00$/, ':00');
  const entries = items.map(
    (item) => `
  <entry>
    <id>oai:arXiv.org:${item.paper.id}v${item.version}</id>
    <title>${escaped(item.paper.title)}</title>
    <updated>${built}</updated>
    <link href="https://arxiv.org/abs/${item.paper.id}" rel="alternate" type="text/html"/>
    <summary>${description(item)}</summary>
${item.categories.map((code) => `    <category term="${code}"/>`).join('\n')}
    <published>${day}T00:00:00${offset}</published>
    <arxiv:announce_type>${item.type}</arxiv:announce_type>
    <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
    <dc:creator>${escaped(names(item.paper))}</dc:creator>
  </entry>`,
  );
  const address = `http://rss.arxiv.org/atom/${category}`;
  return `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://www.w3.org/2005/Atom" xml:lang="en-us">
  <id>${address}</id>
  <title>${category} updates on arXiv.org</title>
  <updated>${built}</updated>
  <link href="${address}" rel="self" type="application/atom+xml"/>
  <subtitle>${category} updates on the arXiv.org e-print archive.</subtitle>${entries.join('')}
</feed>
`;
}

export function apiDocument(
  query: URLSearchParams,
  { papers, total, now }: { readonly papers: readonly WorldPaper[]; readonly total: number; readonly now: Date },
): string {
  const [start, most] = [query.get('start') ?? '0', query.get('max_results') ?? '10'];
  const asked = `search_query=${query.get('search_query') ?? ''}&id_list=${query.get('id_list') ?? ''}&start=${start}&max_results=${most}`;
  const entries = papers.map((paper) => {
    const version = latest(paper, now);
    return `
  <entry>
    <id>http://arxiv.org/abs/${paper.id}v${version}</id>
    <title>${escaped(plain(paper.title))}</title>
    <updated>${seconds(paper.versions[version - 1] ?? now)}</updated>
    <link href="https://arxiv.org/abs/${paper.id}v${version}" rel="alternate" type="text/html"/>
    <link href="https://arxiv.org/pdf/${paper.id}v${version}" rel="related" type="application/pdf" title="pdf"/>
    <summary>${escaped(paper.abstract.replaceAll('\n', ' '))}</summary>
${paper.categories.map((code) => `    <category term="${code}" scheme="http://arxiv.org/schemas/atom"/>`).join('\n')}
    <published>${seconds(paper.versions[0] ?? now)}</published>
    <arxiv:comment>${escaped(paper.comments)}</arxiv:comment>
    <arxiv:primary_category term="${paper.categories[0] ?? ''}"/>
${paper.authors.map(({ forenames, keyname }) => `    <author>\n      <name>${escaped(plain(`${forenames} ${keyname}`))}</name>\n    </author>`).join('\n')}
  </entry>`;
  });
  return `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/local</id>
  <title>arXiv Query: ${escaped(asked)}</title>
  <updated>${seconds(now)}</updated>
  <link href="https://arxiv.org/api/query?${escaped(asked)}" type="application/atom+xml"/>
  <opensearch:itemsPerPage>${most}</opensearch:itemsPerPage>
  <opensearch:totalResults>${total}</opensearch:totalResults>
  <opensearch:startIndex>${start}</opensearch:startIndex>${entries.join('')}
</feed>
`;
}

export type OaiPrefix = 'arXiv' | 'arXivRaw' | 'oai_dc';

/** `cs:cs:LG` of cs.LG and `physics:hep-th` of hep-th, as the server of March 2025 names sets. */
export function setSpecOf(category: string, taxonomy: Taxonomy): string {
  const archive = taxonomy.archive(category);
  const subject = category.startsWith(`${archive}.`) ? `:${category.slice(archive.length + 1)}` : '';
  const group = taxonomy.expand('grp_physics').includes(category) ? 'physics' : archive;
  return `${group}:${archive}${subject}`;
}

function oaiBody(paper: WorldPaper, prefix: OaiPrefix, now: Date): string {
  const version = latest(paper, now);
  const created = paper.versions[version - 1] ?? now;
  if (prefix === 'oai_dc')
    return `<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <dc:title>${escaped(plain(paper.title))}</dc:title>
${paper.authors.map(({ forenames, keyname }) => `        <dc:creator>${escaped(plain(`${keyname}, ${forenames}`))}</dc:creator>`).join('\n')}
        <dc:description>${escaped(paper.abstract)}</dc:description>
        <dc:description>${escaped(paper.comments)}</dc:description>
        <dc:date>${seconds(paper.versions[0] ?? now).slice(0, 10)}</dc:date>
        <dc:type>text</dc:type>
        <dc:identifier>http://arxiv.org/abs/${paper.id}</dc:identifier>
    </oai_dc:dc>`;
  const shared = `        <categories>${paper.categories.join(' ')}</categories>
            <comments>${escaped(paper.comments)}</comments>
            <license>http://creativecommons.org/licenses/by/4.0/</license>
            <abstract>${escaped(paper.abstract)}</abstract>`;
  if (prefix === 'arXivRaw')
    return `<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/">
        <id>${paper.id}</id>
        <submitter>${escaped(names(paper).split(', ')[0] ?? '')}</submitter>
${paper.versions
  .slice(0, version)
  .map(
    (at, index) =>
      `            <version version="v${index + 1}"><date>${at.toUTCString()}</date><size>${10 + index}kb</size></version>`,
  )
  .join('\n')}
        <title>${escaped(paper.title)}</title>
        <authors>${escaped(names(paper))}</authors>
${shared}
    </arXivRaw>`;
  return `<arXiv xmlns="http://arxiv.org/OAI/arXiv/">
        <id>${paper.id}</id>
        <created>${seconds(created).slice(0, 10)}</created>
        <authors>
${paper.authors.map(({ forenames, keyname }) => `                <author><keyname>${escaped(plain(keyname))}</keyname><forenames>${escaped(plain(forenames))}</forenames></author>`).join('\n')}
        </authors>
        <title>${escaped(plain(paper.title))}</title>
${shared}
    </arXiv>`;
}

/** A paper as a harvest shows it. */
export interface Harvested {
  readonly paper: WorldPaper;
  readonly datestamp: string;
  readonly sets: readonly string[];
}

export function oaiRecord({ paper, datestamp, sets }: Harvested, prefix: OaiPrefix, now: Date): string {
  return `
        <record>
                <header>
        <identifier>oai:arXiv.org:${paper.id}</identifier>
        <datestamp>${datestamp}</datestamp>
${sets.map((set) => `            <setSpec>${set}</setSpec>`).join('\n')}
    </header>
            <metadata>
                        ${oaiBody(paper, prefix, now)}
            </metadata>
        </record>`;
}

/** The envelope of an answer; `attributes` are those of the request. */
export function oaiDocument(
  base: string,
  { attributes, body, now }: { attributes: string; body: string; now: Date },
): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">
    <responseDate>${seconds(now)}</responseDate>
    <request${attributes}>${base}</request>
${body}
</OAI-PMH>`;
}
