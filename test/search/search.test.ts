// Search over the real index: every kind of query finds what its writer means, and ranks it as promised.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reader } from '../../src/store/reader.js';
import type { SearchRequest } from '../../src/domain/search.js';
import { searchFor, type Facts } from '../helpers/papers.js';
import { openSearch } from '../helpers/searching.js';

const papers: Facts[] = [
  {
    title: 'Deep $\\beta$-VAE models for disentangling',
    abstractJa: '深層学習による猫の分類。',
    abstract: 'We study cats quickly.',
    arxivId: '2501.00001',
    authors: ['Chenjie Hao', 'Yujia Yu'],
    categories: ['cs.LG', 'stat.ML'],
    doi: '10.1007/s10092-7.',
  },
  {
    title: 'Reinforcement learning in the wild',
    abstract: 'Policies for multi-agent systems.',
    arxivId: '2501.00002',
    authors: ['C. Hao'],
    categories: ['cs.AI'],
    doi: '10.1103/PhysRevLett.1.2; doi:10.1103/PhysRevLett.9.99 10.1016/s0370-2693(97)01278-5,https://doi.org/10.1000/a;b',
  },
  {
    title: 'ロボットの制御',
    abstract: null,
    abstractJa: '強化学習を用いた制御。',
    arxivId: '2501.00003',
    authors: ['Ludwig van der Berg'],
    categories: ['cs.RO'],
    doi: '10.1186/s12918-0144-',
  },
  {
    title: 'Schrödinger operators on naïve manifolds',
    abstract: 'We analyse matrices and vertices.',
    arxivId: '2501.00004',
    authors: ['ATLAS Collaboration', 'Marie-Claire Dupré'],
    categories: ['math.SP', 'math-ph'],
    journalRef: 'Phys. Rev. D 12 (2024) 34',
  },
  {
    title: 'Attention: is it (really) all OR nothing? -- NOT "always"',
    abstract: 'A transformer for everything.',
    comments: '12 pages, accepted at ICML',
    arxivId: '2501.00005',
    authors: ['María de la Cruz', 'John Smith Jr.'],
    categories: ['cs.CL'],
  },
  {
    title: 'au: a note on gold',
    abstract: 'Gold is heavy. Data: doi:10.5281/zenodo.7.',
    arxivId: '2501.00006',
    authors: ['Chunlei Hao'],
    categories: ['cond-mat.mtrl-sci'],
  },
  {
    title: 'Multiagent planning',
    abstract: 'Plans for one agent and many.',
    arxivId: 'hep-th/9901001',
    authors: ['Wei Yu'],
    categories: ['hep-th'],
    submittedAt: '1999-01-02T00:00:00Z',
  },
];
const byTitle = (part: string): string => papers.find((paper) => paper.title.includes(part))!.arxivId!;
const [VAE, WILD, ROBOT, SCHROEDINGER, ATTENTION, GOLD, PLANNING] = papers.map((paper) => paper.arxivId!) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

let reader: Reader;
let close: () => void;
beforeAll(() => {
  ({ reader, close } = openSearch(papers));
});
afterAll(() => close());
const found = (text: string, more: Partial<SearchRequest> = {}): string[] => {
  const result = reader.search(searchFor(text, more));
  expect(result.error).toBeNull();
  expect(result.total).toBe(result.hits.length);
  return result.hits.map((hit) => hit.paper.arxivId!).sort();
};
const ids = (...each: string[]): string[] => each.sort();

