// Withdrawal: whether comments, or else the abstract, say that the paper was withdrawn, the only sign of it in most formats.
import { comparisonForm } from '../text/comparison.js';

const PAPER = '(?:paper|article|manuscript|submission|preprint|e-?print|work|note|letter|thesis|report|draft|document)';
const DONE = '(?:withdrawn?|withdrawed|withdrew|retracted)';
/** Who withdraws, behind `by`. */
const BY =
  'by\\s+(?:me|us|(?:(?:the|its|all|both|one|some|of|first|second|last|other|main|submitting|corresponding|original)\\s+)*(?:authors?|submitters?|arxiv|admin))\\b';
/** What may follow when the word says all: `withdrawn due to …`, `withdrawn; see …`. */
const REASON = `(?:$|[.,;:!)\\]–—-]|${BY}|(?:due|owing|because|as|since|for|until|pending|after|on|in\\s+favou?r|see|from\\s+(?:the\\s+)?arxiv)\\b)`;
const NOT_FROM = '(?!\\s+from\\b(?!\\s+(?:the\\s+)?arxiv))';
const ADVERB = 'temporarily|now|hereby|voluntarily|since|also|therefore|thus|kindly|formally|recently|unfortunately';
const ADVERBS = `(?:(?:${ADVERB})\\s+)*`;
/** `decided to`, `would like to`, `have`: what stands between who withdraws and the word. */
const AUXILIARIES = `(?:(?:have|has|had|wish(?:es)?|wants?|would\\s+like|decide[ds]?|prefers?|chooses?|chose|request(?:s|ed)?|need|must|will|to|${ADVERB})\\s+)*`;
const THIS = `(?:(?:this|the|our|my|their|his|her)\\s+(?:current\\s+|present\\s+|whole\\s+)?(?:${PAPER}|version)|it)\\b`;
const WHOSE = String.raw`(?:authors?(?:\(s\))?|submitters?|arxiv\s+admin(?:istrator)?s?)`;

const pattern = (source: string): RegExp => new RegExp(source, 'i');
/** Of one among others: `a paper withdrawn by its authors is discussed`. */
const ANY = String.raw`\b(?:an?|another|any|each|every|some|which|that)\s+`;
const PASSIVE = String.raw`(?<!${ANY})\b(?:${PAPER}|(?:this|current|present|latest)\s+version)\s+(?:(?:has|have|was|were|is|are|had)\s+)?${ADVERBS}(?:(?:been|being)\s+)?${ADVERBS}${DONE}\b${NOT_FROM}`;
const BY_ADMIN = String.raw`\b${PAPER}\s+(?:has\s+been|was|is)\s+(?:removed|withdrawn)\s+by\s+arxiv\b`;
const ACTIVE = [
  String.raw`\b${WHOSE}\s+(?:[a-z]\S*\s+){0,2}${AUXILIARIES}(?:withdraws?|retracts?|withdrawing|${DONE})\b(?=\s+${THIS}|\s*${REASON})`,
  String.raw`\b(?:we|i)\s+${AUXILIARIES}(?:withdraw|retract|${DONE})\s+${THIS}`,
].map(pattern);
/** A sentence or clause that begins so says it of the paper. */
const OPENING = pattern(
  String.raw`^\W*(?:temporarily\s+|now\s+|admin(?:istratively)?\s+)?(?:withdrawn|withdrawed|retracted)\b\s*${REASON}`,
);

