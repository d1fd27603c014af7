// Our own translations by the hash of their text, for the code that puts a paper together.
import type { PaperFacts } from '../../domain/paper.js';
import { withOwnTexts, type OwnText } from '../../domain/translation.js';
import { gistToTranslate } from '../../text/gist.js';
import { textHash } from '../../text/text-hash.js';
import type { Db } from '../database/db.js';

/** Answers a function that adds what we have translated to the facts that records tell. */
export function createOwnTexts(db: Db): (facts: PaperFacts) => PaperFacts {
  const byHash = db.prepare<[Buffer], OwnText>(
    'SELECT text, service FROM translations WHERE hash = ? AND text IS NOT NULL',
  );
  const isAsked = db.prepare<[Buffer], number>('SELECT 1 FROM translations WHERE hash = ?').pluck();
  const hasGists = db.prepare<[], number>("SELECT 1 FROM translations WHERE kind = 'gist' LIMIT 1").pluck();
  const find = (source: string): OwnText | null => byHash.get(Buffer.from(textHash(source), 'hex')) ?? null;

  /** Gists are asked for together with titles: where no title was, nothing has to be cut out of the abstract. */
  function gistOf({ title, abstract, abstractJa }: PaperFacts): OwnText | null {
    if (abstract === null || abstractJa !== null || hasGists.get() === undefined) return null;
    if (isAsked.get(Buffer.from(textHash(title), 'hex')) === undefined) return null;
    const gist = gistToTranslate(abstract);
    return gist === null ? null : find(gist);
  }

  return (facts) =>
    withOwnTexts(facts, {
      title: facts.titleJa === null ? find(facts.title) : null,
      gist: gistOf(facts),
      abstract: facts.abstractJa === null && facts.abstract !== null ? find(facts.abstract) : null,
    });
}
