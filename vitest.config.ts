// Test run: every test but those that need a browser or minutes; test files share the machine's cores.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/chaos/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
