// The plan of translating: which texts of which papers are asked for next, as far as the day's budget goes.
import { setImmediate } from 'node:timers/promises';
import type { Paper } from '../../domain/paper.js';
import { missingTexts, TEXT_KINDS, type MissingText, type TextKind } from '../../domain/translation.js';
import { createSerial } from '../../schedule.js';
import type { ChangedMessage, ChangedMessages, ChangedPlace } from '../../store/translation/changed-messages.js';
import type { WantedTexts } from '../../store/translation/queue.js';
import type { OwedPaper, OwedPapers, OwedPlace } from '../../store/translation/reports.js';
import { countPoints } from '../../text/points.js';
import { textHash } from '../../text/text-hash.js';
import { remainingToday, spentReason, today, unavailable, type TranslateParts } from './parts.js';

/** How many deliveries are planned for in one go, and how many papers are written in one transaction. */
const PLANNED = 500;
const WRITTEN = 25;
/** Deliveries or papers read, and texts looked for, before the event loop has a turn: some milliseconds of the thread that holds the gateway. */
const READ_AT_ONCE = 25;
const LOOKED_FOR_AT_ONCE = 100;
/** Changed papers looked at in one go, those of the latest changes first. */
const CHANGED = 100;
/** Changes of messages read before the event loop has a turn. */
const CHANGES_AT_ONCE = 200;
/**
 * A new change is due between such a time ago and such a time ahead (milliseconds). What a server that the bot left holds, tens
 * of thousands of them for weeks, was due before, or is tried again later.
 */
const CHANGES_AGO_MS = 60_000;
const CHANGES_AHEAD_MS = 660_000;
/** What is due within this time is asked for ahead: a digest does not wait at its hour (milliseconds). */
const AHEAD_MS = 24 * 3_600_000;
const AHEAD_EVERY_MS = 600_000;
/** A delivery that waits for nothing is planned for again where it is still due so much later (milliseconds). */
const PLANNED_MS = 600_000;

interface Want {
  readonly paper: Paper;
  readonly missing: readonly MissingText[];
  /** Deliveries that are due now. */
  readonly deliveries: number[];
  /** Whether it goes out as a card, whose private view has the whole abstract. */
  isCard: boolean;
  readonly isEdit: boolean;
  readonly texts: WantedTexts['texts'][number][];
}

export interface TranslationPlan {
  /**
   * Asks for what deliveries need that are due now; these wait where something is asked for. `next`, which is about to go, is
   * among them however many are due before it. False where that was done a short time ago, and nothing more would come of it.
   */
  forDue(next?: OwedPaper): Promise<boolean>;
  /** Asks for what is owed later, and for what changed in papers that stand in channels. */
  ahead(): Promise<void>;
}

