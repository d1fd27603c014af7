// Encodings that bytes fit by chance: a stray zero makes no UTF-16.
import { expect, it } from 'vitest';
import { findEncoding } from '../../../src/sources/files/decode.js';
import { memoryDump } from '../../../src/sources/files/file.js';

const find = (bytes: Uint8Array) => findEncoding(bytes, memoryDump('given', bytes).chunks());

it.each([
  ['an even number of bytes', 'Title: a\0b\nAuthors: c\n\n'],
  ['an odd number of bytes', 'Title: a\0b\nAuthors: c\n'],
])('a short text with a zero in it stays UTF-8: %s', (_, text) =>
  expect(find(Buffer.from(text))).resolves.toMatchObject({ encoding: 'utf-8', note: null }),
);

it.each(['Ring theory', '要約\nかな交じりの文章を読む\n'])('a short text in UTF-16 is read as such: %s', (text) =>
  expect(find(Buffer.from(text, 'utf16le'))).resolves.toMatchObject({ encoding: 'utf-16le', head: text }),
);
