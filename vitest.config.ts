// Everything that runs within one process and waits for nothing, in two to three and a half minutes on two cores. The runs that need processes,
// kills, time or a browser are apart.
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/chaos/**', 'test/slow/**', 'test/end-to-end/**'],
    // Tests that talk to the sandbox mostly wait for timers: twice as many at once as there are processors.
    maxWorkers: 2 * availableParallelism(),
    // Loading the modules took longer than most tests: the files of a worker share them, and keep no state in them.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The compiled program is run as it is.
    server: { deps: { external: [/\/dist\//] } },
  },
});
