// Identifiers: alone, in every address, and in running text.
import { describe, expect, it } from 'vitest';
import { doiIn, identifiersIn, parseIdentifier, referredTo } from '../../src/domain/identifier.js';

const idsIn = (text: string): string[] =>
  identifiersIn(text).map(({ arxivId, version }) => (version === null ? arxivId : `${arxivId}v${version}`));

describe('parseIdentifier', () => {
  it.each([
    ['2504.06704', '2504.06704', null],
    ['arXiv:2504.06704v12', '2504.06704', 12],
    ['https://arxiv.org/abs/1412.7878v1', '1412.7878', 1],
    ['http://www.arxiv.org/pdf/1501.00001v3.pdf', '1501.00001', 3],
    ['https://export.arxiv.org/abs/hep-th/9901001?context=x#y', 'hep-th/9901001', null],
    ['math.GT/0309136v2', 'math/0309136', 2],
    ['cond-mat/9706061', 'cond-mat/9706061', null],
    ['oai:arXiv.org:0704.0010', '0704.0010', null],
    ['oai:arXiv.org:astro-ph/0703001', 'astro-ph/0703001', null],
    ['https://doi.org/10.48550/arXiv.2504.06704', '2504.06704', null],
    ['10.48550/ARXIV.HEP-TH/9901001', 'hep-th/9901001', null],
    ['doi:10.48550/arxiv.1106.5730', '1106.5730', null],
    ['２５０４．０６７０４', '2504.06704', null],
    ['<https://rss.arxiv.org/abs/2311.10122v2>', '2311.10122', 2],
    ['arXiv:1706.03762v7  [cs.CL]  2 Aug 2023', '1706.03762', 7],
    ['arXiv:hep-ph/9905221v2 13 May 1999', 'hep-ph/9905221', 2],
    ['[1706.03762]', '1706.03762', null],
    ['「1706.03762v1」。', '1706.03762', 1],
    [' (quant\u2010ph/0101012), ', 'quant-ph/0101012', null],
    ['https://arxiv.org/abs/\u200bmath%2F0309136', 'math/0309136', null],
    ['arXiv preprint arXiv:1412.6980', '1412.6980', null],
  ])('reads %j', (text, arxivId, version) => expect(parseIdentifier(text)).toEqual({ arxivId, version }));

  it.each([
    '1234.12345',
    '1412.78781',
    '1501.0001',
    '2513.00001',
    'hep-th/0704001',
    'hep-th/9106001',
    'hep-th/99010',
    'and/9901001',
    'see 2504.06704',
    '2504.06704 and 2504.06705',
    '-2504.06704',
    '',
    's-0123456789',
  ])('refuses %j', (text) => expect(parseIdentifier(text)).toBeNull());
});

describe('identifiers in addresses', () => {
  it.each([
    'https://arxiv.org/abs/ID',
    'https://arxiv.org//abs//ID',
    'http://uk.arxiv.org/pdf/ID.pdf',
    'https://de.arxiv.org/format/ID',
    'jp.arxiv.org/src/ID',
    'https://cn.arxiv.org/e-print/ID',
    'https://arxiv.org/ps/ID',
    'https://arxiv.org/html/ID#S3.F2',
    'https://browse.arxiv.org/html/ID/',
    'http://xxx.lanl.gov/abs/ID',
    'http://xxx.yukawa.kyoto-u.ac.jp/abs/ID',
    'https://ar5iv.org/abs/ID',
    'https://ar5iv.labs.arxiv.org/html/ID?_immersive_translate=1',
    'https://www.alphaxiv.org/overview/ID',
    'https://huggingface.co/papers/ID#community',
    'https://hf.co/papers/ID',
    'https://www.semanticscholar.org/arxiv/ID',
    'https://api.semanticscholar.org/arXiv:ID',
    'https://api.semanticscholar.org/graph/v1/paper/ARXIV:ID?fields=title',
    'https://scirate.com/arxiv/ID',
    'https://inspirehep.net/api/arxiv/ID',
    'https://ui.adsabs.harvard.edu/abs/arXiv:ID/abstract',
    'https://dx.doi.org/10.48550/arXiv.ID',
    'https://export.arxiv.org/api/query?id_list=ID&max_results=1',
    'https://example.org/reader?url=https%3A%2F%2Farxiv.org%2Fabs%2FID',
  ])('are found in %s', (address) => {
    for (const id of ['1907.11692v1', '0811.1234', 'cond-mat/0211001'])
      for (const around of ['@', '読んだ@。', 'Read <@>.', '（@）', '[title](@)', '詳細は@、また', '「@」'])
        expect(idsIn(around.replace('@', () => address.replace('ID', () => id)))).toEqual([id]);
  });
});

