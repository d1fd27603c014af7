// Withdrawal: whether comments, or else the abstract, say that the paper was withdrawn, the only sign of it in most formats.
import { comparisonForm } from '../text/comparison.js';
import { isWithdrawalNotice, NOTICE_WORD } from './withdrawal-notices.js';

const PAPER = '(?:paper|article|manuscript|submission|preprint|e-?print|work|note|letter|thesis|report|draft|document)';
const DONE = '(?:withdrawn?|withdrawed|withdrew|retracted)';
/** Who withdraws, behind `by`. */
const BY =
  'by\\s+(?:me|us|(?:(?:the|its|all|both|one|some|of|first|second|last|other|main|submitting|corresponding|original)\\s+)*(?:authors?|submitters?|arxiv|admin))\\b';
/** What may follow when the word says all: `withdrawn due to …`, `withdrawn; see …`. */
const REASON = `(?:$|[.,;:!*)\\]–—-]|${BY}|(?:due|at\\s+(?:the\\s+)?\\w*'?s?\\s?request|owing|because|as|since|for|until|pending|after|on|in\\s+favou?r|see|from\\s+(?:the\\s+)?arxiv)\\b)`;
const NOT_FROM = '(?!\\s+from\\b(?!\\s+(?:the\\s+)?arxiv))';
const ADVERB = 'temporarily|now|hereby|voluntarily|since|also|therefore|thus|kindly|formally|recently|unfortunately';
const ADVERBS = `(?:(?:${ADVERB})\\s+)*`;
/** `decided to`, `would like to`, `have`: the words between who withdraws and the verb. */
const AUXILIARIES = `(?:(?:have|has|had|wish(?:es)?|wants?|would\\s+like|decide[ds]?|prefers?|chooses?|chose|request(?:s|ed)?|need|must|will|to|regret|${ADVERB})\\s+)*`;
const THIS = `(?:(?:this|the|our|my|their|his|her)\\s+(?:current\\s+|present\\s+|whole\\s+)?(?:${PAPER}|version)|it)\\b`;
const WHOSE = String.raw`(?:authors?(?:\(s\))?|submitters?|arxiv\s+admin(?:istrator)?s?)`;

const pattern = (source: string): RegExp => new RegExp(source, 'i');
/** Of one among others: `a paper withdrawn by its authors is discussed`. */
const ANY = String.raw`\b(?:an?|another|any|each|every|some|which|that)\s+`;
/** `Section 5 of this paper has been withdrawn`, `a reply to the paper withdrawn by …`. */
const PART_OF = String.raw`\b(?:of|in|from|to|on|about)\s+(?:this|the|our|my)\s+`;
const IS = String.raw`(?:(?:has|have|was|were|is|are|had|had\s+to|is\s+to)\s+)`;
const passive = (auxiliary: string, after: string): string =>
  String.raw`(?<!${ANY}|${PART_OF})\b(?:${PAPER}|(?:this|current|present|latest)\s+version)\s+${auxiliary}${ADVERBS}(?:(?:been|being|be)\s+)?${ADVERBS}${DONE}\b${after}`;
