// Loaded before the program by a test: while the file DISK_FULL_WHILE is there and empty, SQLite may add no page to a
// database, and says SQLITE_FULL by itself as on a disk without room. With a text in it, statements that contain the text fail so.
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';

const sign = process.env.DISK_FULL_WHILE ?? '';
const NO_LIMIT = 1_073_741_823;
const Database = createRequire(import.meta.url)('better-sqlite3');
const statement = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1'));
const { run } = statement;
statement.run = function limited(...values) {
  const { database } = this;
  if (!database.readonly) {
    const text = existsSync(sign) ? readFileSync(sign, 'utf8') : null;
    if (text && this.source.includes(text)) throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
    const isFull = text === '';
    database.pragma(`max_page_count = ${isFull ? database.pragma('page_count', { simple: true }) : NO_LIMIT}`);
  }
  return run.apply(this, values);
};
