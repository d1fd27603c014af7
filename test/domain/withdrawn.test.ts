// Comments that say that a paper was withdrawn, and comments that only use the word.
import { describe, expect, it } from 'vitest';
import { saysWithdrawn } from '../../src/domain/withdrawn.js';

describe('a withdrawal', () => {
  it.each([
    'This paper has been withdrawn',
    'This paper has been withdrawn by the author due to an error in Lemma 2',
    'The article was temporarily withdrawn',
    'Withdrawn by arXiv administrators',
    'withdrawn; superseded by another submission',
    '12 pages. This submission has\n  been withdrawn by the authors',
    'Paper withdrawn from arXiv',
  ])('%s', (comments) => expect(saysWithdrawn(comments)).toBe(true));
});

describe('no withdrawal', () => {
  it.each([
    null,
    '12 pages, 3 figures',
    'The previous version was withdrawn by the authors',
    'v1 of this paper has been withdrawn',
    'paper withdrawn from a journal and submitted elsewhere',
    'Energy is withdrawn from the field',
  ])('%s', (comments) => expect(saysWithdrawn(comments)).toBe(false));
});
