// Paths as text: every name has one spelling, and leads back to its bytes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fsPath, pathText } from '../../../src/sources/files/path-bytes.js';
import { seeds } from '../../helpers/seeds.js';

const bytesOf = (path: string): Buffer => Buffer.from(fsPath(path));

describe('pathText', () => {
  it.each([
    [Buffer.from('論文/é.txt'), '論文/é.txt'],
    [Buffer.from([0x61, 0x82, 0xa0, 0x62]), 'a\\x82\\xA0b'],
    [Buffer.from('a\\x82b'), 'a\\x5Cx82b'],
    [Buffer.from('a\\xyz'), 'a\\xyz'],
    [Buffer.from([0xe8, 0xab]), '\\xE8\\xAB'],
  ])('writes %j as %s', (bytes, text) => {
    expect(pathText(bytes)).toBe(text);
    expect(bytesOf(text)).toEqual(bytes);
  });

  it('leads back to the same bytes, whatever they are', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 6 }),
      fc.constantFrom(...['\\x82', '\\', 'x41', '論'].map((text) => Buffer.from(text))),
    );
    const property = fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const bytes = Buffer.concat(pieces);
      expect(bytesOf(pathText(bytes))).toEqual(bytes);
    });
    fc.assert(property, { seed: 7, numRuns: seeds(500) });
  });
});
