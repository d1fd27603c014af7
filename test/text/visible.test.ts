// Visible text: piles of marks are cut, letters of every script stay as they are.
import { expect, it } from 'vitest';
import { inert } from '../../src/text/markdown.js';
import { plain, visible } from '../../src/text/visible.js';

const PILE = '\u0315\u0321\u0322\u0489'.repeat(60);
const MOST_MARKS = 8;

it.each(['', 'a', '新', '👍'])('cuts marks that would cover other lines (%s)', (letter) => {
  for (const shown of [visible(`${letter}${PILE} b`), inert(`${letter}${PILE} b`), plain(`${letter}${PILE} b`, 256)]) {
    expect(shown.match(/\p{M}/gu)).toHaveLength(MOST_MARKS);
    expect(shown.startsWith(letter) && shown.endsWith(' b')).toBe(true);
  }
});

it('cuts marks of a script that joins also where joiners stand between them', () => {
  expect(visible(`ا${'\u06D6\u200C'.repeat(60)} b`).match(/\p{M}/gu)).toHaveLength(MOST_MARKS);
});

it.each(['ก็ได้ ที่', 'བརྒྱུད', 'בְּרֵאשִׁ֖ית', 'Ṩ́ệ', 'か\u3099', 'क्ष्म्य', '1️⃣ 👩🏽‍🔬'])('leaves %s as it is', (text) =>
  expect(visible(text)).toBe(text),
);
