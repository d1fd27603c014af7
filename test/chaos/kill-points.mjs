// Loaded before the program: the writing thread kills its own process before the statement numbered KILL_BEFORE.
// BEGIN and COMMIT are statements too, so the number decides whether it dies before, within or after a transaction.
// With COUNT_FROM, counting begins at the first statement that holds that text.
import { createRequire } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const last = Number(process.env.KILL_BEFORE ?? 0);
if (!isMainThread && last > 0) {
  const Database = createRequire(import.meta.url)('better-sqlite3');
  const statement = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1'));
  const { run } = statement;
  const from = process.env.COUNT_FROM ?? '';
  let count = 0;
  statement.run = function counted(...values) {
    if (count > 0 || this.source.includes(from)) count += 1;
    if (count === last) process.kill(process.pid, 'SIGKILL');
    return run.apply(this, values);
  };
}
