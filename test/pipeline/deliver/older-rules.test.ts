// An update whose rules tell that two stored papers are one: what waits is not posted while the other one already was.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../src/log.js';
import { TransientError } from '../../../src/errors.js';
import { startRenewal, type Renewal } from '../../../src/pipeline/maintenance/renewal.js';
import { ownPort, type WriterPort } from '../../../src/store/port.js';
import { RULES } from '../../../src/store/papers/rules.js';
import { openWriter } from '../../../src/store/writer.js';
import { dumpText } from '../../helpers/dump-generator.js';
import { openMemoryDiscord, type MemoryDiscord } from '../../helpers/memory-discord.js';
import { papersOfADay } from '../../helpers/modes.js';
import { storePapers } from '../../helpers/papers.js';
import { openTestStore, taxonomy, type TestStore } from '../../helpers/stores.js';

const clock = { ms: 0 };
const now = (): Date => new Date(clock.ms);
const forAWhile = (ms: number): Promise<void> => new Promise((over) => setTimeout(over, ms).unref());
let store: TestStore;
let renewals: Renewal[];
let discord: MemoryDiscord;

function renew(others: { writer?: WriterPort; pause?: (ms: number) => Promise<void> } = {}): Renewal {
  const options = { writer: ownPort(store.writer), now, log: createLog('silent'), pause: forAWhile, ...others };
  const renewal = startRenewal(options);
  renewals.push(renewal);
  return renewal;
}

beforeEach(() => {
  clock.ms = Date.parse('2030-01-02T03:04:05Z');
  renewals = [];
  store = openTestStore(now);
  discord = openMemoryDiscord({ store, kind: 'channel', clock, begins: () => renew().owed });
});
afterEach(async () => {
  await discord.stop();
  for (const { stop } of renewals) await stop();
  store.close();
});

function change(sql: string): void {
  const db = new Database(store.path);
  db.exec(sql);
  db.close();
}

const [posted] = papersOfADay(5, 1);
const shown = { ...posted!, date: '2026-01-01 10:00:00+00:00', categories: ['cs.LG'] };
const waits = { ...shown, title: 'What older rules took for another title', date: '2026-01-01 10:05:00+00:00' };

/** The card of a paper was posted; that of another one waits, which these rules know to be the same. All is as older rules left it. */
async function postAndWait(): Promise<void> {
  store.subscribe('1000', 'cs.LG');
  await store.ingest(dumpText([shown]));
  await discord.drain();
  await discord.stop();
  await store.ingest(dumpText([waits]));
  const title = JSON.stringify(shown.title).replaceAll("'", "''");
  change(`UPDATE papers SET facts = json_set(facts, '$.title', json('${title}')) WHERE facts ->> '$.title' = '${waits.title}';
    UPDATE papers SET rules = 0`);
  expect(discord.messages).toHaveLength(1);
  expect(store.reader.outboxCounts()).toMatchObject({ pending: 1, sent: 1 });
}

describe('a card that waits for a paper that is one with a posted one by new rules', () => {
  it('is not sent', async () => {
    await postAndWait();
    discord.start();
    await discord.drain();
    expect(discord.messages).toHaveLength(1);
    expect(store.reader.outboxCounts()).toMatchObject({ pending: 0, withheld: 1, sent: 1 });
  });

  it('is not sent where the posted one is far behind newer papers, and runs were killed meanwhile', async () => {
    await postAndWait();
    const newer = Array.from({ length: 100 }, (_, number) => ({ title: `Newer ${number}`, authors: [`A B${number}`] }));
    storePapers(store, newer);
    change('UPDATE papers SET rules = 0');
    for (let run = 0; run < 2; run += 1) {
      const writer = openWriter(store.path, taxonomy);
      expect(writer.renewPapers(now())).toMatchObject({ isOwed: true, isLeft: true });
      writer.close();
    }
    discord.start();
    await discord.drain();
    expect(discord.messages).toHaveLength(1);
    expect(store.reader.outboxCounts()).toMatchObject({ withheld: 1, sent: 1 });
  });

  it('is sent where the paper cannot be rebuilt', async () => {
    await postAndWait();
    change("UPDATE records SET facts = 'broken' WHERE paper_id = (SELECT max(id) FROM papers)");
    discord.start();
    await discord.drain();
    expect(discord.messages).toHaveLength(2);
  });
});

describe('deliveries', () => {
  const isOver = async (promise: Promise<void>): Promise<boolean> =>
    Promise.race([promise.then(() => true), forAWhile(50).then(() => false)]);
  const failing = (error: Error): WriterPort => ({ call: () => Promise.reject(error) });

  it('begin after one look where nothing is to be rebuilt', async () => {
    await postAndWait();
    change(`UPDATE papers SET rules = ${RULES}`);
    const asked: string[] = [];
    const writer: WriterPort = {
      call(name, ...args) {
        asked.push(name);
        return ownPort(store.writer).call(name, ...args);
      },
    };
    await renew({ writer }).owed;
    await forAWhile(50);
    expect(asked).toEqual(['renewPapers']);
  });

  it('do not wait for papers that nobody is owed and that were not posted of late', async () => {
    await postAndWait();
    change("UPDATE deliveries SET state = 'sent', settled_at = '2029-12-01T00:00:00.000Z'");
    expect(store.writer.renewPapers(now())).toMatchObject({ isOwed: false, isLeft: true });
  });

  it('begin after a minute where the database cannot be written, and at once where papers cannot be rebuilt or the bot stops', async () => {
    const pauses: (() => void)[] = [];
    const pause = (ms: number): Promise<void> => new Promise((over) => void (pauses[ms] = over));
    const locked = renew({ writer: failing(new TransientError('the database is locked')), pause });
    expect(await isOver(locked.owed)).toBe(false);
    pauses[60_000]!();
    expect(await isOver(locked.owed)).toBe(true);
    expect(await isOver(renew({ writer: failing(new Error('no such table')), pause }).owed)).toBe(true);
    const stopped = renew({ writer: failing(new TransientError('the database is locked')), pause });
    await stopped.stop();
    expect(await isOver(stopped.owed)).toBe(true);
  });
});
