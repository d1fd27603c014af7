// Readings: technical terms that were typed with kana where they are written with kanji.
import { comparisonForm } from '../text/comparison.js';

/** Words that terms are made of, each with its reading. */
const WORDS =
  `学習 がくしゅう 強化 きょうか 機械 きかい 深層 しんそう 量子 りょうし 計算 けいさん 計算機 けいさんき 画像 がぞう 認識 にんしき
生成 せいせい 言語 げんご 自然 しぜん 処理 しょり 確率 かくりつ 最適化 さいてきか 最適 さいてき 推論 すいろん 推定 すいてい 拡散 かくさん
銀河 ぎんが 重力 じゅうりょく 重力波 じゅうりょくは 宇宙 うちゅう 物質 ぶっしつ 暗黒 あんこく 行列 ぎょうれつ 幾何 きか 幾何学 きかがく
代数 だいすう 解析 かいせき 統計 とうけい 音声 おんせい 制御 せいぎょ 信号 しんごう 回路 かいろ 半導体 はんどうたい 超伝導 ちょうでんどう
力学 りきがく 流体 りゅうたい 素粒子 そりゅうし 理論 りろん 方程式 ほうていしき 微分 びぶん 積分 せきぶん 関数 かんすう 多様体 たようたい
位相 いそう 予測 よそく 分類 ぶんるい 検出 けんしゅつ 検索 けんさく 翻訳 ほんやく 対話 たいわ 知識 ちしき 表現 ひょうげん 転移 てんい
教師 きょうし 教師あり きょうしあり 教師なし きょうしなし 敵対的 てきたいてき 因果 いんが 異常 いじょう 検知 けんち 医療 いりょう 符号 ふごう
暗号 あんごう 通信 つうしん 分散 ぶんさん 並列 へいれつ 最短 さいたん 経路 けいろ 組合せ くみあわせ 数論 すうろん 群論 ぐんろん 恒星 こうせい
惑星 わくせい 中性子 ちゅうせいし 光学 こうがく 磁性 じせい 相転移 そうてんい 固体 こたい 物理 ぶつり 化学 かがく 生物 せいぶつ 神経 しんけい
回帰 かいき 決定 けってい 探索 たんさく 方策 ほうさく 価値 かち 報酬 ほうしゅう 注意 ちゅうい 機構 きこう 大規模 だいきぼ 模倣 もほう`
    .split(/\s+/)
    .map((word, index, all) => [all[index + 1] ?? '', word] as const)
    .filter((_, index) => index % 2 === 0);
const READINGS: ReadonlyMap<string, string> = new Map(WORDS);
const LONGEST = Math.max(...[...READINGS.keys()].map((reading) => reading.length));

const HIRAGANA = /[\u3041-\u3096]+/g;
/** Longer words (UTF-16 units) are not looked up. */
const LONGEST_WORD = 40;

/** Kana with every reading in it replaced by its word, the longest at each place. */
function written(kana: string): string {
  let result = '';
  for (let at = 0; at < kana.length;) {
    let length = Math.min(LONGEST, kana.length - at);
    while (length > 1 && !READINGS.has(kana.slice(at, at + length))) length -= 1;
    const piece = kana.slice(at, at + length);
    result += READINGS.get(piece) ?? piece;
    at += length;
  }
  return result;
}

const KATAKANA = /[\u30A1-\u30F6]{3,}/g;
const HIRAGANA_OFFSET = 0x60;

/** Katakana that is wholly readings of terms, written out; other katakana is a word of its own. */
function fromKatakana(kana: string): string {
  // A letter has a code point.
  const hiragana = [...kana].map((letter) => String.fromCodePoint(letter.codePointAt(0)! - HIRAGANA_OFFSET)).join('');
  const form = written(hiragana);
  return /[\u3041-\u3096]/.test(form) ? kana : form;
}

/** A term of which one half was typed in kana: `学しゅう`, `がく習`. */
const HALVES =
  /(\p{Script=Han})([\u3041-\u3096]{2,6})(?!\p{Script=Han})|(?<!\p{Script=Han})([\u3041-\u3096]{2,6})(\p{Script=Han})/gu;

function fromHalves(typed: string): string {
  return typed.replace(HALVES, (half: string, ...groups: (string | undefined)[]) => {
    const [first, ending, beginning, last] = groups;
    const meant = [...READINGS].filter(([reading, word]) =>
      first === undefined
        ? word.length === 2 && word.endsWith(last ?? '') && reading.startsWith(beginning ?? '') && reading !== beginning
        : word.length === 2 && word.startsWith(first) && reading.endsWith(ending ?? '') && reading !== ending,
    );
    const [only, second] = meant;
    return only !== undefined && second === undefined ? only[1] : half;
  });
}

/** What somebody may have meant by a word with kana that is none (`強化がくしゅう`: 強化学習); empty where no reading in it is known. */
export function writtenForms(typed: string): string[] {
  const word = comparisonForm(typed);
  if (word.length > LONGEST_WORD) return [];
  const forms = [word.replace(HIRAGANA, written), word.replace(KATAKANA, fromKatakana), fromHalves(word)];
  return [...new Set(forms)].filter((form) => form !== word);
}
