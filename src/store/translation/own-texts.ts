// Our own translations by the hash of their text, for whoever puts a paper together.
import type { PaperFacts } from '../../domain/paper.js';
import { withOwnTexts, type OwnText } from '../../domain/translation.js';
import { textHash } from '../../text/text-hash.js';
import type { Db } from '../database/db.js';

/** Answers a function that adds what we have translated to the facts that records tell. */
export function createOwnTexts(db: Db): (facts: PaperFacts) => PaperFacts {
  const byHash = db.prepare<[Buffer], OwnText>(
    'SELECT text, service FROM translations WHERE hash = ? AND text IS NOT NULL',
  );
  const find = (source: string): OwnText | null => byHash.get(Buffer.from(textHash(source), 'hex')) ?? null;

  return (facts) =>
    withOwnTexts(facts, {
      title: facts.titleJa === null ? find(facts.title) : null,
      abstract: facts.abstractJa === null && facts.abstract !== null ? find(facts.abstract) : null,
    });
}
