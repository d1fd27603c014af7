// Translations of papers that turned out to be one: whatever of them waits, or stands in channels, goes by the one paper.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { recordOf, type DumpRecord } from '../../../src/domain/paper.js';
import { parseRecord } from '../../../src/domain/record.js';
import { prepareRecord } from '../../../src/store/papers/fresh-record.js';
import { openMemoryDiscord } from '../../helpers/memory-discord.js';
import { rowsOf } from '../../helpers/modes.js';
import { storePapers } from '../../helpers/papers.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

const clock = { ms: 0 };
let store: TestStore;
beforeEach(() => {
  clock.ms = Date.parse('2030-01-02T03:04:05Z');
  store = openTestStore(() => new Date(clock.ms));
  store.subscribe('1000', 'cs.LG');
});
afterEach(() => store.close());

const KNOWN = { authors: ['Ann Lee', 'Bo Chen'], categories: ['cs.LG'] };
const FIRST = { ...KNOWN, title: 'A first name', updatedAt: '2026-01-01T10:00:00Z' };
const SECOND = { ...KNOWN, title: 'Another name', updatedAt: '2026-02-01T10:00:00Z' };
const ANNOUNCED = { announcedAt: null, categories: null, isCross: false, isReplacement: false, hole: null } as const;
const LATER = '2030-02-01T00:00:00.000Z';
const nowText = (): string => new Date(clock.ms).toISOString();

function announce(papers: readonly (Partial<DumpRecord> & { readonly title: string })[]): void {
  const at = nowText();
  store.writer.batch(() => {
    const wanted = { sha256: 'announced', format: 'arxiv-jp-text', path: 'announced', silentReason: null };
    const { id } = store.writer.beginDump(wanted, at);
    for (const { title, ...known } of papers) {
      const record = prepareRecord({ format: 'arxiv-jp-text', facts: parseRecord(recordOf(title, known)) });
      store.writer.storeRecord(record, { ...ANNOUNCED, shownOn: null }, { dumpId: id, at });
    }
  });
}

/** The same paper under both names, with a text that nobody has translated. */
function join(): void {
  clock.ms += 3_600_000;
  const versions = [FIRST, SECOND].map(({ updatedAt: at }, index) => ({ version: index + 1, at }));
  const one = { ...SECOND, arxivId: '2601.00001', version: 2, versions, abstract: 'We tell of one thing.' };
  storePapers(store, [{ ...one, submittedAt: FIRST.updatedAt }], nowText());
}

const TEXT = {
  kind: 'title',
  source: SECOND.title,
  hash: 'a'.repeat(64),
  reason: null,
  isDropped: false,
  isAwaited: true,
} as const;
const WANT = { texts: [TEXT], urgency: 1, again: 'no', waitUntil: LATER } as const;

function translate(): void {
  const [due] = store.reader.dueTranslations({ now: '2099', today: '', urgency: 1, most: 1 });
  const done = { kind: 'done', text: '別の名', provider: 'deepl', service: 'DeepL', day: '2030-01-02' } as const;
  store.writer.settleTranslations([{ ...done, id: due!.id }], nowText());
}

it('both cards that stand wait for the translation of the one paper, and are changed once it is there', async () => {
  announce([FIRST, SECOND]);
  const discord = openMemoryDiscord({ store, kind: 'channel', clock });
  await discord.drain();
  await discord.stop();
  expect(discord.messages).toHaveLength(2);
  join();
  const paper = store.reader.findPaper('2601.00001')!;
  const card = expect.objectContaining({ paperKey: paper.key, isCard: true });
  expect(store.reader.changedMessages(10)).toEqual({ messages: [card, card], next: null });
  store.writer.wantTranslations([{ ...WANT, paperKey: paper.key, deliveries: [], holdsEdits: true }], nowText());
  clock.ms += 60_000;
  expect(store.reader.dueUpdates(nowText(), null, 10).steps).toEqual([]);
  translate();
  clock.ms += 2_000;
  expect(store.reader.dueUpdates(nowText(), null, 10).steps).toHaveLength(2);
});

it('what is owed on the row that became another paper waits for that paper, and no longer', () => {
  announce([FIRST, { ...SECOND, arxivId: '2601.00001' }]);
  const [first, second] = rowsOf(store.path).map(({ id }) => id) as [number, number];
  const lines = [first, second].map((id) => ({ id, shows: 0 }));
  const claim = { id: first, nonce: 'n', body: '{}', historyAfter: '1', several: { form: 'list', lines } } as const;
  expect(store.writer.claimDelivery(claim, nowText())).toBe(true);
  join();
  store.writer.reject(first, 'too long', nowText());
  expect(rowsOf(store.path).map(({ state }) => state)).toEqual(['pending', 'withheld']);
  const paper = store.reader.findPaper('2601.00001')!;
  const owed = store.reader.owedTranslations('2099', 10).owed;
  expect(owed.map((each) => [each.deliveryId, each.paper])).toEqual([[first, paper]]);
  store.writer.wantTranslations([{ ...WANT, paperKey: paper.key, deliveries: [first], holdsEdits: false }], nowText());
  expect([store.reader.waitingForTranslation(), store.reader.nextDueAt()]).toEqual([1, LATER]);
  store.writer.keepWaiting(first, '2030-03-01T00:00:00.000Z');
  expect(store.reader.nextDueAt()).toBe('2030-03-01T00:00:00.000Z');
  translate();
  expect(store.reader.nextDueAt()! <= nowText()).toBe(true);
  expect(store.reader.paperHere(paper.key, '1000').delivery?.state).toBe('pending');
});
