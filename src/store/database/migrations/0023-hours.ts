// Hours outside 0 to 23, which earlier versions accepted from forged options: with one, nothing could be announced to its destination.
import type { Migration } from './migration.js';

export const hours: Migration = {
  name: '0023-hours',
  sql: `
UPDATE subscriptions SET hour = 8 WHERE mode = 'digest' AND hour IS NOT NULL AND hour NOT BETWEEN 0 AND 23;
UPDATE subscriptions SET hour = NULL WHERE mode <> 'digest' AND hour NOT BETWEEN 0 AND 23;
UPDATE settings SET quiet_from = NULL, quiet_until = NULL
  WHERE quiet_from NOT BETWEEN 0 AND 23 OR quiet_until NOT BETWEEN 0 AND 23 OR (quiet_from IS NULL) <> (quiet_until IS NULL);
`,
};
