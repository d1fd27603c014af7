// Databases as released versions of the program left them: dumps made by those versions, with deliveries in every state.
import Database from 'better-sqlite3';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../store/database/schemas', import.meta.url));

/** The newest migration of each, in order. */
export const oldSchemas: readonly string[] = readdirSync(folder)
  .map((name) => name.replace(/\.sql$/, ''))
  .sort();

/** Builds one of them at a path where nothing is yet. */
export function buildOldDatabase(path: string, schema: string): void {
  const db = new Database(path);
  // As each of them kept it.
  db.pragma('journal_mode = WAL');
  // A dump holds the tables behind the search index as they are.
  db.unsafeMode();
  db.exec(readFileSync(join(folder, `${schema}.sql`), 'utf8'));
  db.close();
}
