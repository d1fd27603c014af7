// Loaded before the program by a test: it does half of the statements of KILL_IN_MIGRATION and kills its own process.
import { createRequire } from 'node:module';

const Database = createRequire(import.meta.url)('better-sqlite3');
const { exec } = Database.prototype;
Database.prototype.exec = function half(sql) {
  if (sql !== process.env.KILL_IN_MIGRATION) return exec.call(this, sql);
  const statements = sql.split(/;\n(?!END|\s+INSERT)/);
  exec.call(this, `${statements.slice(0, Math.ceil(statements.length / 2)).join(';\n')};`);
  return process.kill(process.pid, 'SIGKILL');
};
