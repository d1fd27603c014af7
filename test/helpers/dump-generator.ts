// Dumps in the arxiv.jp text format, generated from a seed, with known contents.

/** A small pseudo-random generator (mulberry32): the same seed gives the same numbers on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Entry {
  title: string;
  ja: string[];
  en: string;
  authors: string[];
  date: string;
  categories: string[];
}

const EN =
  'model learning graph neural quantum sparse kernel policy latent token causal robust adaptive spectral noise field'.split(
    ' ',
  );
const JA = [
  '学習',
  '模型',
  '推論',
  '画像',
  '言語',
  '最適化',
  '強化',
  '確率',
  '構造',
  '手法',
  '解析',
  '評価',
  '探索',
  '表現',
];
const NAMES = ['Aiko', 'Bruno', 'Chen', 'Dalia', 'Emil', 'Fatima', 'Goran', 'Hana', 'Igor', 'Jun'];
const FAMILIES = ['Abe', 'Baker', 'Costa', 'Dietrich', 'Endo', 'Fischer', 'Garcia', 'Haddad', 'Ito', 'Jensen'];

/** Minutes of a year of their own for dumps of up to 16 entries: papers of one time and the same names would be one. */
const placeOf = (seed: number, index: number): number => (seed * 16 + index) % 500_000;

export function generateEntries(seed: number, count: number): Entry[] {
  const random = randomFrom(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const words = (list: readonly string[], length: number, joint: string): string =>
    Array.from({ length }, () => pick(list)).join(joint);
  return Array.from({ length: count }, (_, index) => ({
    title: `On ${words(EN, 4, ' ')} number ${seed}-${index}`,
    ja: Array.from({ length: 3 + Math.floor(random() * 4) }, () => `${words(JA, 8, 'の')}を示します。`),
    en: Array.from({ length: 5 }, () => `We study ${words(EN, 14, ' ')}.`).join(' '),
    authors: Array.from({ length: 1 + Math.floor(random() * 4) }, () => `${pick(NAMES)} ${pick(FAMILIES)}`).filter(
      (name, at, all) => all.indexOf(name) === at,
    ),
    date: new Date(Date.UTC(2025, 0, 1) + placeOf(seed, index) * 61_000 + Math.floor(random() * 60) * 1000)
      .toISOString()
      .replace('T', ' ')
      .replace('.000Z', '+00:00'),
    categories: [...new Set(['cs.LG', pick(['cs.AI', 'cs.CL', 'stat.ML', 'math.OC'])])].sort(),
  }));
}

export function entryText(entry: Entry): string {
  return [
    entry.title,
    '要約',
    entry.ja.join('\n'),
    '要約(オリジナル)',
    entry.en,
    'arxiv情報',
    `著者 ${entry.authors.join(',')}\n発行日 ${entry.date}\narxivサイト arxiv_id(pdf)`,
    '提供元, 利用サービス',
    'arxiv.jp, Google',
    `カテゴリー: ${entry.categories.join(', ')} | ${entry.title} はコメントを受け付けていません`,
  ].join('\n\n');
}

export function dumpText(entries: readonly Entry[]): string {
  return entries.map(entryText).join('\n\n');
}
