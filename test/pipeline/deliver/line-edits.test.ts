// Lines of lists and digests after posting: changed for a withdrawal, and once for a translation; never where people deleted.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dumpText } from '../../helpers/dump-generator.js';
import { openMemoryDiscord, type MemoryDiscord } from '../../helpers/memory-discord.js';
import { papersOfADay, setMode } from '../../helpers/modes.js';
import { storePapers } from '../../helpers/papers.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';
import { snapshotOf } from '../../helpers/snapshot.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';
import { until } from '../../helpers/control.js';

const clock = { ms: 0 };
let store: TestStore;
let discord: MemoryDiscord;
beforeEach(() => {
  clock.ms = Date.parse('2030-01-02T03:04:05Z');
  store = openTestStore(() => new Date(clock.ms));
  discord = openMemoryDiscord({ store, kind: 'channel', clock });
});
afterEach(async () => {
  await discord.stop();
  store.close();
});

const papers = papersOfADay(5, 4);
const description = (): string => discord.messages[0]?.body.embeds?.[0]?.description ?? '';

async function post(mode: string): Promise<void> {
  store.subscribe('1000', 'cs.LG');
  await store.ingest(dumpText(papers));
  setMode({ store }, mode);
  await discord.drain();
}

/** The paper again, with other words. */
async function again(index: number, change: Partial<(typeof papers)[number]>): Promise<void> {
  clock.ms += 3_600_000;
  const later = { ...papers[index]!, date: `2026-01-0${index + 1} 00:00:00+00:00` };
  await store.ingest(dumpText([{ ...later, ...change }]));
}

/** arXiv says of it that it is withdrawn. */
function withdraw(index: number, comments: string | null = 'Withdrawn by the authors: an error in Theorem 2'): void {
  clock.ms += 3_600_000;
  const { title, authors, categories } = papers[index]!;
  storePapers(store, [{ title, authors, categories, arxivId: '2501.00001', version: 2, comments, withdrawn: true }]);
}

/** Rounds of edits until nothing is left to do. */
async function settled(): Promise<void> {
  clock.ms += 5_000;
  await until('the end of edits', () => {
    discord.wake();
    clock.ms += 1_000;
    return store.reader.dueUpdates('2099', null, 10).steps.length === 0 ? true : null;
  });
}

