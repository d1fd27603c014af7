// The type of an open connection.
import type Database from 'better-sqlite3';

export type Db = Database.Database;
