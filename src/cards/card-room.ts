// Room on a card: how long a gist may be, so that the card stays low on a phone and on a wide screen.
import { countPoints } from '../text/points.js';

/** Widths in em. A letter of Latin text is 0.6 on average, as wide fonts have it; those of Chinese, Japanese and Korean are 1. */
const NARROW = 0.6;
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/gu;

/** A screen: how many em of the gist's letters a line holds, and how many of its lines a card may be high. */
const SCREENS = [
  { ems: 20, lines: 17.5 },
  { ems: 38, lines: 10 },
];
/** Sizes of title and small print beside the gist's. */
const TITLE_SIZE = 1.15;
const SMALL_SIZE = 0.9;
/** What a line loses because a word is not divided (em). */
const LOST = 1.5;
/** However much stands above it, a gist has this many lines. */
const LEAST_LINES = 2;

function widthOf(text: string): number {
  const wide = text.match(WIDE)?.length ?? 0;
  return wide + (countPoints(text) - wide) * NARROW;
}

const linesOf = (text: string, ems: number): number => (text === '' ? 0 : Math.ceil(widthOf(text) / (ems - LOST)));

/** The lines above the gist, as a reader sees them (plain text); empty where there is none. */
export interface Above {
  readonly title: string;
  readonly original: string;
  readonly facts: string;
}

/** Most code points of a gist in letters like those of `sample`. */
export function gistRoom({ title, original, facts }: Above, sample: string): number {
  const emsEach = widthOf(sample) / Math.max(countPoints(sample), 1) || NARROW;
  const rooms = SCREENS.map(({ ems, lines }) => {
    const above =
      linesOf(title, ems / TITLE_SIZE) * TITLE_SIZE +
      linesOf(original, ems / SMALL_SIZE) * SMALL_SIZE +
      linesOf(facts, ems / SMALL_SIZE) * SMALL_SIZE;
    const left = Math.max(Math.floor(lines - above), LEAST_LINES);
    return Math.floor((left * (ems - LOST)) / emsEach);
  });
  return Math.min(...rooms);
}
