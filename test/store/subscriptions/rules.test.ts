// Rules in the store: who is owed what and how, and what becomes of it when a rule changes, rests, moves or ends.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FETCHED, type Origin } from '../../../src/domain/announcement.js';
import { recordOf, type DumpRecord, type Format } from '../../../src/domain/paper.js';
import { parseRecord } from '../../../src/domain/record.js';
import { NO_OPTIONS, type NewSubscription } from '../../../src/domain/subscription.js';
import { createRecordStorer } from '../../../src/pipeline/ingest/store-records.js';
import { prepareRecord } from '../../../src/store/papers/fresh-record.js';
import { change as changeRows } from '../../helpers/modes.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

const AT = '2030-06-07T12:00:00Z';
let now = new Date(AT);
let store: TestStore;
let dumps = 0;
beforeEach(() => {
  now = new Date(AT);
  store = openTestStore(() => now);
});
afterEach(() => store.close());

const FEED: Origin = FETCHED;

async function arrive(records: readonly Partial<DumpRecord>[], format: Format = 'arxiv-rss', origin: Origin = FEED) {
  dumps += 1;
  const dump = { path: 'p', sha256: `${dumps}`, format, isListing: false, isBulk: false };
  const pause = (): Promise<void> => Promise.resolve();
  const options = { announce: 'auto', origin, now: () => now, pause, isAsked: () => false } as const;
  const storer = createRecordStorer(store.writer, dump, options);
  const items = records.map((known, index) => {
    const paper = { authors: ['Ann One'], arxivId: '3006.00001', categories: ['cs.LG'], primaryCategory: 'cs.LG' };
    const facts = parseRecord(recordOf('Learning to rest', { ...paper, announceType: 'new', ...known }));
    return { kind: 'facts' as const, record: index + 1, line: null, fresh: prepareRecord({ format, facts }) };
  });
  await storer.store({ items, size: 0 });
  await storer.finish([]);
}

interface Row {
  readonly destination: string;
  readonly state: string;
  readonly mode: string;
  readonly language: string;
  readonly reason: string | null;
  readonly due: string;
}

/** Every delivery, by destination and paper. */
function rows(): Row[] {
  const db = new Database(store.path, { readonly: true });
  const found = db
    .prepare<[], Row>(
      'SELECT destination, state, mode, language, reason, next_attempt_at AS due FROM deliveries ORDER BY destination, paper_id',
    )
    .all();
  db.close();
  return found;
}
const owed = (): string[] => rows().flatMap(({ destination, state }) => (state === 'pending' ? [destination] : []));
const add = (destination: string, value: string, more: Partial<NewSubscription> = {}): number =>
  store.writer.addSubscription(ruleFor(destination, value, more), PLACE).subscription.id;
const claimOf = (id: number) => ({ id, nonce: `n${id}`, body: '{}', historyAfter: '1' });
/** Matched papers are sent, waiting, held, rejected or withheld: nothing is lost. */
function balance(): void {
  expect(store.reader.unwrittenDeliveries()).toBe(0);
  for (const { state, reason } of store.reader.ledgerGroups()) {
    expect(state).not.toBeNull();
    if (state === 'withheld' || state === 'held') expect(reason).not.toBeNull();
  }
}

