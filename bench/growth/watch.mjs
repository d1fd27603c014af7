// Loaded before the program (node --import): tells the longest stalls of its main thread on standard error when asked, and at its end.
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const SAMPLE_MS = 5;
/** Where Linux counts what one thread took of the processors, in nanoseconds. */
const SPENT = `/proc/self/task/${process.pid}/schedstat`;

/** Milliseconds of processor time that this thread has taken; null where the system does not tell. */
function spent() {
  try {
    return Number(readFileSync(SPENT, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return null;
  }
}

if (isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: SAMPLE_MS });
  delay.enable();
  // Between two turns of the loop no more processor time passes than its longest turn takes, however busy the machine is.
  let [before, cpu] = [spent(), 0];
  setInterval(() => {
    const now = spent();
    if (now !== null && before !== null) cpu = Math.max(cpu, now - before);
    before = now;
  }, SAMPLE_MS).unref();
  const tell = () => {
    const [p99, max] = [delay.percentile(99), delay.max].map((each) => Math.round(each / 1e5) / 10);
    process.stderr.write(
      `loop ${JSON.stringify({ p99, max, cpu: before === null ? null : Math.round(cpu * 10) / 10 })}\n`,
    );
    delay.reset();
    cpu = 0;
  };
  // What start-up costs is told apart from what follows.
  process.on('SIGUSR2', tell);
  process.on('exit', tell);
}
