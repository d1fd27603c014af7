// Papers that were found to be another one are found by it: without an index each joining read every paper there is.
import type { Migration } from './migration.js';

export const joined: Migration = {
  name: '0024-joined',
  sql: 'CREATE INDEX papers_joined ON papers (merged_into) WHERE merged_into IS NOT NULL;',
};
