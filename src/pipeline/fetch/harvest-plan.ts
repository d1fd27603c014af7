// The plan of harvests: which sets, from which day, and when the next automatic one is due. Pure.
import type { Hole } from '../../domain/announcement.js';
import { EASTERN, easternDay } from '../../domain/arxiv-calendar.js';
import type { Taxonomy } from '../../domain/category.js';
import { addDays, instantOf } from '../../domain/local-time.js';
import type { FollowedCategory } from './plan.js';

/** After arXiv's lists have changed (about 22:30 Eastern) and the day before is known to be whole or not. */
const HARVEST_TIME = '01:00';
/** What changed so many days before the last harvest is asked for again. */
const OVERLAP_DAYS = 2;

/** The set of a category's archive, as both of arXiv's servers call it. */
export function setOf(category: string, taxonomy: Taxonomy): string {
  const archive = taxonomy.archive(category);
  return taxonomy.wantedBy([category]).includes('grp_physics') ? `physics:${archive}` : archive;
}

export interface SetPlan {
  readonly set: string;
  readonly from: string;
  readonly holes: readonly Hole[];
}

/** For each followed archive the day from which it is to be harvested. `last` is the server's time of its last harvest. */
export function planHarvests(
  categories: readonly FollowedCategory[],
  holes: readonly Hole[],
  { taxonomy, last }: { readonly taxonomy: Taxonomy; readonly last: (set: string) => string | null },
): SetPlan[] {
  const sets = new Map<string, FollowedCategory[]>();
  for (const each of categories) {
    const set = setOf(each.category, taxonomy);
    sets.set(set, [...(sets.get(set) ?? []), each]);
  }
  return [...sets].map(([set, own]) => {
    const mine = holes.filter(({ category }) => own.some((each) => each.category === category));
    const earliest = own.map(({ since }) => since).toSorted()[0] ?? '';
    const responded = last(set);
    const usual = responded === null ? easternDay(new Date(earliest)) : addDays(responded.slice(0, 10), -OVERLAP_DAYS);
    const days = [usual, ...mine.map(({ day }) => addDays(day, -1))].toSorted();
    return { set, from: days[0] ?? usual, holes: mine };
  });
}

/** When the next automatic harvest is due, after one that ended well. */
export function nextHarvestTime(now: Date): Date {
  const today = instantOf(easternDay(now), HARVEST_TIME, EASTERN);
  return now < today ? today : instantOf(addDays(easternDay(now), 1), HARVEST_TIME, EASTERN);
}