const PASSIVE = passive(`${IS}?`, NOT_FROM);
/** Not `the paper withdrawn by Smith`. */
const PASSIVE_OF_ITSELF = `(?:${passive(IS, NOT_FROM)}|${passive('', String.raw`\s*${REASON}`)})`;
const BY_ADMIN = String.raw`\b${PAPER}\s+(?:has\s+been|was|is)\s+(?:removed|withdrawn)\s+by\s+(?:the\s+)?arxiv\b|^\W*(?:removed|withdrawn)\s+by\s+(?:the\s+)?arxiv\b`;
const ACTIVE = [
  String.raw`\b${WHOSE}\s+(?:\([^()]{1,60}\)\s+)?(?:[a-z]\S*\s+){0,2}${AUXILIARIES}(?:withdraws?|retracts?|withdrawing|${DONE})\b(?=\s+${THIS}|\s*${REASON})`,
  String.raw`\b(?:we|i)\s+${AUXILIARIES}(?:withdraw|retract|${DONE})\s+${THIS}`,
  String.raw`\b${WHOSE}\s+(?:(?:has|have)\s+)?(?:request(?:s|ed)?|asks?(?:ed)?(?:\s+for)?)\s+(?:the\s+)?(?:withdrawal|retraction)\s+of\s+${THIS}`,
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
    String.raw`^\W*(?:it\s+)?(?:has|have|is|was)\s+(?:been\s+)?${ADVERBS}${DONE}\b${NOT_FROM}`,
    String.raw`\bthis\s+${PAPER}\b[^.;]{0,20}?,\s+(?:as\s+)?it\s+(?:has\s+been|is|was)\s+${ADVERBS}${DONE}\b\s*${REASON}`,
    String.raw`^\W*this\s+(?:is|has\s+been|was)\s+${ADVERBS}${DONE}\b\s*${REASON}`,
    String.raw`(?<!\b(?:which|that|who)\s+(?:(?:has|have|had|was|were|is|are)\s+)?(?:been\s+)?${ADVERBS}|(?:${ANY}|${PART_OF})${PAPER}\s+)\b(?:withdrawn|withdrawed|retracted)\s+${BY}`,
    String.raw`\b(?:thus|therefore|hence|so|consequently)\s+withdrawn\b\s*${REASON}`,
    String.raw`^\W*(?:replaced|superseded)\s+by\b.*\band\s+(?:(?:has\s+been|is)\s+)?(?:${ADVERB}|)\s*withdrawn\b\s*${REASON}`,
    String.raw`(?:[,(:–—-]\s*|\b(?:pages?|figures?|tables?|file)\s+)(?:temporarily\s+|now\s+)?(?:withdrawn|withdrawed)\b\s*${REASON}`,
    String.raw`\b(?:withdraw|withdrawing)\s+(?:this|the|our|my)\s+(?:current\s+|present\s+)?${PAPER}\b${NOT_FROM}`,
  ].map(pattern),
];
/** A reason before what it is the reason of: `Due to an error in Lemma 2, …`. */
const BECAUSE = String.raw`^\W*(?:due\s+to|because|owing\s+to|since|as|in\s+view\s+of|after)\b[^;]{3,250}?,\s+`;
/** Of this paper and no other one, at the end of a clause that began with its fault. */
const AND_SO = String.raw`\b(?:errors?|mistakes?|gaps?|flaws?|wrong|incorrect|false|bugs?)\b[^;]{0,200}?(?:,|\band|\bso|\bthus|\btherefore|\bhence)\s+(?:this|the|our)\s+${PAPER}\s+(?:has\s+been|is|was)\s+${ADVERBS}${DONE}\b\s*${REASON}`;
/** What the first sentence of an abstract says where it is a notice; other abstracts speak of what others withdrew. */
const IN_ABSTRACT = [
  OPENING,
  ...[
    String.raw`^\W*(?:(?:this|the|our)\s+(?:[a-z]\S*\s+)?)?${PASSIVE_OF_ITSELF}`,
    String.raw`^\W*(?:this|the|our)\s+(?:[a-z]\S*\s+)?${BY_ADMIN}`,
    String.raw`^\W*(?:(?:the|all)\s+)?${WHOSE}\s+${AUXILIARIES}(?:withdraws?|${DONE})\s+${THIS}`,
    String.raw`${BECAUSE}(?:(?:this|the|our)\s+(?:[a-z]\S*\s+)?)${PASSIVE_OF_ITSELF}`,
    String.raw`${BECAUSE}(?:(?:the|all|both)\s+)?(?:${WHOSE}|we|i)\s+${AUXILIARIES}(?:withdraws?|retracts?|${DONE})\s+${THIS}`,
    AND_SO,
    String.raw`^\W*(?:sorry|apologies|note|notice|warning|attention)\W+(?:(?:this|the)\s+)?${PASSIVE_OF_ITSELF}`,
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
  /\b(?:(?:previous|earlier|prior|companion)\b|(?:first|old|original)\s+(?:version|submission|draft|paper|preprint|manuscript|one)\b|v\d+\b|version\s+\d)[^.;]*\bwithdr[ae]w|\b(?:not|never|no\s+longer)\s+(?:been\s+)?withdr|\bun-?withdr|(?:\b\d{4}\.\d{4,5}|[a-z]\/\d{7})(?:v\d+)?\W{1,3}(?:(?:which|that)\s+(?:has\s+been|is|was)\s+)?(?:now\s+)?withdr|\bwithdr[ae]wn?\s+(?:an?|the|our|my)\s+(?:previous|earlier|prior|first|old|original|companion)\b/i;
/** What the newest version is said to be. */
const NEWEST_VERSION = pattern(
  String.raw`^\W*v(?:ersion)?\s?(?:[2-9]|[1-9]\d)\s?[:(–—-]\s*(?:(?:this|the)\s+)?(?:${PAPER}\s+)?${IS}?(?:been\s+)?(?:withdrawn|retracted)\b\s*${REASON}`,
);
/** Comments that go on so are of a paper that came back. */
const CAME_BACK = /\bthis\s+is\s+(?:the|a)\s+(?:modified|revised|new|corrected)\b|\b(?:reinstated|restored)\b/i;
const WORD = /withdr[ae]w|retract|removed by arxiv/i;
/** Where clauses end; a full stop after a short word is one of an abbreviation. */
const CLAUSE_END = /(?<=[\p{L}\p{N})\]]{3}[.!?]|[;\n])\s+|(?<=。)\s*/u;

/** Texts are searched this far (UTF-16 units). */
const LONGEST = 4_000;

function clausesOf(text: string | null): string[] {
  const form = comparisonForm(text?.slice(0, LONGEST) ?? '');
  if (!/withdr|retract|removed/i.test(form) && !NOTICE_WORD.test(form)) return [];
  return form
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
    clause !== undefined &&
    (isWithdrawalNotice(clause) ||
      (WORD.test(clause) && !OTHER.test(clause) && patterns.some((each) => each.test(clause))));
  const clauses = clausesOf(comments);
  const isNewest = NEWEST_VERSION.test(clauses.at(-1) ?? '');
  const isBack = clauses.some((clause) => CAME_BACK.test(clause));
  const [first = '', second = ''] = clausesOf(abstract);
  const isNotice = (abstract ?? '').length <= LONGEST_NOTICE && OF_ITSELF.test(first) && IT_IS.test(second);
  const isSaid = clauses.some((clause) => says(clause, IN_COMMENTS) || SO_IS_THIS.test(clause));
  return ((isSaid || isNewest) && !isBack) || isNotice || says(first, IN_ABSTRACT);
}

/** What abstracts tell where a format has no comments: true where one is a notice, else unknown. */
export function withdrawnByAbstract(...abstracts: readonly (string | null)[]): true | null {
  return abstracts.some((abstract) => saysWithdrawn({ comments: null, abstract })) || null;
}