/** What clauses of comments say. */
const IN_COMMENTS = [
  ...ACTIVE,
  OPENING,
  ...[
    PASSIVE,
    BY_ADMIN,
    String.raw`^\W*it\s+(?:has|have|is|was)\s+(?:been\s+)?${ADVERBS}${DONE}\b${NOT_FROM}`,
    String.raw`(?<!\b(?:which|that|who)\s+(?:(?:has|have|had|was|were|is|are)\s+)?(?:been\s+)?${ADVERBS}|${ANY}${PAPER}\s+)\b(?:withdrawn|withdrawed|retracted)\s+${BY}`,
    String.raw`\b(?:thus|therefore|hence|so|consequently)\s+withdrawn\b\s*${REASON}`,
    String.raw`(?:[,(:–—-]\s*|\b(?:pages?|figures?|tables?|file)\s+)(?:temporarily\s+|now\s+)?(?:withdrawn|withdrawed)\b\s*${REASON}`,
    String.raw`\b(?:withdraw|withdrawing)\s+(?:this|the|our|my)\s+(?:current\s+|present\s+)?${PAPER}\b${NOT_FROM}`,
  ].map(pattern),
];
/** What the first sentence of an abstract says where it is a notice; other abstracts speak of what others withdrew. */
const IN_ABSTRACT = [
  OPENING,
  ...[
    String.raw`^\W*(?:(?:this|the|our)\s+(?:[a-z]\S*\s+)?)?${PASSIVE}`,
    String.raw`^\W*(?:this|the|our)\s+(?:[a-z]\S*\s+)?${BY_ADMIN}`,
    String.raw`^\W*(?:(?:the|all)\s+)?${WHOSE}\s+${AUXILIARIES}(?:withdraws?|${DONE})\s+${THIS}`,
    String.raw`^\W*(?:we|i)\s+${AUXILIARIES}(?:withdraw|withdrew|withdrawn)\s+(?:this|our|my|the)\s+(?:current\s+|present\s+)?${PAPER}\b`,
  ].map(pattern),
];

/** What the second sentence says where the whole abstract is such a notice, and how the first one begins then. */
const IT_IS = pattern(String.raw`^\W*it\s+(?:has|have|is)\s+(?:been\s+)?${ADVERBS}${DONE}\b\s*${REASON}`);
const OF_ITSELF = pattern(
  String.raw`^\W*(?:this|the|our)\s+(?:present\s+)?${PAPER}\s+(?:contains?|has|had|is|was|needs?)\b`,
);
const LONGEST_NOTICE = 150;
/** A clause behind one that tells of another paper's withdrawal. */
const SO_IS_THIS = pattern(
  String.raw`\b(?:so|the\s+same)\s+(?:is|holds|goes|applies|it\s+is|is\s+true)\s+(?:(?:with|for|of|to)\s+)?(?:this|our|the\s+present)\s+${PAPER}\b`,
);

/** What is withdrawn is another thing: an earlier version, a companion; or it is not withdrawn. */
const OTHER =
  /\b(?:(?:previous|earlier|prior|companion)\b|(?:first|old|original)\s+(?:version|submission|draft|paper|preprint|manuscript|one)\b|v\d+\b|version\s+\d)[^.;]*\bwithdr[ae]w|\b(?:not|never|no\s+longer)\s+(?:been\s+)?withdr|\bwithdr[ae]wn?\s+(?:an?|the|our|my)\s+(?:previous|earlier|prior|first|old|original|companion)\b/i;
/** Comments that go on so are of a paper that came back. */
const CAME_BACK = /\bthis\s+is\s+(?:the|a)\s+(?:modified|revised|new|corrected)\b|\b(?:reinstated|restored)\b/i;
const WORD = /withdr[ae]w|retract|removed by arxiv/i;
/** Where clauses end; a full stop after a short word is one of an abbreviation. */
const CLAUSE_END = /(?<=[\p{L}\p{N})\]]{3}[.!?]|[;\n])\s+/u;

/** Texts are searched this far (UTF-16 units). */
const LONGEST = 4_000;

function clausesOf(text: string | null): string[] {
  if (text === null || !/withdr|retract|removed/i.test(comparisonForm(text))) return [];
  return comparisonForm(text.slice(0, LONGEST))
    .replace(/\s+/g, ' ')
    .split(CLAUSE_END)
    .map((clause) => clause.trim());
}

/** What a source says of a paper beside its metadata. */
export interface Notes {
  readonly comments: string | null;
  readonly abstract: string | null;
}

/** Whether one of the clauses of comments, or the first sentence of the abstract, says that the paper is withdrawn. */
export function saysWithdrawn({ comments, abstract }: Notes): boolean {
  const says = (clause: string | undefined, patterns: readonly RegExp[]): boolean =>
    clause !== undefined && WORD.test(clause) && !OTHER.test(clause) && patterns.some((each) => each.test(clause));
  const clauses = clausesOf(comments);
  const isBack = clauses.some((clause) => CAME_BACK.test(clause));
  const [first = '', second = ''] = clausesOf(abstract);
  const isNotice = (abstract ?? '').length <= LONGEST_NOTICE && OF_ITSELF.test(first) && IT_IS.test(second);
  const isSaid = clauses.some((clause) => says(clause, IN_COMMENTS) || SO_IS_THIS.test(clause));
  return (isSaid && !isBack) || isNotice || says(first, IN_ABSTRACT);
}
