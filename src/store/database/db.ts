// An open connection, and rows that are always there.
import type Database from 'better-sqlite3';

export type Db = Database.Database;

/** The row of a statement that always has one: an aggregate, or a row that the caller knows to be there. Throws where it is missing. */
export function requireRow<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error('A row of the database that has to be there is missing');
  return row;
}
