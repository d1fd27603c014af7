// Compose: the form of the message for a delivery whose turn has come (a card, a list, a digest) and its papers.
import type { View } from '../../cards/view.js';
import type { Delivery, Destinations, Form } from '../../domain/delivery.js';
import { errorText } from '../../errors.js';
import type { Log } from '../../log.js';
import type { Relevance } from '../../search/rules/relevance.js';
import { isStoreFailure } from '../../store/database/sqlite-errors.js';
import type { WriterPort } from '../../store/port.js';
import type { Reader } from '../../store/reader.js';
import { lineOf, type PlacedPaper } from './several.js';

type NonEmpty<Item> = readonly [Item, ...Item[]];

/** What may leave now. The first delivery leads. */
export interface Composition {
  readonly form: Form;
  readonly members: NonEmpty<Delivery>;
  /** Of each member, in the same order. */
  readonly papers: NonEmpty<PlacedPaper>;
  /** Whether it goes into the thread of its day. */
  readonly isForDay: boolean;
}

export interface ComposeOptions {
  readonly reader: Pick<Reader, 'findPaper' | 'waitingWith' | 'cardsSince' | 'rulesOf' | 'directPlace'>;
  readonly writer: WriterPort;
  readonly destinations: Pick<Destinations, 'kindOf'>;
  readonly relevance: Relevance;
  /** Most single cards of a destination in an hour; 0: no limit. */
  readonly cardsPerHour: number;
  readonly now: () => Date;
  readonly log: Log;
  /** Lets other work of this thread go on. */
  readonly pause: () => Promise<void>;
}

const HOUR_MS = 3_600_000;
/** Papers of a list; a menu takes 25, an embed of 4,096 letters ten with a sentence each. */
const LIST_SIZE = 10;
/** Papers of one digest: what is frozen at once. */
const DIGEST_SIZE = 1_000;
/** Papers rendered without a pause, about 10 ms of work: the gateway's thread does this. */
export const PLACED_AT_ONCE = 10;

interface Plan {
  readonly form: Form;
  readonly most: number;
  readonly isForDay: boolean;
}

/** In which form papers leave, and for whom. */
interface Kind {
  readonly form: Form;
  readonly view: View;
}

interface RankedPaper {
  readonly place: PlacedPaper;
  readonly rank: number;
}

/** Answers what leaves with a delivery; null when nothing is left of it. */
export function createComposer(options: ComposeOptions) {
  const { reader, writer, destinations, relevance, cardsPerHour, now, log } = options;

  function planFor({ destination, mode }: Delivery): Plan {
    const kind = destinations.kindOf(destination);
    // A forum takes no messages, only posts: lists go into the post of their day.
    const list: Plan = { form: 'list', most: LIST_SIZE, isForDay: kind === 'forum' };
    if (mode === 'digest') return { form: 'digest', most: DIGEST_SIZE, isForDay: false };
    // Neither a thread nor a person's direct messages have threads.
    const hasThreads = kind !== 'thread' && reader.directPlace(destination) === null;
    if (mode === 'thread') return { ...list, isForDay: hasThreads };
    if (mode === 'compact') return list;
    const at = now();
    const since = new Date(at.getTime() - HOUR_MS).toISOString();
    const isPaced = cardsPerHour > 0 && reader.cardsSince(destination, since, at.toISOString()) >= cardsPerHour;
    return isPaced ? list : { form: 'card', most: 1, isForDay: false };
  }

  /** Where the paper is gone, or no line can be made of it, only its own delivery fails. */
  async function placed(delivery: Delivery, rules: PlacedPaper['rules'], kind: Kind): Promise<RankedPaper | null> {
    const { id, destination, paperKey } = delivery;
    try {
      const paper = reader.findPaper(paperKey);
      if (paper !== null) return ranked({ deliveryId: id, paper, rules }, kind);
    } catch (error) {
      if (kind.form === 'card' || isStoreFailure(error)) throw error;
      log.error({ err: error, delivery: id, destination, paper: paperKey }, 'a line failed; the others go on');
      await writer.call('reject', id, `an error of this program: ${errorText(error)}`, now().toISOString());
      return null;
    }
    await writer.call('reject', id, 'the paper is not in the store', now().toISOString());
    return null;
  }

  /** Throws what making a line of it throws. */
  function ranked(place: PlacedPaper, { form, view }: Kind): RankedPaper {
    if (form !== 'card') lineOf(place, 1, view);
    return { place, rank: form === 'digest' ? relevance(place.paper, place.rules) : 0 };
  }

  /** The papers of what waits, of a digest the most relevant first, then the newest. */
  async function papersOf(waiting: readonly Delivery[], kind: Kind): Promise<PlacedPaper[]> {
    const found: RankedPaper[] = [];
    for (let from = 0; from < waiting.length; from += PLACED_AT_ONCE) {
      if (from > 0) await options.pause();
      const some = waiting.slice(from, from + PLACED_AT_ONCE);
      const rules = reader.rulesOf(some.map(({ id }) => id));
      for (const each of some) {
        const own = rules.filter(({ deliveryId }) => deliveryId === each.id);
        const paper = await placed(each, own, kind);
        if (paper !== null) found.push(paper);
      }
    }
    const dateOf = ({ place }: RankedPaper): string => place.paper.date ?? '';
    if (kind.form === 'digest') found.sort((a, b) => b.rank - a.rank || dateOf(b).localeCompare(dateOf(a)));
    return found.map(({ place }) => place);
  }

  return async function compose(delivery: Delivery, view: View): Promise<Composition | null> {
    const { form, most, isForDay } = planFor(delivery);
    const limit = Math.min(most, delivery.mostTogether ?? most);
    const asked = { now: now().toISOString(), limit };
    const found = limit === 1 ? [] : reader.waitingWith(delivery, asked);
    const waiting = found.length === 0 ? [delivery] : found;
    const papers = await papersOf(waiting, { form, view });
    const byId = new Map(waiting.map((each) => [each.id, each]));
    const [leader, ...others] = papers.flatMap(({ deliveryId }) => byId.get(deliveryId) ?? []);
    const [first, ...rest] = papers;
    if (leader === undefined || first === undefined) return null;
    return { form, members: [leader, ...others], papers: [first, ...rest], isForDay };
  };
}
