// Withdrawal: whether comments say that the paper was withdrawn, the only sign of it in most formats.
import { comparisonForm } from '../text/comparison.js';

/** Sentences that arXiv and submitters write: `This paper has been withdrawn …`, `Withdrawn by the author`. */
const SENTENCES = [
  /\b(?:paper|article|manuscript|submission|preprint|e-?print|work|note|letter)\s+(?:(?:has|have|was|is|had)\s+)?(?:been\s+|being\s+)?(?:temporarily\s+|now\s+)?withdrawn\b(?!\s+from\b(?!\s+(?:the\s+)?arxiv))/i,
  /^\W*(?:temporarily\s+|admin(?:istratively)?\s+)?withdrawn\b/i,
  /\bwithdrawn\s+by\s+(?:the\s+|its\s+)?(?:authors?|submitter|arxiv)\b/i,
];
/** What is withdrawn is another thing: an earlier version, a companion, or the paper from a journal. */
const OTHER =
  /\b(?:previous|earlier|prior|first|old|original|companion|v\d+)\b[^.;]*\bwithdrawn\b|\bwithdrawn\s+from\b(?!\s+(?:the\s+)?arxiv)/i;

/** Comments are searched this far. */
const LONGEST = 4_000;

/** True when comments say that the paper is withdrawn, false when they do not (or there are none). */
export function saysWithdrawn(comments: string | null): boolean {
  if (comments === null) return false;
  const plain = comparisonForm(comments);
  if (!/withdrawn/i.test(plain)) return false;
  const text = plain.replace(/\s+/g, ' ').slice(0, LONGEST);
  return !OTHER.test(text) && SENTENCES.some((sentence) => sentence.test(text));
}
