// An upgrade: an older database is copied once, then what migrations are missing are applied.
import Database from 'better-sqlite3';
import { renameSync } from 'node:fs';
import type { Db } from './db.js';
import { createPrivate, removeDatabase } from './files.js';
import { migrate, missingMigrations, schemaState } from './migrate.js';

/** SQLite leaves this number of the file to its program: the copy from before the upgrade under way is there, and no other is made. */
const UPGRADING = 1;

function isUpgrading(db: Db): boolean {
  return db.pragma('user_version', { simple: true }) === UPGRADING;
}

/**
 * A copy of an older database, made before it is changed: whatever happens meanwhile, the operator can go back. While it is
 * made nobody else can write, so that of two programs begun at once after an update each finds what the other left whole.
 */
function keepCopy(db: Db, path: string): void {
  const [next] = missingMigrations(db);
  if (next === undefined || schemaState(db) !== 'older' || db.memory) return;
  // VACUUM cannot be part of a transaction: another connection holds the right to write.
  const guard = new Database(path, { timeout: Number(db.pragma('busy_timeout', { simple: true })) });
  try {
    guard.exec('BEGIN IMMEDIATE');
    // The other program, or this one before it was interrupted, made a copy, and has begun to bring the database up to date.
    if (missingMigrations(guard)[0] !== next || isUpgrading(guard)) return;
    const copy = `${path}.before-${next}`;
    removeDatabase(`${copy}.part`);
    createPrivate(`${copy}.part`);
    db.prepare('VACUUM INTO ?').run(`${copy}.part`);
    renameSync(`${copy}.part`, copy);
    guard.pragma(`user_version = ${UPGRADING}`);
    guard.exec('COMMIT');
  } finally {
    guard.close();
  }
}

/** Applies what migrations are missing, to an older file after a copy. Throws UserError when the file was written by a newer program. */
export function upgrade(db: Db, path: string): void {
  keepCopy(db, path);
  migrate(db);
  if (isUpgrading(db)) db.pragma('user_version = 0');
}
