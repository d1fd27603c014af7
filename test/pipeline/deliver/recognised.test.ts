// Messages that are recognised after a restore: they are not posted again, and show what their papers have become since.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { markAsOfThePast } from '../../../src/store/database/past.js';
import { until } from '../../helpers/control.js';
import { openMemoryDiscord, type Kind, type MemoryDiscord } from '../../helpers/memory-discord.js';
import { change, papersOfADay, setMode } from '../../helpers/modes.js';
import { storePapers } from '../../helpers/papers.js';
import { snapshotOf } from '../../helpers/snapshot.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

const clock = { ms: 0 };
let store: TestStore;
let discord: MemoryDiscord;
beforeEach(() => {
  clock.ms = Date.parse('2030-01-02T03:04:05Z');
  store = openTestStore(() => new Date(clock.ms));
});
afterEach(async () => {
  await discord.stop();
  store.close();
});

const [entry] = papersOfADay(6, 1);

/** As a backup holds them that is older than their messages. */
const UNPOSTED = `UPDATE deliveries SET state = 'pending', nonce = NULL, body = NULL, leader_id = NULL, line = NULL, form = NULL, line_shows = 0,
     message_id = NULL, message_channel = NULL, first_attempt_at = NULL, attempts = 0, settled_at = NULL, next_attempt_at = created_at`;

/** Posts papers in English, and goes back to a backup that is older than their messages. */
async function postAndRestore(kind: Kind, mode: string): Promise<void> {
  discord = openMemoryDiscord({ store, kind, clock });
  store.subscribe('1000', 'cs.LG');
  await store.ingest(snapshotOf(2), 'always');
  setMode({ store }, mode);
  await discord.drain();
  await discord.stop();
  change(store.path, UNPOSTED);
  change(store.path, "INSERT INTO meta VALUES ('restored_backup_of', '2030-01-02T03:04:00Z')");
  clock.ms += 3_600_000;
}

function translate(): void {
  const known = { title: 'On the number 0', authors: ['Ann Author0'], categories: ['cs.LG'], arxivId: '2504.00001' };
  storePapers(store, [{ ...known, titleJa: '数について', abstractJa: entry!.ja.join('\n') }]);
}

async function settled(): Promise<void> {
  await discord.drain();
  clock.ms += 5_000;
  await until('the end of edits', () => {
    discord.wake();
    clock.ms += 1_000;
    return store.reader.dueUpdates('2099', null, 10).steps.length === 0 ? true : null;
  });
}

it.each([
  { kind: 'channel', mode: 'cards', messages: 2 },
  { kind: 'forum', mode: 'cards', messages: 2 },
  { kind: 'channel', mode: 'compact', messages: 1 },
] as const)(
  'in a $kind, mode $mode: a translation that came before they were recognised is shown',
  async ({ kind, mode, messages }) => {
    await postAndRestore(kind, mode);
    translate();
    discord.start();
    await settled();
    expect(discord.messages).toHaveLength(messages);
    expect(store.reader.outboxCounts()).toMatchObject({ sent: 2, pending: 0, sending: 0 });
    expect(JSON.stringify(discord.messages.map(({ body }) => body))).toContain('数について');
    expect(JSON.stringify(discord.messages.map(({ body }) => body))).toContain('On the number 1');
  },
);

it('a list that shows all there is to tell stays as it is', async () => {
  await postAndRestore('channel', 'compact');
  const [before] = discord.messages.map(({ body }) => JSON.stringify(body));
  discord.start();
  await settled();
  expect(discord.edits).toEqual([]);
  expect(discord.messages.map(({ body }) => JSON.stringify(body))).toEqual([before]);
});

it('cards that were found after a restore are known after the next one, also behind newer ones that this database posted', async () => {
  await postAndRestore('channel', 'cards');
  clock.ms += 3 * 3_600_000;
  discord.start();
  await store.ingest(snapshotOf(3), 'always');
  await settled();
  expect(discord.messages).toHaveLength(3);
  await discord.stop();
  const db = new Database(store.path);
  markAsOfThePast(db, new Date(clock.ms), new Date(clock.ms));
  db.close();
  change(store.path, `${UNPOSTED} WHERE id < (SELECT max(id) FROM deliveries)`);
  clock.ms += 3_600_000;
  discord.start();
  await settled();
  expect(discord.messages).toHaveLength(3);
  expect(store.reader.outboxCounts()).toMatchObject({ sent: 3, pending: 0, sending: 0 });
});
