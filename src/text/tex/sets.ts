// Sets: braces of running text that stand for themselves, as in `the hypercube {0,1}^n`, not for a group of TeX.

const LONGEST = 60;
/** Items of one letter or a number each; words in braces are held together by them. */
const LIST = /[\p{L}\p{N}.…+-]\s*,\s*[\p{L}\p{N}.…+-]/u;
const WORD = /\p{L}{2}|[\\$]/u;
/** `{x | x > 0}`, `{f(n): n in N}`. */
const BUILDER = /^\s*\(?\p{L}[\p{N}_']{0,2}(?:\([^()]{1,12}\))?(?:,\s?\p{L})?\)?\s*[|:]\s*\S/u;

/** Whether a group without dollars around it is a set, by the text in its braces and the letter before it. */
export function isSet(content: string, before: string): boolean {
  if (/[\p{L}\p{N}^_}\]]/u.test(before)) return false;
  return BUILDER.test(content) || (content.length <= LONGEST && LIST.test(content) && !WORD.test(content));
}
