// A corpus made by rule: papers with the lengths, word frequencies and names of arXiv's, a quarter with Japanese.
import { readFileSync } from 'node:fs';

const COMMON =
  'the of and a to in we is for that with on this are by as an our from be which model learning data can method using show results these based neural network training models it between also problem approach have such has performance propose new quantum not two where system time state analysis algorithm framework paper different field distribution function space theory large deep graph tasks than methods optimal study at systems structure information high energy order most existing state-of-the-art only local more set however language control number both one distributed linear its non-linear representation image dynamics stochastic over learn through process features proposed general given provide sample accuracy knowledge well local density simulation under without small first generation error spin dataset group matrix estimation robust policy multi-agent effective achieve demonstrate experiments efficient complex single search point parameters phase mass random user code domain matter gas stars galaxy wave equation boundary solution bounds finite equations measure operator algebra conjecture polynomial manifold'.split(
    ' ',
  );
const COMMON_JA =
  '学習 モデル 手法 提案 性能 結果 本論文 方法 データ 問題 研究 画像 言語 推論 最適化 評価 実験 既存 精度 構造 解析 理論 情報 生成 特徴 表現 計算 予測 分布 関数 空間 確率 深層 強化学習 機械学習 大規模 効率 状態 制御 次元 量子 観測 銀河 時間 相互作用 粒子 測定 磁場 密度 方程式 境界 証明 条件 拡散 ネットワーク ニューラル アルゴリズム フレームワーク タスク シミュレーション パラメータ グラフ ロバスト エージェント トランスフォーマー'.split(
    ' ',
  );
