// The reference to one paper that /paper and /similar take: their option, and the look-up that other answers share.
import { type APIApplicationCommandBasicOption, ApplicationCommandOptionType } from 'discord-api-types/v10';
import { wording } from '../src/cards/wording.js';
import type { Caller, Context, Invocation } from '../src/domain/context.js';
import { doiIn, referredTo } from '../src/domain/identifier.js';
import type { MessageBody, Reply } from '../src/domain/message.js';
import type { Paper } from '../src/domain/paper.js';
import { bareLink, code, inertLine, type Markdown } from '../src/text/markdown.js';
import { foldText } from '../src/text/fold.js';
import { readable } from '../src/text/readable.js';
import { searchBy } from './results.js';
import { described, text } from './shared.js';

export const referenceOption: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  name: 'reference',
  ...described(
    'Such as 2504.06704, an arxiv.org link, or the title',
    '例: 2504.06704、arxiv.org のリンク、論文のタイトル',
  ),
  required: true,
  max_length: 300,
};

export const referenceOf = ({ options }: Invocation): string => String(options['reference'] ?? '');

/** The one paper that has this DOI or title, else the only one whose title holds it; null where none does. */
export async function findByTitle(words: string, caller: Caller, context: Context): Promise<Paper | 'several' | null> {
  if (!/[\p{L}\p{N}]/u.test(words)) return null;
  const doi = doiIn(words);
  // An accent in TeX holds a quotation mark: Gr\"obner.
  const wanted = doi === null ? `ti:"${readable(words).replaceAll('"', ' ')}"` : `doi:"${doi}"`;
  const {
    hits: [only, second],
  } = await context.search(searchBy(caller, { text: wanted, limit: 2 }));
  if (only === undefined || second === undefined) return only?.paper ?? null;
  // Of papers that hold it those come first that have it as their whole title.
  const { hits } = await context.search(searchBy(caller, { text: words, sort: 'relevance', limit: 2 }));
  const isWhole = ({ title, titleJa }: Paper): boolean =>
    [title, titleJa ?? ''].some((each) => foldText(each) === foldText(words));
  const [whole, another] = hits.filter(({ paper }) => isWhole(paper));
  return whole === undefined || another !== undefined ? 'several' : whole.paper;
}

interface FoundPaper {
  readonly paper: Paper | null;
  /** What to say where there is no paper. */
  readonly note: Markdown;
}

/** The paper of a reference, fetched from arXiv where the store does not know its identifier; null with what to say instead. */
export async function findOrFetch(reference: string, caller: Caller, context: Context): Promise<FoundPaper> {
  const words = wording(caller.language);
  const known = await context.findPaper(reference);
  const arxivId = referredTo(reference)?.arxivId ?? null;
  const named = inertLine(reference, 200);
  const unknown = words.unknownPaper(named);
  if (known !== null) return { paper: known, note: unknown };
  if (arxivId === null) {
    const titled = await findByTitle(reference, caller, context);
    return titled === 'several' ? { paper: null, note: words.severalPapers(named) } : { paper: titled, note: unknown };
  }
  const outcome = await context.lookUp(arxivId, caller.userId);
  if (outcome === 'found') return { paper: await context.findPaper(arxivId), note: unknown };
  const page = bareLink(`https://arxiv.org/abs/${arxivId}`);
  const note = outcome === 'off' ? words.notInLibrary(page) : words.notFetched(code(arxivId), outcome, page);
  return { paper: null, note };
}

/** Shows the paper that a reference led to; the answer says so where none is known. */
export async function replyAbout(
  { paper, note }: FoundPaper,
  show: (paper: Paper) => Promise<MessageBody>,
): Promise<Reply> {
  return paper === null ? text(note) : { messages: [await show(paper)] };
}
