// What a store exports, for comparing stores: without what may depend on the order in which the dumps came.
import { exportObject } from '../../src/cli/reading-verbs.js';
import type { TestStore } from './stores.js';

export function exported({ reader }: TestStore): string[] {
  const all = [...reader.eachPaper()].map(({ paper }) => {
    const {
      key: _key,
      sources: _sources,
      announceType: _type,
      ...rest
    } = exportObject(paper, []) as Record<string, unknown>;
    return JSON.stringify(rest);
  });
  return all.sort();
}
