// Loaded before the program (node --import): tells the longest stalls of its main thread on standard error when asked, and at its end.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const tell = () => {
    const [p99, max] = [delay.percentile(99), delay.max].map((each) => Math.round(each / 1e5) / 10);
    process.stderr.write(`loop ${JSON.stringify({ p99, max })}\n`);
    delay.reset();
  };
  // What start-up costs is told apart from what follows.
  process.on('SIGUSR2', tell);
  process.on('exit', tell);
}