describe('announcements', () => {
  const crossed = { categories: ['cs.LG', 'cs.CL'], primaryCategory: 'cs.LG' };
  it('new wants papers whose primary category falls under the rule; where that is unknown, every category counts', async () => {
    add('10', 'cs.LG', { announcements: 'new' });
    add('11', 'cs.CL', { announcements: 'new' });
    add('12', 'cs.CL');
    add('13', 'rest', { kind: 'keyword', category: 'cs.CL', announcements: 'new' });
    await arrive([crossed]);
    expect(owed()).toEqual(['10', '12']);
    await arrive([{ ...crossed, arxivId: '3006.00002', primaryCategory: null, announceType: null }]);
    expect(owed()).toEqual(['10', '10', '11', '12', '12', '13']);
  });

  it('new does not want what is announced as a cross-list', async () => {
    add('11', 'cs.CL', { announcements: 'new' });
    add('12', 'cs.CL');
    await arrive([{ ...crossed, announceType: 'cross' }], 'arxiv-rss', { ...FEED, category: 'cs.CL' } as Origin);
    expect(owed()).toEqual(['12']);
  });

  it('all also wants the first replacement of a paper that the destination never got (trap 3: the version is no identity)', async () => {
    add('10', 'cs.LG');
    add('11', 'cs.LG', { announcements: 'all' });
    await arrive([{ announceType: 'replace', version: 2 }]);
    expect(owed()).toEqual(['11']);
    await arrive([{ announceType: 'replace', version: 3 }]);
    expect(owed()).toEqual(['11']);
    // A replacement used up nothing.
    await arrive([{ announceType: 'new', version: 3 }]);
    expect(owed()).toEqual(['10', '11']);
  });

  it('a changed title makes no second delivery (trap 4: the title is no identity)', async () => {
    add('10', 'cs.LG', { announcements: 'all' });
    await arrive([{}]);
    await arrive([{ title: 'Another title', announceType: 'replace', version: 2 } as Partial<DumpRecord>]);
    expect(owed()).toEqual(['10']);
  });
});

describe('digests', () => {
  it('one without an hour, and one at 24, as edits by hand may make them, cost nobody else a paper', async () => {
    add('10', 'cs.LG');
    add('11', 'cs.LG', { mode: 'digest', hour: null });
    add('12', 'cs.LG', { mode: 'digest', hour: 24 });
    await arrive([{}]);
    expect(rows().map(({ destination, due }) => [destination, due])).toEqual([
      ['10', AT],
      ['11', '2030-06-08T08:00:00Z'],
      ['12', '2030-06-08T00:00:00Z'],
    ]);
  });
});

describe('keyword and author rules', () => {
  it('match over all categories or within one, once per destination whatever number of rules match', async () => {
    add('10', 'learning rest', { kind: 'keyword' });
    add('10', 'Ann One', { kind: 'author' });
    add('10', 'cs.LG');
    add('11', 'rest', { kind: 'keyword', category: 'math' });
    add('12', 'rest', { kind: 'keyword', category: 'cs' });
    add('13', 'A. One', { kind: 'author' });
    add('14', 'Ann', { kind: 'keyword' });
    await arrive([{}]);
    expect(owed()).toEqual(['10', '12', '13']);
    const db = new Database(store.path, { readonly: true });
    expect(db.prepare('SELECT count(*) FROM matches').pluck().get()).toBe(5);
    db.close();
  });

  it('two rules hold the same paper in two destinations (trap 7: an identifier is not unique across rules)', async () => {
    add('10', 'rest', { kind: 'keyword' });
    add('11', 'rest', { kind: 'keyword' });
    add('12', 'Ann One', { kind: 'author' });
    await arrive([{}]);
    expect(owed()).toEqual(['10', '11', '12']);
  });

  it('leave out what their options exclude, also of a category', async () => {
    const options = { ...NO_OPTIONS, excludedWords: ['rest'] };
    add('10', 'cs.LG', { options });
    add('11', 'cs.LG', { options: { ...NO_OPTIONS, excludedCategories: ['stat'] } });
    add('12', 'learning', { kind: 'keyword', options: { ...NO_OPTIONS, excludedAuthors: ['A. One'] } });
    await arrive([{}, { arxivId: '3006.00002', categories: ['cs.LG', 'stat.ML'] }]);
    expect(owed()).toEqual(['11']);
  });
});

