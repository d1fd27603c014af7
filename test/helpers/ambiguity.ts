// Regular expressions whose time doubles with each letter of a hostile text, found before anybody sends one.
//
// A backtracking matcher tries every way to read a text before it gives up. Where a repeated part can read the same letters in
// two ways, n rounds have 2^n of them. Each letter or class of a pattern is a place; `next` says which place can come after
// which, and in how many ways. There are two ways where an edge within a circle is doubled, as in `(a*)*`, or where two paths
// from one place over the same letters part and meet again within a circle, as in `(?:ps|e?ps)*`.
//
// It errs to the side of telling: what a boundary or a look to the side forbids is not considered, nor that a match cannot fail.
import { RegExpParser, visitRegExpAST, type AST } from '@eslint-community/regexpp';

/** Ways to come to a place: 1, or 2 for more than one. */
type Ways = Map<number, number>;

interface Part {
  readonly first: Ways;
  readonly last: Ways;
  /** Ways to read nothing. */
  readonly nothing: number;
}

interface Place {
  readonly at: string;
  /** A bit for each letter of the sample that it reads. */
  readonly reads: bigint;
}

interface Automaton {
  readonly places: Place[];
  readonly next: Ways[];
}

/** Repetitions beyond this count as endless. */
const MOST_COPIES = 8;
const SAMPLE = `${String.fromCharCode(...Array(128).keys())}\u00a0¡©«»ªº²½ßàÀſéñÿłŁıİΑΩωςЖжאبعअกあんのアーー一二漢字々한Ａａ１０　、。，．「」『』（）［］【】・〜～“”‘’„‐‑–—−′″…·•×÷±≤°€£¥℃₀₉\u0300\u0301\u200b\u200d\u2028\u2060\ufe0f\u00ad\ufeff😀𝐀𝟎\ue000\ufffd`;

const many = (ways: number): number => Math.min(2, ways);
const none: Part = { first: new Map(), last: new Map(), nothing: 1 };

function add(into: Ways, from: Ways, times = 1): Ways {
  if (times > 0) for (const [place, ways] of from) into.set(place, many((into.get(place) ?? 0) + ways * times));
  return into;
}

/** Letters that tell the classes of this pattern apart: those of every kind, its own, and the ends of its ranges. */
function sampleOf(pattern: AST.Pattern): string[] {
  const points = new Set([...SAMPLE]);
  const see = (...values: number[]): void => {
    for (const letter of values.map((value) => String.fromCodePoint(value)))
      [letter, ...letter.toLowerCase(), ...letter.toUpperCase()].forEach((each) => points.add(each));
  };
  visitRegExpAST(pattern, {
    onCharacterEnter: ({ value }) => see(value),
    onCharacterClassRangeEnter: ({ min, max }) => see(min.value, (min.value + max.value) >> 1, max.value),
  });
  return [...points];
}

function builder(sample: readonly string[], flags: string, looks: (alternatives: readonly AST.Alternative[]) => void) {
  const automaton: Automaton = { places: [], next: [] };
  const known = new Map<string, bigint>();

  function readsOf({ type, raw }: AST.Element): bigint {
    // It reads one text, which may be any.
    if (type === 'Backreference') return -1n;
    const before = known.get(raw);
    if (before !== undefined) return before;
    const sign = new RegExp(`^(?:${raw})$`, flags.replace(/[gyd]/g, ''));
    const reads = sample.reduce((bits, letter, index) => (sign.test(letter) ? bits | (1n << BigInt(index)) : bits), 0n);
    known.set(raw, reads);
    return reads;
  }

  function link(from: Ways, to: Ways): void {
    // Every place has its ways on.
    for (const [place, ways] of from) add(automaton.next[place]!, to, ways);
  }

  function chain(one: Part, two: Part): Part {
    link(one.last, two.first);
    return {
      first: add(new Map(one.first), two.first, one.nothing),
      last: add(new Map(two.last), one.last, two.nothing),
      nothing: many(one.nothing * two.nothing),
    };
  }

  function anyOf(alternatives: readonly AST.Alternative[]): Part {
    return alternatives
      .map(({ elements }) => elements.reduce((part, element) => chain(part, partOf(element)), none))
      .reduce((one, two) => ({
        first: add(new Map(one.first), two.first),
        last: add(new Map(one.last), two.last),
        nothing: many(one.nothing + two.nothing),
      }));
  }

  function repeated({ element, min, max }: AST.Quantifier): Part {
    const copies = Math.min(min, MOST_COPIES);
    let part = none;
    for (let count = 1; count < copies; count += 1) part = chain(part, partOf(element));
    if (max <= MOST_COPIES) {
      if (copies > 0) part = chain(part, partOf(element));
      let rest = none;
      // A round that may be left out and reads nothing is none.
      for (let count = copies; count < max; count += 1) rest = { ...chain(partOf(element), rest), nothing: 1 };
      return chain(part, rest);
    }
    const round = partOf(element);
    link(round.last, round.first);
    return chain(part, min === 0 ? { ...round, nothing: 1 } : round);
  }

  function partOf(node: AST.Element): Part {
    switch (node.type) {
      case 'Group':
      case 'CapturingGroup':
        return anyOf(node.alternatives);
      case 'Quantifier':
        return repeated(node);
      case 'Assertion':
        if ('alternatives' in node) looks(node.alternatives);
        return none;
      default: {
        const place = automaton.places.push({ at: `${node.raw} at ${node.start}`, reads: readsOf(node) }) - 1;
        automaton.next.push(new Map());
        return { first: new Map([[place, 1]]), last: new Map([[place, 1]]), nothing: 0 };
      }
    }
  }

  return { automaton, anyOf };
}

