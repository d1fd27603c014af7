// Chinese: told from Japanese by characters that Japanese is not written with.

/** The kanji of JIS X 0208, in which everyday Japanese is written. */
function readJis(): ReadonlySet<string> {
  const bytes: number[] = [];
  for (let row = 0xb0; row <= 0xf4; row += 1) for (let cell = 0xa1; cell <= 0xfe; cell += 1) bytes.push(row, cell);
  return new Set(new TextDecoder('euc-jp').decode(Uint8Array.from(bytes)));
}

const JIS = readJis();

/** Of JIS X 0208, but forms that Japanese gave up in 1946 and Chinese outside the mainland has kept. */
const OLD_FORMS = new Set('這們與於從對來學會實發經數樣體變點應總關萬國說讀寫圖據處權歸驗證觀');
/** A single such character may belong to a name. */
const FEWEST = 2;

export function isChinese(text: string): boolean {
  const kanji = new Set(text.match(/\p{Script=Han}/gu));
  const foreign = [...kanji].filter((letter) => !JIS.has(letter) && letter !== '々');
  if (foreign.length >= FEWEST) return true;
  const old = [...kanji].filter((letter) => OLD_FORMS.has(letter));
  const hasKana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
  return old.length + foreign.length >= (hasKana ? FEWEST : 1);
}
