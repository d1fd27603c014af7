// The gist: the sentence that says what was done is found, and whole sentences follow it while there is room.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { GIST_POINTS, gistOf, statementIndex, statementOf } from '../../src/text/gist.js';
import { countPoints } from '../../src/text/points.js';
import { sentencesOf } from '../../src/text/sentences.js';
import { root } from '../helpers/root.js';

const statement = (abstract: string): string => statementOf(abstract, 1_000);

describe('the statement of an abstract', () => {
  it.each([
    ['we', 'Tides are hard to predict. We propose a model of them. It is fast.', 'We propose a model of them.'],
    [
      'we, with adverbs between',
      'Old news. Here we also carefully prove a bound.',
      'Here we also carefully prove a bound.',
    ],
    [
      'this paper',
      'Robots fall. This paper presents a robot that does not.',
      'This paper presents a robot that does not.',
    ],
    [
      'in this work',
      'Ice melts. In this work, the rate of melting is found.',
      'In this work, the rate of melting is found.',
    ],
    ['the aim', 'Bees fly. The aim of this note is to say why.', 'The aim of this note is to say why.'],
    ['a passive with "here"', 'Rings are old. A new ring is described here.', 'A new ring is described here.'],
    ['後に続く提案', '潮の予測は難しい。本研究では潮の模型を提案する。速い。', '本研究では潮の模型を提案する。'],
    ['この論文', '氷は溶けます。この論文では、その速さを調べました。', 'この論文では、その速さを調べました。'],
    ['私たち', '蜂は飛びます。私たちは理由を説明します。', '私たちは理由を説明します。'],
    ['主語のない提案', '従来の手法は遅いです。速い手法を提案します。', '速い手法を提案します。'],
  ])('is found by %s', (_, abstract, wanted) => expect(statement(abstract)).toBe(wanted));

  it.each([
    ['others did', 'Models have been proposed before. We study a new one.', 'We study a new one.'],
    ['we did before', 'In a previous paper we introduced rings. We classify them.', 'We classify them.'],
    ['only adds', 'We study rings. Moreover, we prove a bound.', 'We study rings.'],
    ['従来の提案', '近年、多くの手法が提案されている。本稿では別の手法を示す。', '本稿では別の手法を示す。'],
    ['the plan of the paper', 'Rings are fun. The rest of this paper is organized as follows.', 'Rings are fun.'],
  ])('is not what %s', (_, abstract, wanted) => expect(statement(abstract)).toBe(wanted));

  it('is the first sentence where none says what was done', () => {
    expect(statement('Rings are fun. Fields are, too.')).toBe('Rings are fun.');
    expect(statement('')).toBe('');
  });

  it('says "only adds" where nothing else is said', () => {
    expect(statement('Rings are fun. Moreover, we prove a bound.')).toBe('Moreover, we prove a bound.');
  });
});

describe('a gist', () => {
  it('takes whole sentences while they fit, on one line', () => {
    const abstract = 'Old news. We build a bridge. It holds.\n\nIt is cheap. It is also very, very long.';
    expect(gistOf(abstract, 40)).toBe('We build a bridge. It holds.');
    expect(gistOf(abstract, 41)).toBe('We build a bridge. It holds. It is cheap.');
  });
  it('joins Japanese sentences without a space', () => {
    expect(gistOf('本研究では橋を作る。丈夫である。\n安い。', 100)).toBe('本研究では橋を作る。丈夫である。安い。');
  });
  it('cuts a statement that is too long', () => {
    expect(gistOf('We build a bridge of many stones.', 12)).toBe('We build a…');
    expect(gistOf('We build a bridge of many stones.', 14)).toBe('We build a…');
    expect(countPoints(gistOf(`${'𝒳'.repeat(50)}.`, 20))).toBe(20);
    expect(gistOf('本研究では AI 時代の橋を作る。', 12)).toBe('本研究では AI 時代…');
  });
});

const corpus = resolve(root, '../shared/corpus/snapshot-1991-2019-16k.jsonl.gz');
describe.skipIf(!existsSync(corpus))('over the corpus (skipped where it is missing)', () => {
  const abstracts = (): string[] =>
    gunzipSync(readFileSync(corpus))
      .toString()
      .split('\n')
      .filter((line, index) => line !== '' && index % 8 === 0)
      .map((line) => (JSON.parse(line) as { abstract: string }).abstract.trim().replace(/\s*\n\s*/g, ' '));

  it('finds a statement in most abstracts, further down in many, and never passes the limit', () => {
    const all = abstracts().map((abstract) => ({ abstract, sentences: sentencesOf(abstract) }));
    const further = all.filter(({ sentences }) => statementIndex(sentences) > 0);
    expect(further.length / all.length).toBeGreaterThan(0.3);
    for (const { abstract } of all) {
      const gist = gistOf(abstract, GIST_POINTS.en);
      expect(countPoints(gist)).toBeLessThanOrEqual(GIST_POINTS.en);
      expect(gist).not.toBe('');
    }
  });
});