/** Number of the circle that each place is in: those that can be come to from each other share one. */
function circles({ next }: Automaton): number[] {
  const reach = next.map((_, start) => {
    const seen = new Set<number>();
    const open = [start];
    for (let place = open.pop(); place !== undefined; place = open.pop())
      for (const to of next[place]?.keys() ?? []) {
        if (!seen.has(to)) open.push(to);
        seen.add(to);
      }
    return seen;
  });
  return next.map((_, place) =>
    reach.findIndex((seen, other) => seen.has(place) && (reach[place]?.has(other) ?? false)),
  );
}

/** What can be read in two ways within a circle, in words; null where nothing can. */
function twoWays(automaton: Automaton): string | null {
  const { places, next } = automaton;
  const circle = circles(automaton);
  const within = next.map((ways, from) =>
    [...ways].filter(([to]) => circle[from] === circle[to] && circle[from] !== -1 && places[to]?.reads !== 0n),
  );
  const doubled = within.flatMap((ways) => ways.filter(([, count]) => count > 1))[0];
  if (doubled !== undefined) return `${places[doubled[0]]?.at} is come to in two ways`;
  const agree = (one: number, two: number): boolean => ((places[one]?.reads ?? 0n) & (places[two]?.reads ?? 0n)) !== 0n;
  /** Pairs of places on two paths over the same letters, and where these parted. */
  const parted = new Map<number, string>();
  const open: number[] = [];
  function step(one: number, two: number, where: string | null): string | null {
    for (const [left] of within[one] ?? [])
      for (const [right] of within[two] ?? []) {
        if ((one === two && left >= right) || !agree(left, right)) continue;
        const told = where ?? `${places[left]?.at} and ${places[right]?.at} read the same`;
        if (left === right) return told;
        const pair = Math.min(left, right) * places.length + Math.max(left, right);
        if (parted.has(pair)) continue;
        parted.set(pair, told);
        open.push(pair);
      }
    return null;
  }
  places.forEach((_, place) => step(place, place, null));
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const met = step(Math.floor(pair / places.length), pair % places.length, parted.get(pair) ?? null);
    if (met !== null) return met;
  }
  return null;
}

/** Why a failing match may take time that doubles with each letter; null where it cannot. */
export function exponential(pattern: string, flags = ''): string | null {
  const tree = new RegExpParser().parsePattern(pattern, 0, pattern.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  const sample = sampleOf(tree);
  // What stands in a look to the side is matched on its own, and once it has matched it is left alone.
  const open: (readonly AST.Alternative[])[] = [tree.alternatives];
  for (let alternatives = open.pop(); alternatives !== undefined; alternatives = open.pop()) {
    const { automaton, anyOf } = builder(sample, flags, (inner) => void open.push(inner));
    anyOf(alternatives);
    const told = twoWays(automaton);
    if (told !== null) return told;
  }
  return null;
}