const PARTICLES = ['の', 'を', 'に', 'は', 'が', 'と', 'で', 'による', 'における', 'を用いた', 'に対する'];
const ENDINGS = ['します', 'を示します', 'を提案します', 'が得られます', 'を評価します', 'できます'];

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Draws ranks as words are used: frequency falls with rank (Zipf, Mandelbrot's form). */
function zipf(size, random, { exponent, shift = 2.7 }) {
  const sums = new Float64Array(size);
  let sum = 0;
  for (let rank = 0; rank < size; rank += 1) sums[rank] = sum += 1 / (rank + 1 + shift) ** exponent;
  return () => {
    const wanted = random() * sum;
    let low = 0;
    let high = size - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

const ONSETS = 'b c d f g h l m n p r s t v w k st tr pr ch gr pl sp cr th br'.split(' ');
const VOWELS = 'a e i o u ea io ou ai'.split(' ');
const CODAS = ['', '', 'n', 'r', 's', 'l', 't', 'm', 'x', 'ng'];
const KANJI = [
  ...'学習理論情報構造解析生成特徴表現計算予測分布関数空間確率深層強化機械規模効率状態制御次元量子観測銀河時間相互作用粒子測定磁場密度方程式境界証明条件拡散電波赤外重力線形代数幾何位相群環体多様曲面微積統計検定推定標本回帰分類木森認識音声翻訳文書検索推薦医療遺伝細胞脳神経薬物材料結晶超伝導熱流体乱光原核宇宙星惑太陽市場金融経済政策均衡価格危険資産信号処理符号通信網安全暗号並列分散記憶装置設計自動運転車両猫犬鳥花水空気土火山海',
];
const KATAKANA = 'アイウエオカキクケコサシスセソタチツテトナニネノハヒフヘホマミムメモラリルレロンジドバパ'.split('');

function pick(list, random) {
  return list[Math.floor(random() * list.length)];
}

function englishWord(rank, random) {
  if (rank < COMMON.length) return COMMON[rank];
  const syllables = 2 + Math.floor(random() * 3);
  let word = '';
  for (let index = 0; index < syllables; index += 1)
    word += pick(ONSETS, random) + pick(VOWELS, random) + pick(CODAS, random);
  return random() < 0.02 ? `${word}-${pick(COMMON, random)}` : word;
}

function japaneseWord(rank, random) {
  if (rank < COMMON_JA.length) return COMMON_JA[rank];
  const isKatakana = random() < 0.3;
  const length = isKatakana ? 3 + Math.floor(random() * 4) : 2 + Math.floor(random() * 2);
  return Array.from({ length }, () => pick(isKatakana ? KATAKANA : KANJI, random)).join('');
}

const OLD_ARCHIVES = ['hep-th', 'astro-ph', 'cond-mat', 'math', 'quant-ph', 'gr-qc', 'nucl-th', 'physics'];

/** The n-th identifier of a month, in the form of that time. */
function identifier(yymm, number) {
  const isOld = yymm >= '9107' || yymm < '0704';
  if (isOld) return `${OLD_ARCHIVES[Math.floor(number / 1000)]}/${yymm}${String(number % 1000).padStart(3, '0')}`;
  return `${yymm}.${String(number).padStart(yymm < '1501' ? 4 : 5, '0')}`;
}

function capital(word) {
  return word[0].toUpperCase() + word.slice(1);
}

/** Yields `count` papers as facts, oldest first, from 1992 to 2026 in growing numbers. */
export function* makePapers(count, seed = 1) {
  const random = randomFrom(seed);
  const taxonomy = JSON.parse(readFileSync(new URL('../../data/taxonomy.json', import.meta.url), 'utf8'));
  const codes = taxonomy.categories.filter((category) => category.active).map((category) => category.code);
  const words = Array.from({ length: 150_000 }, (_, rank) => englishWord(rank, random));
  const wordsJa = Array.from({ length: 30_000 }, (_, rank) => japaneseWord(rank, random));
  const families = Array.from({ length: 30_000 }, (_, rank) =>
    rank < 8
      ? ['Wang', 'Zhang', 'Li', 'Chen', 'Liu', 'Kim', 'Smith', 'Tanaka'][rank]
      : capital(englishWord(1e9, random).split('-')[0]),
  );
  const givens = Array.from({ length: 6_000 }, () => capital(englishWord(1e9, random).split('-')[0]));
  const word = zipf(words.length, random, { exponent: 1.05 });
  const wordJa = zipf(wordsJa.length, random, { exponent: 1 });
  const family = zipf(families.length, random, { exponent: 0.85, shift: 10 });
  const given = zipf(givens.length, random, { exponent: 0.8, shift: 5 });
  const code = zipf(codes.length, random, { exponent: 0.9 });
  const order = [...codes].sort(() => random() - 0.5);

  const text = (length, isTitle) => {
    const parts = Array.from({ length }, () => {
      let rank = word();
      while (isTitle && rank < 25 && random() < 0.7) rank = word();
      return words[rank];
    });
    if (isTitle) return parts.map((each) => (random() < 0.7 ? capital(each) : each)).join(' ');
    return parts
      .map((each, index) => (index % 21 === 0 ? capital(each) : each) + (index % 21 === 20 ? '.' : ''))
      .join(' ');
  };
  const textJa = (length) => {
    const lines = [];
    let written = 0;
    while (written < length) {
      let line = '';
      const clauses = 3 + Math.floor(random() * 4);
      for (let index = 0; index < clauses; index += 1) line += wordsJa[wordJa()] + pick(PARTICLES, random);
      line += `${wordsJa[wordJa()]}${pick(ENDINGS, random)}。`;
      lines.push(line);
      written += line.length;
    }
    return lines.join('\n');
  };
  const person = () => {
    const first = givens[given()];
    return `${random() < 0.2 ? `${first[0]}.` : first} ${random() < 0.15 ? `${givens[given()][0]}. ` : ''}${families[family()]}`;
  };

  const start = Date.UTC(1992, 0, 1) / 1000;
  const end = Date.UTC(2026, 9, 1) / 1000;
  let month = '';
  let number = 0;
  for (let index = 0; index < count; index += 1) {
    const seconds = Math.floor(start + (end - start) * ((index + random() * 0.9) / count) ** 0.45);
    const at = `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
    const yymm = at.slice(2, 4) + at.slice(5, 7);
    number = yymm === month ? number + 1 : 1;
    month = yymm;
    const categories = [...new Set(Array.from({ length: 1 + Math.floor(random() * 2.6) }, () => order[code()]))];
    const isJapanese = random() < 0.25;
    yield {
      arxivId: identifier(yymm, number),
      version: 1,
      title: text(6 + Math.floor(random() * 8), true),
      titleJa: null,
      abstract: `${text(130 + Math.floor(random() * 100), false)}.`,
      abstractJa: isJapanese ? textJa(340 + Math.floor(random() * 160)) : null,
      authors: [...new Set(Array.from({ length: 1 + Math.floor(random() ** 1.6 * 9) }, person))],
      categories,
      primaryCategory: categories[0],
      submittedAt: at,
      updatedAt: at,
      announceType: null,
      comments:
        random() < 0.5 ? `${5 + Math.floor(random() * 40)} pages, ${1 + Math.floor(random() * 12)} figures` : null,
      journalRef:
        random() < 0.15
          ? `${capital(words[word()])} ${1 + Math.floor(random() * 90)} (${at.slice(0, 4)}) ${Math.floor(random() * 900)}`
          : null,
      doi: random() < 0.2 ? `10.1103/${words[200 + Math.floor(random() * 900)]}.${Math.floor(random() * 1e6)}` : null,
      reportNo: null,
      license: null,
      withdrawn: false,
      translation: isJapanese ? { site: 'arxiv.jp', service: 'Google' } : null,
      versions: [{ version: 1, at }],
      asOf: null,
      announcedAt: null,
    };
  }
}

/** Bytes (UTF-8) of what a person can read of a paper. */
export function textBytes(facts) {
  const { arxivId, title, abstract, abstractJa, authors, categories, comments, journalRef, doi } = facts;
  const all = [
    arxivId,
    title,
    abstract,
    abstractJa,
    authors.join(', '),
    categories.join(' '),
    comments,
    journalRef,
    doi,
  ];
  return all.reduce((sum, part) => sum + Buffer.byteLength(part ?? ''), 0);
}
