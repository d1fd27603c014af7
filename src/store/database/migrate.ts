// Ordered, named migrations: each runs once, in its own transaction, and is recorded by name.
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { UserError } from '../../errors.js';
import { firstSchema } from './migrations/0001-first-schema.js';
import { onePaper } from './migrations/0002-one-paper.js';
import { deliverySchema } from './migrations/0003-delivery.js';
import { search } from './migrations/0004-search.js';
import { indexStems } from './migrations/0005-index-stems.js';
import { indexParts } from './migrations/0006-index-parts.js';
import { derived } from './migrations/0007-derived.js';
import { keptCounts } from './migrations/0008-kept-counts.js';
import { sources } from './migrations/0009-sources.js';
import { translation } from './migrations/0010-translation.js';
import { storeCare } from './migrations/0012-store.js';
import { rules } from './migrations/0013-rules.js';
import { messages } from './migrations/0014-messages.js';
import { trust } from './migrations/0015-trust.js';
import { gistsAndNotices } from './migrations/0016-gists-and-notices.js';
import { realPapers } from './migrations/0017-real-papers.js';
import { fanOuts } from './migrations/0019-fan-outs.js';
import { emptyDays } from './migrations/0020-empty-days.js';
import { hours } from './migrations/0023-hours.js';
import { joined } from './migrations/0024-joined.js';
import { withheld } from './migrations/0025-withheld.js';
import { moved } from './migrations/0026-moved.js';
import { noSteps } from './migrations/0027-no-steps.js';
import { rulesMade } from './migrations/0028-rules-made.js';
import { openFrom } from './migrations/0029-open-from.js';
import { doubts } from './migrations/0030-doubts.js';
import { floors } from './migrations/0031-floors.js';
import { tops } from './migrations/0032-tops.js';
import type { Migration } from './migrations/migration.js';

export const migrations: readonly Migration[] = [
  firstSchema,
  onePaper,
  deliverySchema,
  search,
  indexStems,
  indexParts,
  derived,
  keptCounts,
  sources,
  translation,
  storeCare,
  rules,
  messages,
  trust,
  gistsAndNotices,
  realPapers,
  fanOuts,
  emptyDays,
  hours,
  joined,
  withheld,
  moved,
  noSteps,
  rulesMade,
  openFrom,
  doubts,
  floors,
  tops,
];
// The list is not empty.
export const latestMigration = migrations.at(-1)!.name;

/** Names of the migrations that a database has, in order; none where it is no database of this program. */
export function appliedMigrations(db: Database): string[] {
  const isThere = db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'").get();
  if (isThere === undefined) return [];
  return db
    .prepare<[], { name: string }>('SELECT name FROM migrations ORDER BY name')
    .all()
    .map((row) => row.name);
}

/** Whether the schema is the one this program knows. */
export function schemaState(db: Database): 'current' | 'older' | 'newer' {
  const names = appliedMigrations(db);
  const known = new Set(migrations.map((migration) => migration.name));
  if (names.some((name) => !known.has(name))) return 'newer';
  return names.length === migrations.length ? 'current' : 'older';
}

/** Whether a migration left what is derived from papers and records to be made again. */
export function isToRebuild(db: Database): boolean {
  return db.prepare("SELECT 1 FROM meta WHERE name = 'rebuild'").get() !== undefined;
}

/** Has it made again when the database is next opened for writing. */
export function askToRebuild(db: Database): void {
  db.exec("INSERT OR REPLACE INTO meta VALUES ('rebuild', 'damage')");
}

/** Names of what is not applied yet, in order; none for a file without any schema, which has nothing to lose. */
export function missingMigrations(db: Database): string[] {
  const names = appliedMigrations(db);
  if (names.length === 0) return [];
  return migrations.map(({ name }) => name).filter((name) => !names.includes(name));
}

/** SQLite refuses to rename or drop columns while a view reads what is gone, or would be gone then. */
const isErrorOfView = (error: unknown): boolean =>
  error instanceof Error && /^error in (?:view|trigger) /.test(error.message);

/** Does `work` as if nobody had made a view; those of the operator are as they were afterwards, whether or not they can be read. */
function besideViews(db: Database, work: () => void): void {
  const views = db
    .prepare<[], { type: string; name: string; sql: string }>(
      `SELECT type, name, sql FROM sqlite_master AS each
       WHERE type = 'view' OR EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'view' AND name = each.tbl_name)
       ORDER BY type = 'trigger'`,
    )
    .all();
  // Their triggers go with them.
  for (const { type, name } of views) if (type === 'view') db.exec(`DROP VIEW "${name.replaceAll('"', '""')}"`);
  work();
  for (const { sql } of views) db.exec(sql);
}

function apply(db: Database, wanted: readonly Migration[]): void {
  db.transaction(() => {
    db.exec('CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT');
  }).immediate();
  for (const migration of wanted) {
    const work = (): void => {
      if (appliedMigrations(db).includes(migration.name)) return;
      db.exec(migration.sql);
      migration.after?.(db);
      db.prepare("INSERT INTO migrations VALUES (?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))").run(migration.name);
    };
    try {
      db.transaction(work).immediate();
    } catch (error) {
      if (!isErrorOfView(error)) throw error;
      db.transaction(() => besideViews(db, work)).immediate();
    }
  }
}

/** Applies what is missing. Throws UserError when the file was written by a newer program. */
export function migrate(db: Database): void {
  if (schemaState(db) === 'newer') {
    throw new UserError(
      'newer-database',
      `The database ${db.name} was written by a newer version of this program (this one knows up to ${latestMigration}). Nothing was changed; update the program, or restore a copy from before.`,
    );
  }
  apply(db, migrations);
}

/** An empty database in memory with the schema of some migrations. */
export function emptySchema(names: readonly string[]): Database {
  const db = new SqliteDatabase(':memory:');
  apply(
    db,
    migrations.filter(({ name }) => names.includes(name)),
  );
  return db;
}
