// Test run of what has to wait or to start processes, and of the property tests with all their seeds.
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'test/slow/**/*.test.ts',
      'test/end-to-end/**/*.test.ts',
      'test/search/grammar.test.ts',
      'test/cards/paper-card.test.ts',
      'test/sources/archive/damaged-archives.test.ts',
      'test/store/papers/one-paper.test.ts',
      'test/parse/listing/mailing-damage.test.ts',
      'test/parse/listing/mail.test.ts',
      'test/parse/mutation.test.ts',
      'test/store/delivery/announcement.test.ts',
    ],
    env: { ALL_SEEDS: '1' },
    maxWorkers: availableParallelism(),
    testTimeout: 180_000,
    hookTimeout: 60_000,
    server: { deps: { external: [/\/dist\//] } },
  },
});
