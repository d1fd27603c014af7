// The glossary: which names and terms are found in a text, and how much is looked up for it, however many there are.
import { describe, expect, it } from 'vitest';
import { createGlossary, LONGEST_FIELD, parseGlossary } from '../../src/translate/glossary.js';
import { createPhrases, findPhrases } from '../../src/translate/phrases.js';

const lowerCase = (word: string): string => word.toLowerCase();

/** Counts what is looked up in it, and what is read besides. */
class CountingMap<Value> extends Map<string, Value> {
  reads = 0;
  override get(key: string): Value | undefined {
    this.reads += 1;
    return super.get(key);
  }
  override has(key: string): boolean {
    this.reads += 1;
    return super.has(key);
  }
  override [Symbol.iterator](): MapIterator<[string, Value]> {
    this.reads += this.size;
    return super[Symbol.iterator]();
  }
  override keys(): MapIterator<string> {
    this.reads += this.size;
    return super.keys();
  }
  override values(): MapIterator<Value> {
    this.reads += this.size;
    return super.values();
  }
  override entries(): MapIterator<[string, Value]> {
    this.reads += this.size;
    return super.entries();
  }
}

/** A list of so many terms, all of which begin with one word, as a society's list of terms has many. */
const termsOf = (count: number): [string, number][] =>
  Array.from({ length: count }, (_, index) => [`quantum state ${index} analysis`, index]);

function readsFor(text: string, count: number): number {
  const phrases = new CountingMap([...createPhrases(termsOf(count), lowerCase)]);
  phrases.reads = 0;
  findPhrases(text, phrases, { fold: lowerCase, endings: ['s', 'es'] });
  return phrases.reads;
}

describe('a long list', () => {
  const text = 'The quantum state 7 analysis of quantum states, and other quantum matter. '.repeat(20);

  it('costs a text no more look-ups than a short one', () => {
    expect(readsFor(text, 20_000)).toBe(readsFor(text, 10));
  });

  it('costs a long text a few look-ups a word', () => {
    const long = text.repeat(4);
    expect(readsFor(long, 1_000)).toBeLessThan(5 * long.split(/\b/).length);
  });

  it('is taken whole', () => {
    const entries = termsOf(60_000).map(([english, index]) => ({
      kind: 'map' as const,
      english,
      japanese: `語${index}`,
    }));
    expect(createGlossary(entries).termsIn('A Quantum State 59999 Analysis')).toEqual([
      { english: 'quantum state 59999 analysis', japanese: '語59999' },
    ]);
  });
});

describe('terms', () => {
  const terms = [
    'language model',
    'large language model',
    'class',
    'classe',
    'C++',
    'k-means',
    '.NET',
    '$p$-value',
    'ｶﾅ',
  ];
  const glossary = createGlossary(terms.map((english) => ({ kind: 'map', english, japanese: '語' })));
  const found = (text: string): string[] => glossary.termsIn(text).map(({ english }) => english);

  it.each([
    ['A Large  Language\nModel', ['large language model']],
    ['Large languages, and language models', ['language model']],
    ['large language, model', []],
    ['Classes', ['classe']],
    ['CLASS and subclass', ['class']],
    ['C++ and k-means', ['k-means', 'C++']],
    ['C++11, C++s', ['C++']],
    ['xC++11', []],
    ['C++11, k-meansing', []],
    ['ASP.NET', []],
    ['on .NET', ['.NET']],
    ['the $p$-values', ['$p$-value']],
    ['constructor', []],
    ['', []],
  ])('in %j: %j', (text, wanted) => expect(found(text)).toEqual(wanted));
});

it('finds names as they are typed, where they are', () => {
  const entries = ['LoRA', 'Hugging Face'].map((english) => ({ kind: 'keep' as const, english, japanese: '' }));
  const { names } = createGlossary(entries);
  const text = 'LoRAs, LORA, LoRAes on Hugging\nFace';
  expect(names?.(text).map(({ start, end }) => text.slice(start, end))).toEqual(['LoRAs', 'Hugging\nFace']);
});

it('has one blank for many in an entry, and the last of two entries counts', () => {
  const { entries } = parseGlossary('map\tdark  matter\t黒\nmap\tDark matter\t暗黒物質\n');
  expect(createGlossary(entries).termsIn('dark matter')).toEqual([{ english: 'Dark matter', japanese: '暗黒物質' }]);
});

it('takes no entry longer than a term is', () => {
  const [whole, long] = [LONGEST_FIELD, LONGEST_FIELD + 1].map((length) => 'x'.repeat(length));
  expect(parseGlossary(`keep\t${whole}\nkeep\t${long}\nmap\tx\t${long}\n`)).toEqual({
    entries: [{ kind: 'keep', english: whole, japanese: '' }],
    wrongLines: [2, 3],
  });
});
