// The shape of a migration. Migrations are frozen: SQL, and code copied into them, never code that lives on.
import type { Database } from 'better-sqlite3';

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** What SQL alone cannot do; runs after it, in the same transaction. */
  readonly after?: (db: Database) => void;
}
