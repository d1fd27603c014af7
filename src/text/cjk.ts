// Runs: which stretches of a text are written without spaces (Han, kana, Hangul) and which are words.

import { isAscii } from './points.js';

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆〇]/u;
const RUN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆〇]+|[\p{L}\p{N}\p{M}]+?(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆〇]|[^\p{L}\p{N}\p{M}]|$)/gu;

export interface Run {
  readonly cjk: boolean;
  readonly text: string;
}

/** Whether any letter of a text is one. */
export function hasCjk(text: string): boolean {
  return CJK.test(text);
}

/** Runs of CJK letters and runs of other letters and digits, in order; everything else only separates. */
export function splitRuns(text: string): Run[] {
  if (isAscii(text)) return (text.match(/[A-Za-z0-9]+/g) ?? []).map((run) => ({ cjk: false, text: run }));
  return (text.match(RUN) ?? []).map((run) => ({ cjk: CJK.test(run[0] ?? ''), text: run }));
}
