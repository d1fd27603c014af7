// One paper in every format: what each source would send of a revision, spelled as that source spells it.

/** `tex` is as a submitter types it, `plain` what arXiv's API and OAI-PMH make of it. */
export interface Spelled {
  readonly tex: string;
  readonly plain: string;
}

export interface Revision {
  readonly arxivId: string;
  /** Submission times of this version and the earlier ones, `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly times: readonly string[];
  readonly title: Spelled;
  readonly abstract: string;
  readonly abstractJa: string;
  readonly authors: readonly { readonly forenames: Spelled; readonly family: Spelled }[];
  readonly categories: readonly string[];
  readonly comments: string;
  readonly doi: string;
  readonly journalRef: string;
}

const versionOf = (paper: Revision): number => paper.times.length;
const latest = (paper: Revision): string => paper.times.at(-1)!;
const day = (time: string): string => time.slice(0, 10);
const mailDate = (time: string): string => new Date(time).toUTCString();
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function names(paper: Revision, spelling: keyof Spelled): string[] {
  return paper.authors.map(({ forenames, family }) => `${forenames[spelling]} ${family[spelling]}`);
}

function text(paper: Revision): string {
  // arxiv.jp copies the API and lets WordPress set quotes and dashes.
  const abstract = paper.abstract.replaceAll("'", '’').replaceAll('--', '–');
  const [date, time] = [day(latest(paper)), latest(paper).slice(11, 19)];
  return [
    paper.title.plain,
    '要約',
    paper.abstractJa,
    '要約(オリジナル)',
    abstract,
    'arxiv情報',
    `著者 ${names(paper, 'plain').join(',')}\n発行日 ${date} ${time}+00:00\narxivサイト arxiv_id(pdf)`,
    '提供元, 利用サービス',
    'arxiv.jp, Google',
    `カテゴリー: ${paper.categories.toSorted().join(', ')} | ${paper.title.plain} はコメントを受け付けていません`,
  ].join('\n\n');
}

const feedText = (paper: Revision): string =>
  `arXiv:${paper.arxivId}v${versionOf(paper)} Announce Type: ${versionOf(paper) === 1 ? 'new' : 'replace'} \nAbstract: ${paper.abstract}`;
const announceType = (paper: Revision): string => (versionOf(paper) === 1 ? 'new' : 'replace');

function feedFields(paper: Revision): string {
  return `<arxiv:announce_type>${announceType(paper)}</arxiv:announce_type><dc:creator>${names(paper, 'tex').join(', ')}</dc:creator><dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights><arxiv:DOI>${paper.doi}</arxiv:DOI><arxiv:journal_reference>${paper.journalRef}</arxiv:journal_reference>`;
}

function rss(paper: Revision): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel>
<title>cs.LG updates on arXiv.org</title><link>http://rss.arxiv.org/rss/cs.LG</link>
<item><title>${escape(paper.title.tex)}</title><link>https://arxiv.org/abs/${paper.arxivId}</link>
<description>${escape(feedText(paper))}</description><guid isPermaLink="false">oai:arXiv.org:${paper.arxivId}v${versionOf(paper)}</guid>
${paper.categories.map((code) => `<category>${code}</category>`).join('')}<pubDate>${mailDate(latest(paper)).slice(0, 16)} 00:00:00 -0500</pubDate>
${feedFields(paper)}</item></channel></rss>`;
}

function atom(paper: Revision): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://www.w3.org/2005/Atom">
<id>http://rss.arxiv.org/atom/cs.LG</id><title>cs.LG updates on arXiv.org</title>
<entry><id>oai:arXiv.org:${paper.arxivId}v${versionOf(paper)}</id><title>${escape(paper.title.tex)}</title>
<link href="https://arxiv.org/abs/${paper.arxivId}" rel="alternate" type="text/html"/><summary>${escape(feedText(paper))}</summary>
${paper.categories.map((code) => `<category term="${code}"/>`).join('')}<published>${day(latest(paper))}T00:00:00-05:00</published>
${feedFields(paper)}</entry></feed>`;
}

function api(paper: Revision): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
<id>https://arxiv.org/api/x</id><title>arXiv Query: id_list=${paper.arxivId}</title><opensearch:totalResults>1</opensearch:totalResults>
<entry><id>http://arxiv.org/abs/${paper.arxivId}v${versionOf(paper)}</id><title>${escape(paper.title.plain)}</title>
<updated>${latest(paper)}</updated><summary>${escape(paper.abstract)}</summary>
${paper.categories.map((code) => `<category term="${code}" scheme="http://arxiv.org/schemas/atom"/>`).join('')}
<published>${paper.times[0]}</published><arxiv:comment>${paper.comments}</arxiv:comment>
<arxiv:primary_category term="${paper.categories[0]}"/><arxiv:journal_ref>${paper.journalRef}</arxiv:journal_ref>
${names(paper, 'plain')
  .map((name) => `<author><name>${name}</name></author>`)
  .join('')}<arxiv:doi>${paper.doi}</arxiv:doi></entry></feed>`;
}

function oai(paper: Revision, prefix: string, metadata: string): string {
  const sets = paper.categories.map((code) => `<setSpec>${code.split('.')[0]}:${code.replace('.', ':')}</setSpec>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-11-23T14:17:11Z</responseDate>
<request verb="GetRecord" metadataPrefix="${prefix}">https://oaipmh.arxiv.org/oai</request><GetRecord><record>
<header><identifier>oai:arXiv.org:${paper.arxivId}</identifier><datestamp>${day(latest(paper))}</datestamp>${sets.join('')}</header>
<metadata>${metadata}</metadata></record></GetRecord></OAI-PMH>`;
}

const oaiFields = (paper: Revision): string =>
  `<categories>${paper.categories.join(' ')}</categories><comments>${paper.comments}</comments><journal-ref>${paper.journalRef}</journal-ref><doi>${paper.doi}</doi><license>http://creativecommons.org/licenses/by/4.0/</license><abstract>  ${escape(paper.abstract)}\n</abstract>`;

function oaiArxiv(paper: Revision): string {
  const authors = paper.authors.map(
    ({ forenames, family }) =>
      `<author><keyname>${family.plain}</keyname><forenames>${forenames.plain}</forenames></author>`,
  );
  return oai(
    paper,
    'arXiv',
    `<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>${paper.arxivId}</id><created>${day(latest(paper))}</created><authors>${authors.join('')}</authors><title>${escape(paper.title.plain)}</title>${oaiFields(paper)}</arXiv>`,
  );
}

function oaiRaw(paper: Revision): string {
  const versions = paper.times.map(
    (time, index) =>
      `<version version="v${index + 1}"><date>${mailDate(time)}</date><size>10kb</size><source_type>D</source_type></version>`,
  );
  return oai(
    paper,
    'arXivRaw',
    `<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>${paper.arxivId}</id><submitter>S</submitter>${versions.join('')}<title>${escape(paper.title.tex)}</title><authors>${names(paper, 'tex').join(', ')}</authors>${oaiFields(paper)}</arXivRaw>`,
  );
}

function oaiDc(paper: Revision): string {
  const creators = paper.authors.map(
    ({ forenames, family }) => `<dc:creator>${family.plain}, ${forenames.plain}</dc:creator>`,
  );
  const dates = [...new Set([paper.times[0]!, latest(paper)].map(day))].map((date) => `<dc:date>${date}</dc:date>`);
  return oai(
    paper,
    'oai_dc',
    `<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escape(paper.title.plain)}</dc:title>${creators.join('')}<dc:subject>Machine Learning</dc:subject><dc:description>${escape(paper.abstract)}</dc:description><dc:description>${paper.comments}</dc:description>${dates.join('')}<dc:type>text</dc:type><dc:identifier>https://arxiv.org/abs/${paper.arxivId}</dc:identifier><dc:identifier>${paper.journalRef}</dc:identifier><dc:identifier>doi:${paper.doi}</dc:identifier></oai_dc:dc>`,
  );
}

function snapshot(paper: Revision): string {
  return JSON.stringify({
    id: paper.arxivId,
    submitter: 'S',
    authors: names(paper, 'tex').join(', '),
    title: paper.title.tex.replace(' ', '\n  '),
    comments: paper.comments,
    'journal-ref': paper.journalRef,
    doi: paper.doi,
    'report-no': null,
    categories: paper.categories.join(' '),
    license: 'http://creativecommons.org/licenses/by/4.0/',
    abstract: `  ${paper.abstract}\n`,
    versions: paper.times.map((time, index) => ({ version: `v${index + 1}`, created: mailDate(time) })),
    update_date: day(latest(paper)),
    authors_parsed: paper.authors.map(({ forenames, family }) => [family.plain, forenames.plain, '']),
  });
}

function mailing(paper: Revision): string {
  const isNew = versionOf(paper) === 1;
  const rule = '-'.repeat(78);
  const fields = `Title: ${paper.title.tex}\nAuthors: ${names(paper, 'tex').join(', ')}\nCategories: ${paper.categories.join(' ')}\nComments: ${paper.comments}\nJournal-ref: ${paper.journalRef}\nDOI: ${paper.doi}\nLicense: http://creativecommons.org/licenses/by/4.0/\n`;
  const link = `\\\\ ( https://arxiv.org/abs/${paper.arxivId} ,  10kb)`;
  const block = isNew
    ? `${rule}\n\\\\\narXiv:${paper.arxivId}\nDate: ${mailDate(latest(paper))}   (10kb,D)\n\n${fields}\\\\\n  ${paper.abstract}\n${link}\n`
    : `${'%%--'.repeat(19)}%%\n${rule}\n\\\\\narXiv:${paper.arxivId}\nreplaced with revised version ${mailDate(latest(paper))}   (10kb,D)\n\n${fields}${link}\n`;
  return `Date: Fri, 17 Mar 23 00:31:14 GMT\nSubject: cs daily 1 new\n\n${rule}\nreceived from  Wed 15 Mar 23 18:00:00 GMT  to  Thu 16 Mar 23 18:00:00 GMT\n${block}${rule}\n${'%%%---'.repeat(13)}\n`;
}

/** A whole dump of one revision, by format. */
export const RENDERERS = {
  'arxiv-jp-text': text,
  'arxiv-rss': rss,
  'arxiv-atom': atom,
  'arxiv-api': api,
  'oai-arXiv': oaiArxiv,
  'oai-arXivRaw': oaiRaw,
  'oai-dc': oaiDc,
  snapshot,
  mailing,
} satisfies Record<string, (paper: Revision) => string>;
