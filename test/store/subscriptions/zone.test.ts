// Zones of servers: one that no time can be worked out with is none, and keeps no paper from being stored.
import { afterEach, expect, it } from 'vitest';
import { isZone } from '../../../src/domain/local-time.js';
import { dayDump, rowsOf } from '../../helpers/modes.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';
import { openTestStore } from '../../helpers/stores.js';

const store = openTestStore(() => new Date('2030-01-02T03:04:05Z'));
afterEach(() => store.close());

it('papers come in for a digest of a server whose stored zone is an abbreviation', async () => {
  store.writer.addSubscription(ruleFor('1000', 'cs.LG', { mode: 'digest', hour: 8 }), PLACE);
  store.writer.changeSettings('1', { zone: 'JST' }, '2030-01-02T03:04:05Z');
  await store.ingest(dayDump(5, 3));
  expect(rowsOf(store.path).map((row) => row.next_attempt_at)).toEqual(Array(3).fill('2030-01-02T08:00:00Z'));
  expect(isZone('JST')).toBe(false);
});
