// What was withheld at a destination is found by its reason: a digest and a rule that goes on read all that was ever sent there.
import type { Migration } from './migration.js';

export const withheld: Migration = {
  name: '0025-withheld',
  sql: "CREATE INDEX deliveries_withheld ON deliveries (destination, reason, settled_at) WHERE state = 'withheld';",
};
