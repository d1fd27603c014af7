// Measuring: the mix of queries, and quantiles of the time that one store takes for it.
import { performance } from 'node:perf_hooks';

/** Each kind of query with examples; `worst` kinds have rows of their own. */
export const MIX = [
  { kind: 'commonest word', queries: ['the', 'of', 'and', 'model'] },
  { kind: 'one word', queries: ['learning', 'quantum', 'galaxy', 'manifold', 'conjecture', 'polynomial'] },
  { kind: 'two words', queries: ['quantum dynamics', 'neural network', 'graph learning', 'wave equation'] },
  { kind: 'five words', queries: ['deep learning model for data', 'theory of phase and field'] },
  { kind: 'phrase', queries: ['"neural network"', '"we propose"', '"of the"', '"this paper"'] },
  { kind: 'Japanese word', queries: ['学習', '量子', '銀河', '学', '猫'] },
  { kind: 'long Japanese word', queries: ['強化学習', '機械学習', 'トランスフォーマー', 'シミュレーション'] },
  { kind: 'Japanese phrase', queries: ['学習の', 'モデルを用いた', '強化学習による'] },
  { kind: 'both languages', queries: ['強化学習 model', '拡散モデル learning', 'quantum 観測'] },
  {
    kind: 'OR, exclude',
    queries: ['galaxy OR stars', 'learning -deep', '(graph OR manifold) -"neural network"', 'cat:cs -learning'],
  },
  { kind: 'word in a field', queries: ['ti:learning', 'abs:quantum', 'ti:learning cat:cs', 'co:pages'] },
  { kind: 'dates', queries: ['learning since:2015 until:2016', 'quantum until:2005', 'since:2026-09'] },
  { kind: 'nothing found', queries: ['zzyzx', 'quantum zzyzx', '"manifold zzyzx"'] },
];
export const LISTS = [
  { kind: 'author', queries: ['au:Wang', 'au:Tanaka', 'au:"T. Wang"', '@Smith', 'au:"S. Chen"'] },
  { kind: 'category', queries: ['cat:cs.LG', '#cs', 'cat:math.AG', 'cat:grp_physics', '#q-bio'] },
];

export function requestOf(text, sort, more = {}) {
  return { text, author: null, category: null, since: null, until: null, sort, limit: 10, offset: 0, ...more };
}

export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/**
 * Times of every query of a kind (milliseconds by the clock: nothing else should be running): the first time, when parts of
 * the store may not be in memory yet, and `rounds` times after that.
 */
export function timesOf(search, queries, { sort, rounds }) {
  const ask = (query) => {
    const started = performance.now();
    const { error } = search(requestOf(query, sort));
    const taken = performance.now() - started;
    if (error !== null) throw new Error(`${query}: ${error}`);
    return taken;
  };
  const first = queries.map(ask);
  return { first, again: Array.from({ length: rounds }, () => queries.map(ask)).flat() };
}

/** p50, p99, and the longest first time. */
export function summary({ first, again }) {
  return [quantile(again, 0.5), quantile(again, 0.99), Math.max(...first)].map(ms);
}

export function table(head, rows) {
  return [
    `| ${head.join(' | ')} |`,
    `| ${head.map(() => '---').join(' | ')} |`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
}

export const ms = (value) => (value < 10 ? value.toFixed(2) : value.toFixed(0));