describe('finds', () => {
  it.each<[string, string, string[]]>([
    ['word forms', 'policy', [WILD]],
    ['plurals', 'multi-agent system', [WILD]],
    ['irregular plurals', 'matrix vertex', [SCHROEDINGER]],
    ['a hyphenated word written as one', 'multiagent', [PLANNING, WILD]],
    ['a word written with a hyphen where the paper has none', 'multi-agent', [PLANNING, WILD]],
    ['no diacritics where there are', 'schrodinger naive', [SCHROEDINGER]],
    ['full width', 'ＳＣＨＲÖＤＩＮＧＥＲ', [SCHROEDINGER]],
    ['a Greek letter by its name', 'beta-VAE', [VAE]],
    ['a Greek letter by itself', 'β-VAE', [VAE]],
    ['a Greek letter as TeX', '$\\beta$-VAE', [VAE]],
    ['a formula with blanks', '$\\beta $-VAE', [VAE]],
    ['either of two prices', '"$gold" OR "$schrodinger"', [GOLD, SCHROEDINGER]],
    ['either of two behind dollar signs', '$gold OR $schrodinger', [GOLD, SCHROEDINGER]],
    ['either of two between dollar signs', '$gold OR schrodinger$', [GOLD, SCHROEDINGER]],
    ['a field between dollar signs', '$gold ti:note$', [GOLD]],
    ['all but what is excluded between dollar signs', '$gold -heavy$', []],
    ['a formula with a blank before an operator', '$\\beta $-VAE OR gold', [GOLD, VAE]],
    ['a command with a blank in its argument', '\\emph{gold is} heavy', [GOLD]],
    ['a group with a blank', '{\\it in the wild} learning', [WILD]],
    ['a pasted accent that was typeset', 'Schr\\”odinger na\\”{\\i}ve au:Dupr\\’e', [SCHROEDINGER]],
    ['one with a blank', '"Schr\\” odinger operators"', [SCHROEDINGER]],
    ['an accent with a blank', 'Schr\\" odinger', [SCHROEDINGER]],
    ['a Japanese word of two letters, in English too', '学習', [ROBOT, VAE, WILD]],
    ['a single letter', '猫', [VAE]],
    ['both languages in one query', '深層学習 cats', [VAE]],
    ['not what is no word', '習学', []],
    ['a phrase', '"multi-agent systems"', [WILD]],
    ['a phrase only in its order', '"systems multi-agent"', []],
    ['either of two', 'gold OR ti:multiagent', [GOLD, PLANNING]],
    ['all but the excluded', 'cat:hep-th OR (cat:cs -cat:cs.LG -cat:cs.RO -transformer)', [PLANNING, WILD]],
    ['everything but the excluded', '-cat:cs -cat:math', [GOLD, PLANNING]],
    ['a word in the title', 'ti:learning', [WILD]],
    ['a word in the abstract', 'abs:gold', [GOLD]],
    ['a word in the comments', 'co:ICML', [ATTENTION]],
    ['a journal', 'jr:"Phys. Rev. D"', [SCHROEDINGER]],
    ['a DOI', 'doi:10.1103/physrevlett.1.2', [WILD]],
    ['another DOI of the same field', 'doi:10.1103/PhysRevLett.9.99', [WILD]],
    ['one with signs', 'doi:"10.1016/S0370-2693(97)01278-5"', [WILD]],
    ['one with a semicolon', 'doi:10.1000/A;B', [WILD]],
    ['a part of one', 'doi:10.1103', []],
    ['one with Japanese or a full stop behind it', 'DOI: 10.1103/PhysRevLett.1.2を読みたい', [WILD]],
    ['one at the end of a sentence', 'doi:10.1103/PhysRevLett.1.2。', [WILD]],
    ['one in Japanese quotation marks', '「10.1103/PhysRevLett.1.2」', [WILD]],
    ['one in quotation marks, in an address', '"https://doi.org/10.1103/PhysRevLett.1.2."', [WILD]],
    ['one in quotation marks behind its field', 'doi:"https://doi.org/10.1103/PhysRevLett.1.2"', [WILD]],
    ['no other that begins so', '"10.1103/PhysRevLett.1"', []],
    ['one that has a full stop in its record', '10.1007/s10092-7', [VAE]],
    ['the same as it stands there', '10.1007/s10092-7.', [VAE]],
    ['the same in quotation marks', 'doi:"10.1007/s10092-7."', [VAE]],
    ['one that has a hyphen there', '10.1186/s12918-0144', [ROBOT]],
    ['one alone', '10.1103/physrevlett.1.2', [WILD]],
    ['one that stands in the text', 'https://doi.org/10.5281/zenodo.7', [GOLD]],
    ['identifiers among other things', 'id:2501.00004 OR id:hep-th/9901001', [PLANNING, SCHROEDINGER]],
    ['a category', 'cat:cs.lg', [VAE]],
    ['an archive', '#math', [SCHROEDINGER]],
    ['an alias', 'cat:math.MP', [SCHROEDINGER]],
    ['a group', 'cat:grp_physics', [GOLD, PLANNING, SCHROEDINGER]],
    ['a category by its name', 'cat:"Machine Learning"', []],
    ['a category by its Japanese name', 'cat:ロボット工学', [ROBOT]],
    ['dates', 'until:1999', [PLANNING]],
    ['dates with words', 'agent since:2000', [WILD]],
  ])('%s: %s', (_, text, expected) => expect(found(text)).toEqual(ids(...expected)));

  it.each([
    ['an identifier', '2501.00004'],
    ['an identifier with version', 'arXiv:2501.00004v3'],
    ['an address', 'https://arxiv.org/abs/2501.00004v1'],
    ['the address of a PDF', 'http://www.arxiv.org/pdf/2501.00004.pdf'],
  ])('the paper of %s alone', (_, text) => expect(found(text)).toEqual([SCHROEDINGER]));

  it.each(papers.map((paper) => paper.title))('the paper of the title %j pasted as a query', (title) => {
    expect(found(title)).toContain(byTitle(title));
    expect(reader.search(searchFor(title, { sort: 'relevance' })).hits[0]?.paper.arxivId).toBe(byTitle(title));
  });
});

