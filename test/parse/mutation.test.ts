// Real dumps, broken on purpose: no parser throws, hangs or loses count, whatever happens to the text.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../src/parse/detect.js';
import { RAW_LIMIT, type DumpFormat, type ParsedItem } from '../../src/parse/parsed.js';
import { HEAD, parseAll } from '../helpers/parsing.js';
import { seeds } from '../helpers/seeds.js';
import { samplesDir } from '../helpers/samples.js';
import { taxonomy } from '../helpers/stores.js';

const folder = samplesDir() ?? '';
const SEED = 20_261_124;
const RUNS = seeds(60);
/** A larger file is cut to this before it is broken. */
const LARGEST = 60_000;

/** Real dumps, one or more of each format, with the format that they have when whole. */
function dumps(): { path: string; text: string; format: DumpFormat }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .flatMap((path) => {
      const text = readFileSync(path, 'utf8').slice(0, LARGEST);
      const format = detectFormat(text.slice(0, HEAD), taxonomy);
      return format === null ? [] : [{ path: relative(folder, path), text, format }];
    });
}

/** One fault: at a place (a share of the text's length), of a kind, with something to put there. */
const fault = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat({ max: 400 }),
  kind: fc.constantFrom('flip', 'cut', 'delete', 'double', 'insert'),
  text: fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '&',
    '{',
    '\\',
    '\u0000',
    '\ud800',
    '\r',
    '<!--',
    '<![CDATA[',
    '</record>',
    '<item>',
    '要約',
  ),
});

function broken(text: string, faults: readonly (typeof fault extends fc.Arbitrary<infer F> ? F : never)[]): string {
  return faults.reduce((current, { at, length, kind, text: piece }) => {
    const start = Math.floor(at * current.length);
    const rest = current.slice(start + length);
    if (kind === 'cut') return current.slice(0, start);
    if (kind === 'delete') return current.slice(0, start) + rest;
    if (kind === 'double') return current.slice(0, start + length) + current.slice(start);
    if (kind === 'insert') return current.slice(0, start) + piece + current.slice(start);
    const flipped = String.fromCharCode(current.charCodeAt(start) ^ (1 << (length % 7)));
    return current.slice(0, start) + flipped + current.slice(start + 1);
  }, text);
}

function check(items: readonly ParsedItem[], text: string): void {
  const lines = text.split(/\r\n|\n|\r/).length;
  items.forEach((item, index) => {
    expect(item.record).toBe(index + 1);
    if (item.line !== null) expect(item.line >= 1 && item.line <= lines).toBe(true);
    if (item.kind !== 'rejection') return;
    expect(item.reason).not.toBe('');
    expect(item.text.length).toBeLessThanOrEqual(RAW_LIMIT);
  });
}

describe.skipIf(samplesDir() === null)(`real dumps with faults (seed ${SEED})`, () => {
  it.each(samplesDir() === null ? [] : dumps())('$path', ({ text, format }) => {
    const property = fc.property(
      fc.array(fault, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(13, 4096, HEAD),
      (faults, size) => {
        const mutated = broken(text, faults);
        const items = parseAll(format, mutated, size);
        check(items, mutated);
        const detected = detectFormat(mutated.slice(0, HEAD), taxonomy);
        if (detected !== null) check(parseAll(detected, mutated, HEAD), mutated);
      },
    );
    fc.assert(property, { seed: SEED, numRuns: RUNS, interruptAfterTimeLimit: 4_000, markInterruptAsFailure: false });
  });

  it('ends after garbage', () => {
    for (const { format, text } of dumps()) {
      const items: ParsedItem[] = [];
      const reader = format.open((item) => items.push(item));
      for (const piece of ['<<<>>>&&&', '\u0000\ud800', '<item><record><entry>', '"{[', text]) reader.push(piece);
      reader.end();
      check(items, `${text}\n\n`);
    }
  });
});

describe.skipIf(samplesDir() === null)('one broken tag', () => {
  /** Every record whose own tag is broken is rejected, alone or with its neighbour; none goes uncounted. */
  it.each([
    ['record', 'oai/arXiv/listrecords-hep-ex-2017-12-14.xml', 3],
    ['item', 'rss2-generated/rss-stat.xml', 7],
    ['entry', 'atom-feed/atom-cs.AI-2025-08-20.xml', 7],
  ])('%s in %s costs one record', (name, path, count) => {
    const text = readFileSync(join(folder, path), 'utf8');
    const format = detectFormat(text, taxonomy)!;
    for (const tag of [`<${name}>`, `</${name}>`]) {
      for (let at = text.indexOf(tag); at >= 0; at = text.indexOf(tag, at + 1)) {
        const mutated = `${text.slice(0, at)}<x${text.slice(at + 2)}`;
        const items = parseAll(format, mutated);
        expect(items).toHaveLength(count);
        expect(items.filter((item) => item.kind === 'rejection')).toHaveLength(1);
      }
    }
  });
});
