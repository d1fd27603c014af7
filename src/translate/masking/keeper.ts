// The keeper: takes stretches out of a text one kind after another, so that none is taken twice or torn apart.
import type { FindSpans } from './formulas.js';

/** A stretch of a text; what is kept is not translated. */
export interface Part {
  readonly text: string;
  readonly isKept: boolean;
}

export interface Keeper {
  /** Keeps what `find` finds in the text as it is now. */
  keepSpans(find: FindSpans): void;
  /** Keeps what a pattern (flag g) matches, but for what matches `trailing` at its end. */
  keepPattern(pattern: RegExp, trailing?: RegExp): void;
  /** Changes the text, in which each kept stretch is one private-use character. */
  change(work: (text: string) => string): void;
  /** Changes each stretch between kept ones by itself. */
  changeWords(work: (words: string) => string): void;
  parts(): Part[];
}

/** Kept stretches become one private-use character each; a text has none of its own. */
const FIRST_MARK = 0xe000;
const MOST_MARKS = 6_000;
const MARK = /[\ue000-\uf8ff]/;
const EVERY_MARK = /[\ue000-\uf8ff]/g;
const AT_MARKS = /([\ue000-\uf8ff])/;

export function createKeeper(raw: string): Keeper {
  const kept: string[] = [];
  let text = raw.replace(EVERY_MARK, '');

  /** What the marks in a stretch stand for. */
  const spell = (marked: string): string =>
    marked.replace(EVERY_MARK, (mark) => kept[mark.charCodeAt(0) - FIRST_MARK] ?? '');

  /** A mark for a stretch; the stretch itself where there are no marks left, which no abstract needs. */
  function markFor(stretch: string): string {
    if (kept.length >= MOST_MARKS) return stretch;
    kept.push(spell(stretch));
    return String.fromCharCode(FIRST_MARK + kept.length - 1);
  }

  return {
    keepSpans(find) {
      const spans = find(text);
      let result = '';
      let position = 0;
      for (const { start, end } of spans) {
        result += text.slice(position, start) + markFor(text.slice(start, end));
        position = end;
      }
      text = result + text.slice(position);
    },
    keepPattern(pattern, trailing) {
      text = text.replace(pattern, (found: string) => {
        const rest = trailing?.exec(found)?.[0] ?? '';
        const own = found.slice(0, found.length - rest.length);
        return own === '' || (own.length === 1 && MARK.test(own)) ? found : markFor(own) + rest;
      });
    },
    change(work) {
      text = work(text);
    },
    changeWords(work) {
      text = text
        .split(AT_MARKS)
        .map((part) => (MARK.test(part) ? part : work(part)))
        .join('');
    },
    parts: () =>
      text
        .split(AT_MARKS)
        .filter((part) => part !== '')
        .map((part) => (MARK.test(part) ? { text: spell(part), isKept: true } : { text: part, isKept: false })),
  };
}
