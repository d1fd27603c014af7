// Comparison: one form in which fixed words are looked for, whatever copying and printing did to their letters.
import { isAscii } from './points.js';

/** Radicals of the supplement that stand for a whole letter, as text copied from a PDF has them; NFKC leaves them alone. */
const RADICALS = new Map(
  `⺁厂 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺈刀 ⺉刂 ⺊卜 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺒巳 ⺓幺 ⺔彑 ⺖忄 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺠民 ⺡氵 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王
⺫罒 ⺬示 ⺭礻 ⺯糹 ⺱罓 ⺲罒 ⺶羊 ⺸羋 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻈讠 ⻉贝 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ⻐钅 ⻑長 ⻒镸 ⻓长
⻔门 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻟飠 ⻠饣 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀`
    .split(/\s+/)
    .map((pair) => [pair.charAt(0), pair.charAt(1)] as const),
);
const SUPPLEMENT = /[\u2E80-\u2EF2]/g;
/** Zero-width spaces and joiners, soft hyphens, variation selectors, direction marks, byte order marks, fillers. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const NOTHING_VISIBLE = /^[\s\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Cc}\p{Cf}\p{Cs}\u2800]*$/u;

/** The text without invisible characters, and with radicals of the supplement as the letters that they stand for. */
export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, '').replace(SUPPLEMENT, (radical) => RADICALS.get(radical) ?? radical);
}

/** Whether a text shows nothing: spaces, joiners, fillers, halves of surrogate pairs alone. */
export function isInvisible(text: string): boolean {
  return NOTHING_VISIBLE.test(text);
}

/** NFKC without invisible characters: `発⾏⽇`, half width, full width, kana with loose marks are as they are typed. */
export function comparisonForm(text: string): string {
  return isAscii(text) ? text : withoutInvisible(text).normalize('NFKC');
}

/** A letter with the marks that belong to it, which normalization may compose. */
const LETTER = /[^]\p{M}*[\p{M}\uFF9E\uFF9F\p{Default_Ignorable_Code_Point}]*/gu;

/** Where a fixed word stands last in a text, in offsets of the text as it is; null when it does not. */
export function lastPlaceOf(text: string, word: string): { readonly from: number; readonly to: number } | null {
  const verbatim = text.lastIndexOf(word);
  if (verbatim >= 0) return { from: verbatim, to: verbatim + word.length };
  let plain = '';
  const places: number[] = [];
  for (const { 0: letter, index } of text.matchAll(LETTER)) {
    const form = comparisonForm(letter);
    plain += form;
    for (let at = 0; at < form.length; at += 1) places.push(index);
  }
  const found = plain.lastIndexOf(word);
  // Every unit has its place.
  return found < 0 ? null : { from: places[found]!, to: places[found + word.length] ?? text.length };
}
