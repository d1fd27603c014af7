// The order in which the sources of one host are asked: where the host rests for one of them, each still gets its turn.
import type { SourceState } from '../../domain/source.js';
import type { Reader } from '../../store/reader.js';

export interface FairOrderOptions {
  readonly reader: Pick<Reader, 'sourceStates'>;
  /** See machineMs. */
  readonly machineMs: () => number;
  readonly random: () => number;
}

export interface FairOrder {
  /** Those come first that were not asked for longest. */
  sort<T extends { readonly name: string }>(sources: readonly T[]): T[];
  /** A source was asked just now; one that only failed since its host rests was not. */
  noteAsked(name: string, outcome: { readonly hasFailed: boolean }): void;
}

/** A source that failed is taken for asked so much later (milliseconds): it may have made its host rest, for six hours or more. */
const GIVES_WAY_MS = 86_400_000;

export function createFairOrder({ reader, machineMs, random }: FairOrderOptions): FairOrder {
  const startedAt = machineMs();
  /** By name, in time of the machine. What came before the start is only guessed: the store does not tell who was asked. */
  const askedAt = new Map<string, number>();

  function guess(state: SourceState | undefined): number {
    if (state === undefined) return -1;
    if (state.error === null) return startedAt;
    // By chance: of those without an answer some may be refused, and a program that is started often always begins here.
    return state.lastStatus === null ? -random() : startedAt + GIVES_WAY_MS;
  }

  return {
    sort(sources) {
      const states = new Map(reader.sourceStates().map((state) => [state.name, state]));
      for (const { name } of sources) if (!askedAt.has(name)) askedAt.set(name, guess(states.get(name)));
      const timeOf = ({ name }: { readonly name: string }): number => askedAt.get(name) ?? 0;
      return sources.toSorted((a, b) => timeOf(a) - timeOf(b));
    },
    noteAsked: (name, { hasFailed }) => void askedAt.set(name, machineMs() + (hasFailed ? GIVES_WAY_MS : 0)),
  };
}
