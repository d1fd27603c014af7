// Test run that needs Debian's Chromium: the sandbox page with the real program behind it.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/browser/**/*.test.ts'], testTimeout: 40_000, hookTimeout: 60_000, fileParallelism: false },
});
