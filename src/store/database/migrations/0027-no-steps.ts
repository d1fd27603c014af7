// Changes to a message that was not posted, and will not be, are forgotten: they were looked at, and their texts translated, for good.
import type { Migration } from './migration.js';

export const noSteps: Migration = {
  name: '0027-no-steps',
  sql: `
CREATE TRIGGER deliveries_unposted AFTER UPDATE OF state ON deliveries WHEN new.state IN ('withheld', 'rejected') BEGIN
  DELETE FROM message_steps WHERE delivery_id = new.id;
END;
DELETE FROM message_steps WHERE delivery_id IN (SELECT id FROM deliveries WHERE state IN ('withheld', 'rejected'));
`,
};
