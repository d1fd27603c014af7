// Hugging Face's daily papers (GET https://huggingface.co/api/daily_papers): sightings of papers of arXiv.
import { z } from 'zod';
import { parseAuthor } from '../../domain/author-list.js';
import { parseIdentifier } from '../../domain/identifier.js';
import { recordOf } from '../../domain/paper.js';
import { withdrawnByAbstract } from '../../domain/withdrawn.js';
import type { DumpFormat } from '../parsed.js';
import { beginsWithObject, createElementReader, type ElementReading } from './elements.js';

/** An optional field that cannot be read is left out; the record is not rejected for it. */
const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(null);
const author = z.union([
  z.string().transform((name) => ({ name, hidden: false })),
  z.object({ name: z.string(), hidden: z.boolean().nullish().catch(null) }),
]);
/**
 * What is used of an element. Its dates are days on which it was published and featured there, no times of arXiv;
 * votes, users and machine-made summaries are not arXiv's and are left.
 */
const schema = z.object({
  title: text,
  summary: text,
  paper: z.object({
    id: z.string(),
    title: text,
    summary: text,
    authors: z.array(author.nullable().catch(null)).nullish().catch(null),
  }),
});

function readElement(element: unknown): ElementReading {
  const parsed = schema.safeParse(element);
  const reject = (reason: string): ElementReading => ({ kind: 'rejection', reason });
  if (!parsed.success) return reject('the element is not a paper: it has no paper with an id');
  const { paper, title, summary } = parsed.data;
  const identifier = parseIdentifier(paper.id);
  if (identifier === null) return reject(`"${paper.id.slice(0, 80)}" is not an arXiv identifier`);
  const name = paper.title ?? title ?? '';
  if (name.trim() === '') return reject('the title is missing');
  const authors = (paper.authors ?? []).filter((each) => each !== null && each.hidden !== true);
  const abstract = paper.summary ?? summary ?? null;
  return {
    kind: 'record',
    value: recordOf(name, {
      ...identifier,
      abstract,
      withdrawn: withdrawnByAbstract(abstract),
      authors: authors.flatMap((each) => parseAuthor(each?.name ?? '')),
    }),
  };
}

/** Whether a text begins as an array of such elements. */
export function isHfDaily(head: string): boolean {
  return (
    beginsWithObject(head, true) && /"paper"\s*:\s*\{/.test(head) && /"(?:upvotes|submittedOnDailyAt)"\s*:/.test(head)
  );
}

export const hfDaily: DumpFormat = {
  format: 'hf-daily',
  open: (emit) => createElementReader(readElement, emit),
};
