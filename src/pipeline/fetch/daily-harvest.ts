// The daily harvest: every followed archive from its last good day, and the holes that it fills.
import type { SourceSettings } from '../../config.js';
import { easternDay, type ArxivCalendar } from '../../domain/arxiv-calendar.js';
import { FRESH_DAYS, type Hole } from '../../domain/announcement.js';
import type { Taxonomy } from '../../domain/category.js';
import { categoryDay } from '../../domain/category-day.js';
import { createEmptyDays, findHoles } from '../../domain/holes.js';
import { errorText, TransientError } from '../../errors.js';
import type { Log } from '../../log.js';
import type { Reader } from '../../store/reader.js';
import type { Ask } from './ask.js';
import { runHarvest, sourceOfSet } from './harvest.js';
import type { FairOrder } from './fair-order.js';
import { categoryReads } from './standing.js';
import { nextHarvestTime, planHarvests, setOf, type SetPlan } from './harvest-plan.js';
import { followedCategories, isDue, nextAfterFailure, type FollowedCategory } from './plan.js';
import type { FetchLine, FetchPort } from './writes.js';

export interface DailyHarvestOptions {
  readonly ask: Ask;
  readonly reader: Pick<
    Reader,
    'followed' | 'feedReads' | 'feedsSince' | 'filledHoles' | 'lastHarvest' | 'sourceStates'
  >;
  readonly writer: FetchPort;
  readonly order: FairOrder;
  readonly settings: Pick<SourceSettings, 'oaiUrl'>;
  readonly taxonomy: Taxonomy;
  readonly calendar: ArxivCalendar;
  readonly now: () => Date;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly onLine: (line: FetchLine) => Promise<void> | void;
  readonly log: Pick<Log, 'error'>;
}

/** The holes of the last two weeks that a harvest may fill. */
async function openHoles(
  options: Pick<DailyHarvestOptions, 'reader' | 'taxonomy' | 'calendar' | 'now'>,
): Promise<Hole[]> {
  const { reader, calendar } = options;
  const now = options.now();
  const categories = await categoryReads(options, FRESH_DAYS);
  const readsOf = new Map(categories.map((each) => [each.category, each]));
  const isEmptyDay = createEmptyDays(categories, easternDay(now));
  const isGiven = (code: string, day: string): boolean => {
    const category = readsOf.get(code);
    const state = category === undefined ? 'none' : categoryDay({ category, isEmptyDay, day, calendar }).state;
    return state === 'complete' || state === 'none';
  };
  const filled = reader.filledHoles();
  return findHoles({ categories, filled, calendar, isEmptyDay, isGiven, now, days: FRESH_DAYS });
}

export interface DailyHarvest {
  /** Harvests what is due. */
  run(): Promise<void>;
  /** Harvests a followed set now (`oai:cs`), due or not; false when nobody follows it. */
  runSet(name: string): Promise<boolean>;
  isDue(): boolean;
}

export function createDailyHarvest(options: DailyHarvestOptions): DailyHarvest {
  const { reader, writer, order, taxonomy, settings, now, signal, log } = options;

  const failuresOf = (name: string): number => reader.sourceStates().find((each) => each.name === name)?.failures ?? 0;

  /** Followed categories whose archives are due; holes are looked for only where there are some. */
  function dueCategories(): FollowedCategory[] {
    const states = new Map(reader.sourceStates().map((state) => [state.name, state]));
    const isSetDue = (set: string): boolean => isDue(states.get(sourceOfSet(set)), now());
    return followedCategories(reader.followed(), taxonomy).filter(({ category }) =>
      isSetDue(setOf(category, taxonomy)),
    );
  }

  async function plansFor(categories: readonly FollowedCategory[]): Promise<SetPlan[]> {
    if (categories.length === 0) return [];
    const last = (set: string): string | null => reader.lastHarvest(set, settings.oaiUrl);
    return planHarvests(categories, await openHoles(options), { taxonomy, last });
  }

  async function harvest({ set, from, holes }: SetPlan): Promise<void> {
    const names = holes.map(({ category, day }) => `${category} ${day}`).join(', ');
    const list = { baseUrl: settings.oaiUrl, set, prefix: 'arXivRaw', from, until: null };
    const range = { ...list, isAutomatic: true, holes: names };
    const { ask, onLine } = options;
    const name = sourceOfSet(set);
    const { error, status, until } = await runHarvest(range, { ask, writer, now, signal, onLine, holes }).catch(
      (thrown: unknown) => {
        if (signal.aborted || thrown instanceof TransientError) throw thrown;
        // An archive at which the program itself fails costs itself, not those that come after it.
        log.error({ source: name, err: thrown }, 'the program failed at this harvest; the others go on');
        return { error: `An error of this program, see the log: ${errorText(thrown)}.`, status: null, until: null };
      },
    );
    if (signal.aborted) return;
    const isResting = status === null && until !== null;
    if (!isResting) order.noteAsked(name, { hasFailed: error !== null });
    const at = now();
    if (error === null) await writer.call('fillHoles', [...holes], at.toISOString());
    const next =
      error === null
        ? nextHarvestTime(at)
        : nextAfterFailure(failuresOf(name) + 1, { now: at, until, random: options.random });
    const times = { at: at.toISOString(), nextAt: next.toISOString() };
    const source = { name, kind: 'harvest' as const, url: settings.oaiUrl };
    await writer.call('noteSource', { ...source, ...times, status, error }, null);
  }

  return {
    async run() {
      const plans = (await plansFor(dueCategories())).map((plan) => ({ name: sourceOfSet(plan.set), plan }));
      for (const { plan } of order.sort(plans)) if (!signal.aborted) await harvest(plan);
    },
    async runSet(name) {
      const isOfSet = ({ category }: FollowedCategory): boolean => sourceOfSet(setOf(category, taxonomy)) === name;
      const [plan] = await plansFor(followedCategories(reader.followed(), taxonomy).filter(isOfSet));
      if (plan !== undefined) await harvest(plan);
      return plan !== undefined;
    },
    isDue: () => dueCategories().length > 0,
  };
}