export function createTranslationPlan(parts: TranslateParts): TranslationPlan {
  const { reader, writer, settings, now } = parts;
  const later = (ms: number): string => new Date(now().getTime() + ms).toISOString();

  function wantsOf(owed: readonly OwedPaper[], at: string): Want[] {
    const wants = new Map<string, Want>();
    for (const { deliveryId, mode, dueAt, paper, missing } of owed) {
      const known = wants.get(paper.key);
      const want = known ?? {
        paper,
        missing,
        deliveries: [],
        isCard: false,
        isEdit: false,
        texts: [],
      };
      if (dueAt <= at) want.deliveries.push(deliveryId);
      want.isCard ||= mode === 'cards';
      wants.set(paper.key, want);
    }
    return [...wants.values()];
  }

  /** Messages that are to be edited soon, and not before a time, those of the latest changes first. */
  async function changedSince(since: string): Promise<ChangedMessage[]> {
    const found: ChangedMessage[] = [];
    let place: ChangedPlace | null = { dueAt: later(CHANGES_AHEAD_MS), stepId: 0 };
    do {
      const page: ChangedMessages = reader.changedMessages(CHANGES_AT_ONCE, place, since);
      found.push(...page.messages);
      place = page.next;
      if (place !== null) await setImmediate();
    } while (place !== null);
    return found;
  }

  /** What papers lack in Japanese, and whether one stands in a card; only what was never asked for is asked for. */
  async function changed(papers: ReadonlyMap<string, boolean>): Promise<Want[]> {
    const wants: Want[] = [];
    for (const [index, [key, isCard]] of [...papers].entries()) {
      if (index > 0 && index % READ_AT_ONCE === 0) await setImmediate();
      const paper = reader.findPaper(key);
      if (paper === null) continue;
      const missing = missingTexts(paper).filter(({ source }) => reader.translationOf(source) === null);
      if (missing.length > 0) wants.push({ paper, missing, deliveries: [], isCard, isEdit: true, texts: [] });
    }
    return wants;
  }

  /** Changes that were looked at: each is once, so that none is hidden by a hundred that wait before it. */
  let lookedAt: ReadonlySet<string> = new Set();
  /** What was due before was looked at. */
  let since = '';

  async function planChanged(): Promise<void> {
    const next = later(-CHANGES_AGO_MS);
    // The clock was set back.
    if (next < since) since = '';
    const messages = await changedSince(since);
    const fresh = new Set(messages.filter(({ change }) => !lookedAt.has(change)).map(({ paperKey }) => paperKey));
    const papers = new Map([...fresh].slice(0, CHANGED).map((key) => [key, false]));
    for (const { paperKey, isCard } of messages) if (isCard && papers.has(paperKey)) papers.set(paperKey, true);
    const wants = await changed(papers);
    if (wants.length > 0) await keep(wants);
    const seen = messages.filter(({ change, paperKey }) => lookedAt.has(change) || papers.has(paperKey));
    lookedAt = new Set(seen.map(({ change }) => change));
    if (fresh.size <= CHANGED) since = next;
  }

  /** Adds a text to its want. A message waits for what it shows: the abstract only where its gist comes out of it. */
  function add(want: Want, kind: TextKind, budget: number): number {
    const missing = want.missing.find((text) => text.kind === kind);
    const hasGist =
      want.paper.gistJa !== undefined || want.texts.some((text) => text.kind === 'gist' && !text.isDropped);
    if (missing === undefined || (kind === 'abstract' && hasGist && !want.isCard)) return 0;
    const known = reader.translationOf(missing.source);
    if (known?.state === 'refused' || (known?.state === 'done' && known.hasText === 0)) return 0;
    const isOpen = known !== null && known.state !== 'dropped';
    const cost = isOpen ? 0 : countPoints(missing.source);
    const isAwaited = kind !== 'abstract' || !hasGist;
    const rest = isOpen ? null : unavailable(parts);
    const isSpent = cost > budget;
    // A quota is as a budget: what goes beyond it is left. What a key was refused for comes when there is another.
    const isDropped = isSpent || rest?.kind === 'quota';
    const reason =
      rest !== null
        ? `${parts.translator.service}: ${rest.reason}`
        : isSpent
          ? spentReason(settings.dailyCharacters)
          : null;
    want.texts.push({ ...missing, hash: textHash(missing.source), reason, isDropped, isAwaited });
    return isDropped ? 0 : cost;
  }

  /**
   * What may still be asked for today. While the translator fails, all that is queued comes before what nothing waits for: each
   * look would put another day's budget into the queue, and the days after the failure would be spent on what is old.
   */
  function leftToday(isHeld: boolean): number {
    const left = remainingToday(parts);
    if (left === Infinity) return left;
    const isFailing = reader.translatorRest(parts.translator.id) !== null;
    if (isFailing && !isHeld) return left - reader.queuedCharacters();
    return left - reader.soonSources().reduce((sum, source) => sum + countPoints(source), 0);
  }

  async function keep(wants: readonly Want[]): Promise<void> {
    await setImmediate();
    const isWaitedFor = wants.some(({ deliveries, isEdit }) => isEdit || deliveries.length > 0);
    let budget = leftToday(unavailable(parts) === null && isWaitedFor);
    let looked = 0;
    for (const kind of TEXT_KINDS)
      for (const want of wants) {
        budget -= add(want, kind, budget);
        looked += 1;
        if (looked % LOOKED_FOR_AT_ONCE === 0) await setImmediate();
      }
    const waitUntil = later(settings.waitMs);
    const wanted = wants.filter(({ texts }) => texts.length > 0);
    for (let next = 0; next < wanted.length; next += WRITTEN) {
      // Asked for each time: the translator may have refused meanwhile, and what is held after that waits its whole time.
      const isHeld = unavailable(parts) === null;
      const batch = wanted.slice(next, next + WRITTEN).map(({ paper, texts, isEdit, deliveries }): WantedTexts => {
        const asked = { paperKey: paper.key, urgency: 1, texts, again: 'no' } as const;
        return { ...asked, deliveries: isHeld ? deliveries : [], holdsEdits: isEdit && isHeld, waitUntil };
      });
      await writer.call('wantTranslations', batch, now().toISOString());
    }
  }

  /** What is owed by a time, from a place on. */
  async function owedBy(by: string, from: OwedPlace | null): Promise<OwedPapers> {
    const owed: OwedPaper[] = [];
    let place = from;
    for (let looked = 0; looked < PLANNED; looked += READ_AT_ONCE) {
      const page = reader.owedTranslations(by, READ_AT_ONCE, place);
      owed.push(...page.owed);
      place = page.next;
      if (place === null) break;
      await setImmediate();
    }
    return { owed, next: place };
  }

  let aheadAt = Number.NEGATIVE_INFINITY;
  /** Where the look at what is owed later goes on; null when it is through. */
  let place: OwedPlace | null = null;

  async function planAhead(): Promise<void> {
    await planChanged();
    const at = now().getTime();
    if (place === null && at - aheadAt < AHEAD_EVERY_MS && at >= aheadAt) return;
    if (place === null) aheadAt = at;
    const { owed, next: then } = await owedBy(later(AHEAD_MS), place);
    place = then;
    await keep(wantsOf(owed, ''));
  }

  /** Deliveries that were planned for, and what that is good for: some minutes, the budget of a day, a rest of the translator. */
  const planned = new Set<number>();
  let plannedFor = '';

  function isPlanned(deliveryId: number): boolean {
    const minutes = Math.floor(now().getTime() / PLANNED_MS);
    const current = `${minutes} ${today(parts)} ${unavailable(parts)?.until ?? ''}`;
    if (current !== plannedFor) planned.clear();
    plannedFor = current;
    return planned.has(deliveryId);
  }

  const next = new Map<number, OwedPaper>();
  /** Where the look at what is due goes on: what waits for nothing stays due until it is posted, and would be read each time. */
  let duePlace: OwedPlace | null = null;
  const planDue = createSerial(async () => {
    const at = now().toISOString();
    const { owed: due, next: then } = await owedBy(at, duePlace);
    duePlace = then;
    const owed = new Map(due.map((each) => [each.deliveryId, each]));
    for (const [id, each] of next) owed.set(id, each);
    next.clear();
    await keep(wantsOf([...owed.values()], at));
    for (const id of owed.keys()) if (!isPlanned(id)) planned.add(id);
  });

  return {
    async forDue(about) {
      if (about !== undefined && isPlanned(about.deliveryId)) return false;
      if (about !== undefined) next.set(about.deliveryId, about);
      await planDue();
      return true;
    },
    ahead: createSerial(planAhead),
  };
}