describe('authors', () => {
  it.each<[string, string[]]>([
    ['Hao', [GOLD, VAE, WILD]],
    ['Hao, Chenjie', [VAE, WILD]],
    ['C. Hao', [GOLD, VAE, WILD]],
    ['Hao C', [GOLD, VAE, WILD]],
    ['Chenjie Hao', [VAE, WILD]],
    ['Hao Chenjie', [VAE, WILD]],
    ['Chunlei Hao', [GOLD, WILD]],
    ['Yu', [PLANNING, VAE]],
    ['Yuj', []],
    ['Yujia', [VAE]],
    ['Yujia Hao', []],
    ['van der Berg', [ROBOT]],
    ['L. van der Berg', [ROBOT]],
    ['Berg', [ROBOT]],
    ['de la Cruz', [ATTENTION]],
    ['Maria de la Cruz', [ATTENTION]],
    ['Smith', [ATTENTION]],
    ['J. Smith', [ATTENTION]],
    ['Smith, John, Jr.', [ATTENTION]],
    ['marie claire dupre', [SCHROEDINGER]],
    ['M.-C. Dupré', [SCHROEDINGER]],
    ['ATLAS', [SCHROEDINGER]],
    ['ATLAS Collaboration', [SCHROEDINGER]],
  ])('%s', (author, expected) => {
    expect(found('', { author })).toEqual(ids(...expected));
    expect(found(`au:"${author}"`)).toEqual(ids(...expected));
  });
});

describe('across languages', () => {
  it('finds a paper known in the other language alone, and says which terms it added', () => {
    const japanese = reader.search(searchFor('強化学習'));
    expect(japanese.hits.map((hit) => hit.paper.arxivId)).toEqual(expect.arrayContaining([WILD, ROBOT]));
    expect(japanese.crossed).toContain('reinforcement learning');
    expect(found('トランスフォーマー')).toEqual([ATTENTION]);
    expect(found('変圧器')).toEqual([ATTENTION]);
    expect(found('reinforcement learning')).toEqual(ids(WILD, ROBOT));
    expect(reader.search(searchFor('gold')).crossed).toEqual([]);
  });
  it('ranks what matches exactly above what was crossed', () => {
    const best = (text: string) =>
      reader.search(searchFor(text, { sort: 'relevance' })).hits.map((hit) => hit.paper.arxivId);
    expect(best('強化学習')).toEqual([ROBOT, WILD]);
    expect(best('reinforcement learning')).toEqual([WILD, ROBOT]);
  });
  it.each(['cat:機械学習', '分野:強化学習', 'au:"強化学習"', 'jr:learning'])(
    'leaves what is no text as it is: %s',
    (text) => expect(reader.search(searchFor(text)).crossed).toEqual([]),
  );
  it('leaves quoted texts as they are', () => expect(found('"強化学習"')).toEqual([ROBOT]));
});

describe('mistakes and nothing found', () => {
  it('answers with what was not understood', () => {
    expect(reader.search(searchFor('gold au:')).error).toContain('at character 6');
    expect(reader.search(searchFor('(((')).error).toContain('letters or digits');
    expect(reader.search(searchFor('gold', { since: 'soon' })).error).toContain('since is "soon"');
  });
  it.each([
    ['a letter wrong', 'Schrodinqer operators', 'spelling', SCHROEDINGER],
    ['two words wrong', 'schrodinqer operatrs', 'spelling', SCHROEDINGER],
    ['a word too many', 'gold heavy zzyzx', 'less', GOLD],
    ['Japanese words joined', '猫深層学習', 'less', VAE],
    ['a filter too many', 'gold cat:cs.LG', 'less', GOLD],
  ])('knows a looser query that finds something: %s', (_, text, kind, expected) => {
    expect(found(text)).toEqual([]);
    const looser = reader.loosen(searchFor(text));
    expect(looser?.kind).toBe(kind);
    expect(found(looser!.request.text, { category: looser!.request.category })).toContain(expected);
  });
  it('says so when nothing nearby finds anything either', () => expect(reader.loosen(searchFor('zzyzx'))).toBeNull());
});

describe('passages', () => {
  const marked = (text: string, arxivId: string, language: 'ja' | 'en' = 'en') => {
    const request = searchFor(text);
    const [highlight] = reader.highlight(request, [reader.findPaper(arxivId)!], language);
    return {
      title: highlight!.title.filter((part) => part.isMatch).map((part) => part.text),
      language: highlight!.passage?.language,
      passage: highlight!.passage?.parts.filter((part) => part.isMatch).map((part) => part.text),
    };
  };
  it.each([
    ['the option', '', 'Yu', 'Yujia Yu'],
    ['a field of the query', 'au:"Yu, Y."', null, 'Yujia Yu'],
    ['one of several fields', 'au:Nobody OR (au:yu models)', null, 'Yujia Yu'],
    ['what is excluded', '-au:Yu', null, null],
    ['no name', 'models', null, null],
  ])('tell the author who was searched for, by %s', (_, text, author, expected) => {
    const request = searchFor(text, { author });
    expect(reader.highlight(request, [reader.findPaper(VAE)!], 'en')[0]!.author).toBe(expected);
  });
  it('come in the language that matched, with the match marked', () => {
    expect(marked('深層学習', VAE)).toEqual({ title: [], language: 'ja', passage: ['深層学習'] });
    expect(marked('cat', VAE, 'ja')).toEqual({ title: [], language: 'en', passage: ['cats'] });
    expect(marked('reinforcement', WILD)).toMatchObject({ title: ['Reinforcement'], language: undefined });
  });
});