describe('the delivery of a paper', () => {
  it('goes by the soonest mode of the rules that match; a digest waits for its hour in the zone of the guild', async () => {
    store.writer.changeSettings('1', { zone: 'Asia/Tokyo' }, AT);
    add('10', 'cs.LG', { mode: 'digest', hour: 8 });
    add('10', 'cs', { mode: 'compact' });
    add('11', 'cs.LG', { mode: 'digest', hour: 8 });
    add('11', 'cs', { mode: 'digest', hour: 22 });
    await arrive([{}]);
    expect(rows()).toMatchObject([
      { destination: '10', mode: 'compact', due: AT },
      // 22:00 in Tokyo comes before 8:00.
      { destination: '11', mode: 'digest', due: '2030-06-07T13:00:00Z' },
    ]);
  });

  it('keeps the hour of a digest on the wall over a change of the clocks (trap 15: no timer of 24 hours)', async () => {
    store.writer.changeSettings('1', { zone: 'America/New_York' }, AT);
    add('10', 'cs.LG', { mode: 'digest', hour: 8 });
    now = new Date('2030-11-02T13:00:00Z');
    await arrive([{}]);
    // On the 3rd the clocks go back: 8:00 is 13:00 UTC, 25 hours after 8:00 of the day before.
    expect(rows()).toMatchObject([{ mode: 'digest', due: '2030-11-03T13:00:00Z' }]);
  });

  it('goes by the program’s zone where that of its guild is not known here', async () => {
    store.writer.changeSettings('1', { zone: 'Mars/Olympus', quietFrom: 9, quietUntil: 14 }, AT);
    add('10', 'cs.LG', { mode: 'digest', hour: 20 });
    add('11', 'cs.LG');
    await arrive([{}]);
    expect(rows()).toMatchObject([{ due: '2030-06-07T20:00:00Z' }, { due: '2030-06-07T14:00:00Z' }]);
    expect(store.reader.destinationSettings('10').zone).toBeNull();
    expect(store.reader.findSettings('1').zone).toBeNull();
  });

  it('waits for the end of quiet hours, and comes as a list then', async () => {
    store.writer.changeSettings('1', { zone: 'Asia/Tokyo', quietFrom: 20, quietUntil: 7 }, AT);
    add('10', 'cs.LG');
    await arrive([{}]);
    expect(rows()).toMatchObject([{ mode: 'compact', due: '2030-06-07T22:00:00Z' }]);
    store.writer.changeSettings('1', { quietFrom: null, quietUntil: null }, AT);
    expect(rows()).toMatchObject([{ mode: 'cards', due: AT }]);
  });

  it('has the language of its destination, which a later rule changes for all rules there', async () => {
    add('10', 'cs.LG');
    await arrive([{}]);
    const changed = store.writer.addSubscription(ruleFor('10', 'stat'), { ...PLACE, language: 'both' });
    expect(changed).toMatchObject({ languageBefore: 'ja', subscription: { language: 'both' } });
    expect(rows()).toMatchObject([{ language: 'both' }]);
    const kept = store.writer.addSubscription(ruleFor('10', 'math'), { ...PLACE, fallback: 'en' });
    expect(kept).toMatchObject({ languageBefore: null, subscription: { language: 'both' } });
  });
});