describe.each(['compact', 'digest'])('a line in the mode %s', (mode) => {
  it('is struck through when its paper is withdrawn, with what the authors say, and the others stay', async () => {
    await post(mode);
    const before = description();
    withdraw(1);
    await settled();
    expect(discord.edits).toHaveLength(1);
    expect(description()).toContain(`~~[${papers[1]!.title}]`);
    expect(description()).toContain('an error in Theorem 2');
    expect(before).not.toContain('~~');
    for (const { title } of papers) expect(description()).toContain(`[${title}]`);
  });

  it('keeps its gist where the authors say nothing of the withdrawal', async () => {
    await post(mode);
    const linesBefore = description().split('\n').length;
    withdraw(1, null);
    await settled();
    expect(description()).toContain(`~~[${papers[1]!.title}]`);
    expect(description().split('\n')).toHaveLength(linesBefore);
  });

  it('is edited once when a translation comes, and not for another one', async () => {
    store.subscribe('1000', 'cs.LG');
    await store.ingest(snapshotOf(3), 'always');
    setMode({ store }, mode);
    await discord.drain();
    expect(discord.messages).toHaveLength(1);
    const translate = async (index: number, ja: string): Promise<void> => {
      clock.ms += 3_600_000;
      const [entry] = papersOfADay(6, 1);
      const known = {
        title: `On the number ${index}`,
        authors: [`Ann Author${index}`],
        date: '2025-04-07 19:18:42+00:00',
      };
      await store.ingest(dumpText([{ ...entry!, ...known, categories: ['cs.LG'], ja: [ja] }]));
      await settled();
    };
    await translate(1, '最初の訳文です。');
    expect(discord.edits).toHaveLength(1);
    expect(description()).toContain('最初の訳文です。');
    await translate(1, '別の訳文です。');
    expect(discord.edits).toHaveLength(1);
    await translate(2, 'ほかの論文の訳文です。');
    expect(discord.edits).toHaveLength(2);
    expect(store.reader.outboxCounts()).toMatchObject({ sent: 3, pending: 0 });
  });

  it('is edited once when the identifier of its paper comes: its link led to a search until then', async () => {
    await post(mode);
    expect(description()).not.toContain('arxiv.org/abs/');
    const identify = async (version: number): Promise<void> => {
      clock.ms += 3_600_000;
      const { title, authors, categories } = papers[1]!;
      storePapers(store, [{ title, authors, categories, arxivId: '2501.00001', version }]);
      await settled();
    };
    await identify(1);
    expect(discord.edits).toHaveLength(1);
    expect(description()).toContain(`[${papers[1]!.title}](https://arxiv.org/abs/2501.00001`);
    await identify(2);
    expect(discord.edits).toHaveLength(1);
  });

  it('is not edited for other news', async () => {
    await post(mode);
    await again(2, { en: 'Another abstract of another version.' });
    await settled();
    expect(discord.edits).toEqual([]);
  });

  it('is edited soon after news that nobody saw', async () => {
    store.subscribe('1000', 'cs.LG');
    await store.ingest(snapshotOf(3), 'always');
    setMode({ store }, mode);
    await discord.drain();
    const change = async (field: object): Promise<void> => {
      const [line = ''] = snapshotOf(1).split('\n');
      await store.ingest(JSON.stringify({ ...(JSON.parse(line) as object), ...field }));
    };
    await change({ license: 'http://creativecommons.org/licenses/by/4.0/' });
    await settled();
    expect(discord.edits).toHaveLength(0);
    const before = clock.ms;
    await change({ comments: 'This paper has been withdrawn', update_date: '2025-05-07' });
    await settled();
    expect(discord.edits).toHaveLength(1);
    expect(clock.ms - before).toBeLessThan(60_000);
  });

  it('stays deleted when people deleted its message', async () => {
    await post(mode);
    discord.messages.length = 0;
    withdraw(1);
    await settled();
    expect(discord.messages).toEqual([]);
    expect(store.reader.outboxCounts()).toMatchObject({ sent: 4 });
  });
});

it('an edit is given only while it is due: what was listed may have been put off or done since', async () => {
  await post('compact');
  withdraw(0);
  const [step] = store.reader.dueUpdates('2099', null, 10).steps;
  expect(store.reader.messageUpdate(step!.id, '2000')).toBeNull();
  expect(store.reader.messageUpdate(step!.id, '2099')).toMatchObject({ id: step!.id, kind: 'edit' });
  await settled();
  expect(store.reader.messageUpdate(step!.id, '2099')).toBeNull();
});

describe('a digest that is changed after its subscription ended', () => {
  it('goes on to say what it is about, and why its papers are there', async () => {
    const { id } = store.writer.addSubscription(
      ruleFor('1000', papers[0]!.authors[0]!, { kind: 'author', mode: 'digest', hour: 8 }),
      PLACE,
    ).subscription;
    await store.ingest(dumpText(papers));
    clock.ms += 86_400_000;
    await discord.drain();
    const before = discord.messages[0]!.body.embeds![0]!;
    clock.ms += 3_600_000;
    store.writer.removeSubscription(id, new Date(clock.ms).toISOString(), null);
    withdraw(0);
    await settled();
    const after = discord.messages[0]!.body.embeds![0]!;
    expect(discord.edits).toHaveLength(1);
    expect(after.title).toBe(before.title);
    for (const { description: text } of [before, after]) expect(text).toContain(` · ${papers[0]!.authors[0]!}`);
  });
});