describe('identifiers in running text', () => {
  it.each([
    ['hep-th/9711200 is nice', ['hep-th/9711200']],
    ['We follow 1810.04805, 1907.11692v1 and gr-qc/9310026.', ['1810.04805', '1907.11692v1', 'gr-qc/9310026']],
    ['1810.04805,1907.11692;2005.14165', ['1810.04805', '1907.11692', '2005.14165']],
    ['論文1810.04805を読む。2005.14165、も', ['1810.04805', '2005.14165']],
    [
      '**1810.04805** _2005.14165_ `math.AG/0601001` ||1412.6980||',
      ['1810.04805', '2005.14165', 'math/0601001', '1412.6980'],
    ],
    ['arXiv:1810.04805v1 and 1810.04805v2', ['1810.04805v1']],
    ['@article{x, eprint={1810.04805}}', ['1810.04805']],
    ['[10.1000/xyz](https://arxiv.org/abs/1810.04805)', ['1810.04805']],
    ['arXiv-1810.04805', ['1810.04805']],
  ])('are found in %j', (text, ids) => expect(idsIn(text)).toEqual(ids));

  it.each([
    'It costs $1412.7878, or ¥1501.12345, or USD 1501.12345.',
    '1501.12345円 1412.7878 EUR 1412.7878%',
    'the mass is 1412.7878 MeV, the ratio 11412.7878, 1412.78789, 0.1412.7878',
    '1,412.7878 and 3,1412.7878 and 1412.7878,500',
    'on 2011.1012.2024 or 09.1012.2024 or 1012.2024.11',
    '10.1103/PhysRevD.1412.7878 https://doi.org/10.1234/1412.7878 10.1016/hep-th/9901001 doi.org/10.1234/arXiv.1412.7878',
    'call 0120-1203.4567-89, x=1412.7878, file_1412.7878, -1412.7878',
    'yes/9901001 tel/0312345 xhep-th/9901001 hep-th/99010011',
    'https://example.com/1412.7878 https://arxiv.org.example.com/pages/1412.7878',
  ])('are not seen in %j', (text) => expect(idsIn(text)).toEqual([]));

  // A pattern that tries again and again would exceed the time of the test by far.
  it.each(['a.', 'arxiv.org/', '1412.7878,', 'x/1412.7878', '10.1234/', 'hep-', '[cs.LG] ', '9 ', '1412.7878 arXiv:'])(
    'are read from tens of thousands of %j in a row',
    (piece) => expect(identifiersIn(piece.repeat(50_000 / piece.length)).length).toBeLessThan(2),
  );
});

describe('referredTo', () => {
  it('takes the one paper that is named among other words, and none of several', () => {
    expect(referredTo('please show https://arxiv.org/abs/1810.04805v2 (BERT)')).toEqual({
      arxivId: '1810.04805',
      version: 2,
    });
    expect(referredTo('1810.04805 or 1907.11692')).toBeNull();
    expect(referredTo('nothing')).toBeNull();
  });
});

describe('doiIn', () => {
  it.each([
    ['10.1103/PhysRevLett.71.3963', '10.1103/PhysRevLett.71.3963'],
    ['doi: 10.1103/PhysRevLett.71.3963.', '10.1103/PhysRevLett.71.3963'],
    ['https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.71.3963?x=1', '10.1103/PhysRevLett.71.3963'],
    ['（https://doi.org/10.1103/PhysRevLett.71.3963）', '10.1103/PhysRevLett.71.3963'],
    ['「10.1103/PhysRevLett.71.3963」', '10.1103/PhysRevLett.71.3963'],
    ['10.1016/0370-2693(99)', '10.1016/0370-2693(99)'],
    ['(10.1016/0370-2693(99)).', '10.1016/0370-2693(99)'],
    ['(10.1016/S0370-2693(99)01112-8)', '10.1016/S0370-2693(99)01112-8'],
    ['10.1103/PhysRevLett.71.3963を参照', '10.1103/PhysRevLett.71.3963'],
    ['DOIは10.1103/x.1', '10.1103/x.1'],
    ['論文は10.1103/PhysRevD.1.1です', '10.1103/PhysRevD.1.1'],
    ['v10.1103/x.1', null],
    [
      'https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2.',
      '10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2',
    ],
    ['[x](<https://doi.org/10.1103/x.1>)', '10.1103/x.1'],
    ['10.1103/x.1</a>', '10.1103/x.1'],
    ['https://iopscience.iop.org/article/10.1088/1367-2630/ab1234/meta', '10.1088/1367-2630/ab1234'],
    ['https://link.springer.com/content/pdf/10.1007/s00220-020-03777-y.pdf', '10.1007/s00220-020-03777-y'],
    ['[10.1103/x.1](https://doi.org/10.1103/x.1)', '10.1103/x.1'],
    ['10.1103/..', null],
    ['https://doi.org/10.48550/arXiv.2504.06704', null],
    ['110.1103/x', null],
    ['Attention is all you need', null],
  ])('finds in %j: %j', (text, doi) => expect(doiIn(text)).toBe(doi));
});