describe('a rule that changes', () => {
  it('moves what waits to its new mode and hour, and loses nothing (trap 10: no limit is a loss)', async () => {
    const id = add('10', 'cs.LG');
    await arrive([{}, { arxivId: '3006.00002' }]);
    store.writer.changeSubscription(id, { mode: 'digest', hour: 20 }, AT);
    expect(rows()).toMatchObject([
      { mode: 'digest', due: '2030-06-07T20:00:00Z', state: 'pending' },
      { mode: 'digest', due: '2030-06-07T20:00:00Z', state: 'pending' },
    ]);
    store.writer.changeSubscription(id, { hour: 14 }, AT);
    expect(rows().map(({ due }) => due)).toEqual(['2030-06-07T14:00:00Z', '2030-06-07T14:00:00Z']);
    store.writer.changeSubscription(id, { mode: 'cards' }, AT);
    expect(rows()).toMatchObject([
      { mode: 'cards', due: AT },
      { mode: 'cards', due: AT },
    ]);
    balance();
  });

  it('keeps what another rule still wants when it ends, by that rule’s mode', async () => {
    const first = add('10', 'cs.LG');
    const second = add('10', 'rest', { kind: 'keyword', mode: 'digest', hour: 20 });
    await arrive([{}]);
    expect(store.writer.removeSubscription(first, AT, null)).toMatchObject({ withheld: 0 });
    expect(rows()).toMatchObject([{ state: 'pending', mode: 'digest', due: '2030-06-07T20:00:00Z' }]);
    expect(store.writer.removeSubscription(second, AT, null)).toMatchObject({ withheld: 1 });
    expect(rows()).toMatchObject([{ state: 'withheld', reason: 'unsubscribed' }]);
    await arrive([{ announceType: 'replace', version: 2 }]);
    expect(owed()).toEqual([]);
    balance();
  });

  it('takes what waits along to another channel, where nothing comes twice', async () => {
    const id = add('10', 'cs.LG');
    add('11', 'rest', { kind: 'keyword' });
    await arrive([{}, { arxivId: '3006.00002', title: 'Other' } as Partial<DumpRecord>]);
    expect(store.writer.moveSubscription(id, { destination: '11', place: PLACE }, AT)).toMatchObject({
      destination: '11',
    });
    expect(rows()).toMatchObject([
      { destination: '10', state: 'withheld', reason: 'moved to another channel' },
      { destination: '10', state: 'withheld', reason: 'moved to another channel' },
      { destination: '11', state: 'pending' },
      { destination: '11', state: 'pending' },
    ]);
    const other = add('12', 'cs.LG');
    expect(store.writer.moveSubscription(other, { destination: '11', place: PLACE }, AT)).toBe('exists');
    balance();
  });

  it('brings nothing to another channel that had it already', async () => {
    const id = add('10', 'cs.LG');
    add('11', 'rest', { kind: 'keyword' });
    await arrive([{}]);
    const delivery = store.reader.nextDelivery('11', AT)!;
    store.writer.markSent(delivery.id, { messageId: '5', channelId: '11', body: '{}', isToPublish: false }, AT);
    store.writer.moveSubscription(id, { destination: '11', place: PLACE }, AT);
    expect(rows()).toMatchObject([
      { destination: '10', state: 'withheld', reason: 'moved to another channel' },
      { destination: '11', state: 'sent' },
    ]);
    balance();
  });

  it('takes along what it withheld while it rested, and what was withheld there before, also on its way back', async () => {
    const id = add('10', 'cs.LG');
    await arrive([{}]);
    store.writer.moveSubscription(id, { destination: '11', place: PLACE }, AT);
    store.writer.moveSubscription(id, { destination: '10', place: PLACE }, AT);
    expect(rows()).toMatchObject([
      { destination: '10', state: 'pending' },
      { destination: '11', state: 'withheld', reason: 'moved to another channel' },
    ]);
    store.writer.pauseSubscription(id, AT);
    store.writer.moveSubscription(id, { destination: '11', place: PLACE }, AT);
    store.writer.resumeSubscription(id, AT);
    expect(rows()).toMatchObject([
      { destination: '10', state: 'withheld', reason: 'moved to another channel' },
      { destination: '11', state: 'pending' },
    ]);
    balance();
  });

  it('brings what waits for the digest of another rule as a card again when it goes on', async () => {
    add('10', 'cs.LG', { mode: 'digest', hour: 8 });
    const cards = add('10', 'rest', { kind: 'keyword' });
    await arrive([{}]);
    expect(rows()).toMatchObject([{ mode: 'cards', state: 'pending' }]);
    store.writer.pauseSubscription(cards, AT);
    expect(rows()).toMatchObject([{ mode: 'digest', state: 'pending' }]);
    store.writer.resumeSubscription(cards, AT);
    expect(rows()).toMatchObject([{ mode: 'cards', state: 'pending' }]);
    balance();
  });

  it.each([
    ['a moment', '2030-01-01T22:58:00Z', true],
    ['a day', '2030-01-01T04:00:00Z', false],
  ])('for a digest that was paused over its hour, brings it at once after %s alone', async (_what, pausedAt, isDue) => {
    const id = add('10', 'cs.LG', { mode: 'digest', hour: 8 });
    await arrive([{}]);
    changeRows(
      store.path,
      "UPDATE deliveries SET not_before = '2030-01-01T23:00:00.000Z', next_attempt_at = '2030-01-01T23:00:00.000Z'",
    );
    store.writer.pauseSubscription(id, pausedAt);
    store.writer.resumeSubscription(id, '2030-01-01T23:02:00Z');
    expect(store.reader.dueDestinations('2030-01-01T23:02:00.000Z', null, 9)).toHaveLength(isDue ? 1 : 0);
    balance();
  });

  it('for a digest that goes on minutes after papers came, waits for its hour with them', async () => {
    const id = add('10', 'cs.LG', { mode: 'digest', hour: 8 });
    store.writer.pauseSubscription(id, AT);
    await arrive([{}]);
    store.writer.resumeSubscription(id, '2030-06-07T12:02:00Z');
    expect(store.reader.dueDestinations('2030-06-07T12:02:00.000Z', null, 9)).toEqual([]);
    expect(owed()).toEqual(['10']);
    balance();
  });

  it('leaves nothing asleep for good where it was: a rule made there later gets what is announced again', async () => {
    const id = add('10', 'cs.LG');
    await arrive([{}]);
    store.writer.moveSubscription(id, { destination: '11', place: PLACE }, AT);
    add('10', 'cs.CL');
    await arrive([{ announceType: 'cross', announcedAt: AT }], 'arxiv-rss', { ...FEED, category: 'cs.CL' } as Origin);
    expect(owed()).toEqual(['10', '11']);
    balance();
  });

  it.each([
    ['its channel was deleted', () => store.writer.endDestination('10', AT)],
    ['the bot was out for long', () => store.writer.endGuild(store.reader.findSubscription(1)!.guildId!, AT)],
  ])('comes to a rule that is made where %s, when it is announced again', async (_, end) => {
    add('10', 'cs.LG');
    await arrive([{}]);
    end();
    expect(owed()).toEqual([]);
    add('10', 'cs.CL');
    await arrive([{ announceType: 'cross', announcedAt: AT }], 'arxiv-rss', { ...FEED, category: 'cs.CL' } as Origin);
    expect(owed()).toEqual(['10']);
    balance();
  });

  it('withholds while it rests, and gives it out as a list when it goes on', async () => {
    const id = add('10', 'cs.LG');
    await arrive([{}]);
    store.writer.pauseSubscription(id, AT);
    await arrive([{ arxivId: '3006.00002' }]);
    expect(rows()).toMatchObject([
      { state: 'withheld', reason: 'paused' },
      { state: 'withheld', reason: 'paused' },
    ]);
    balance();
    now = new Date('2030-06-10T12:00:00Z');
    expect(store.writer.resumeSubscription(id, now.toISOString())).toMatchObject({
      woken: 2,
      subscription: { pausedAt: null },
    });
    expect(rows()).toMatchObject([
      { state: 'pending', mode: 'compact' },
      { state: 'pending', mode: 'compact' },
    ]);
    store.writer.pauseSubscription(id, now.toISOString());
    now = new Date('2030-07-10T12:00:00Z');
    expect(store.writer.resumeSubscription(id, now.toISOString())).toMatchObject({ woken: 0 });
    balance();
  });

  it('brings nothing of months ago where a dump is given again, but what is new in another category', async () => {
    const [id] = [add('10', 'cs.LG'), add('10', 'cs.CL')];
    store.writer.pauseSubscription(id, AT);
    const given: Origin = { kind: 'given' };
    const papers = [{}, { arxivId: '3006.00002' }];
    await arrive(papers, 'arxiv-rss', given);
    now = new Date('2030-09-07T12:00:00Z');
    store.writer.resumeSubscription(id, now.toISOString());
    await arrive(papers.toReversed(), 'arxiv-rss', given);
    expect(owed()).toEqual([]);
    await arrive([{ announceType: 'cross', categories: ['cs.LG', 'cs.CL'] }], 'arxiv-rss', given);
    expect(owed()).toEqual(['10']);
    balance();
  });

  it.each(['the moved one', 'another one that stays'])(
    'brings nothing that %s left behind as too old, when it moves later',
    async (which) => {
      const id = add('10', 'cs.LG');
      const other = which === 'the moved one' ? null : add('10', 'rest', { kind: 'keyword' });
      const all = other === null ? [id] : [id, other];
      for (const rule of all) store.writer.pauseSubscription(rule, AT);
      await arrive([{}]);
      const later = '2030-06-28T12:00:00Z';
      store.writer.resumeSubscription(other ?? id, later);
      expect(owed()).toEqual([]);
      store.writer.moveSubscription(id, { destination: '11', place: PLACE }, later);
      expect(owed()).toEqual([]);
      balance();
    },
  );

  it('rests from the first moment when it was added paused, and a second adding leaves it so', async () => {
    const added = store.writer.addSubscription({ ...ruleFor('10', 'cs.LG'), isPaused: true }, PLACE);
    expect(added.subscription.pausedAt).toBe(added.subscription.createdAt);
    await arrive([{}]);
    expect(rows()).toMatchObject([{ state: 'withheld', reason: 'paused' }]);
    const again = store.writer.addSubscription(ruleFor('10', 'cs.LG'), PLACE);
    expect(again).toMatchObject({ existed: true, subscription: { pausedAt: added.subscription.pausedAt } });
  });

  it('is not added by a file of which another rule cannot be kept', () => {
    const rules = ['cs.LG', 'cs.CL', 'cs.RO'].map((value) => ({ rule: ruleFor('10', value), place: PLACE }));
    const broken = { rule: Object.assign(ruleFor('11', 'cs.CV'), { createdAt: null }), place: PLACE };
    const settings = { owner: '1', change: { zone: 'Europe/Rome' }, at: AT };
    expect(() => store.writer.importRules([...rules, broken], settings)).toThrow('NOT NULL');
    expect([store.reader.listSubscriptions('1'), store.reader.findSettings('1').zone]).toEqual([[], null]);
    store.writer.importRules([], settings);
    expect(store.reader.findSettings('1').zone).toBe('Europe/Rome');
    expect(store.writer.addSubscriptions(rules).map(({ existed }) => existed)).toEqual([false, false, false]);
    expect(store.writer.addSubscriptions(rules).map(({ existed }) => existed)).toEqual([true, true, true]);
  });

  it.each([
    ['ends', 'unsubscribed', (id: number) => store.writer.removeSubscription(id, AT, null)],
    ['is paused', 'paused', (id: number) => store.writer.pauseSubscription(id, AT)],
  ])('withholds what was under way when it %s and came to nothing', async (_, reason, change) => {
    const id = add('10', 'cs.LG');
    await arrive([{}, { arxivId: '3006.00002' }, { arxivId: '3006.00003' }, { arxivId: '3006.00004' }]);
    for (const delivery of [1, 2, 3]) store.writer.claimDelivery(claimOf(delivery), AT);
    change(id);
    const delay = { id: 1, isDoubtful: false, isCounted: true, next: AT, reason: 'ECONNREFUSED' };
    store.writer.retryLater(delay, AT);
    store.writer.markAbsent(2, AT);
    store.writer.holdDestination(3, { destination: '10', reason: '403/50013: Missing Permissions' }, AT);
    // One that was withheld between choice and claim is not owed again by a refusal.
    store.writer.retryLater({ ...delay, id: 4 }, AT);
    expect(rows().map(({ state, reason: why }) => [state, why])).toEqual(Array(4).fill(['withheld', reason]));
    balance();
  });

  it('calls its role again where the message that called it came to nothing', async () => {
    add('10', 'cs.LG');
    await arrive([{}]);
    const later = '2030-06-07T12:00:05Z';
    store.writer.claimDelivery({ ...claimOf(1), role: '77' }, later);
    const call = { destination: '10', role: '77', deliveryIds: [1], now: later };
    expect(store.reader.isCallDue(call)).toBe(false);
    store.writer.retryLater({ id: 1, isDoubtful: false, isCounted: true, next: later, reason: 'ECONNREFUSED' }, later);
    expect(store.reader.isCallDue(call)).toBe(true);
  });

  it('does not rest where another rule of the channel wants the paper', async () => {
    const id = add('10', 'cs.LG');
    add('10', 'rest', { kind: 'keyword', mode: 'compact' });
    store.writer.pauseSubscription(id, AT);
    await arrive([{}]);
    expect(rows()).toMatchObject([{ state: 'pending', mode: 'compact' }]);
  });

  it('remembers what was announced for as long as it stands (trap 8: no memory shorter than the source’s)', async () => {
    add('10', 'cs.LG');
    await arrive([{}]);
    now = new Date('2032-06-07T12:00:00Z');
    await arrive([{}], 'arxiv-atom');
    expect(rows()).toHaveLength(1);
  });
});
