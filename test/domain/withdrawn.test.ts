// Comments and abstracts that say that a paper was withdrawn, and those that only use the word.
import { describe, expect, it } from 'vitest';
import { saysWithdrawn } from '../../src/domain/withdrawn.js';

const inComments = (comments: string | null): boolean => saysWithdrawn({ comments, abstract: null });
const inAbstract = (abstract: string | null): boolean => saysWithdrawn({ comments: null, abstract });

describe('comments tell a withdrawal', () => {
  it.each([
    'This paper has been withdrawn',
    'The author (B. Roe) has withdrawn this article',
    'This note had to be withdrawn because of a gap in step 4',
    'Please do not cite this preprint, it has been withdrawn',
    'this was withdrawn due to a bug',
    'The authors requested the withdrawal of this paper',
    'Removed by arXiv administration: text overlap',
    'v3: paper withdrawn because of a wrong sign',
    'v1: 10 pages; v2: withdrawn',
    'We regret that we withdraw this article',
    'This paper has been withdrawn by the author due to an error in Lemma 2',
    'The article was temporarily withdrawn',
    'Withdrawn by arXiv administrators',
    'withdrawn; superseded by another submission',
    '12 pages. This submission has\n  been withdrawn by the authors',
    'Paper withdrawn from arXiv',
    'The authors have withdrawn this paper because of a gap',
    'The second author has decided to withdraw this preprint',
    'We hereby withdraw our manuscript',
    'I would like to withdraw this paper, since Theorem 3 fails',
    'Author withdrew after an error in the proof of Proposition 4 was found',
    'Submitter withdrew it',
    '8 pages, 2 figures, withdrawn due to an error in the data',
    '15 pages (withdrawn)',
    'LaTeX, 9 pages; withdrawn pending revision',
    'Accepted at a workshop. Withdrawn.',
    'Contains a mistake. Please withdraw the article',
    'This submission has been removed by arXiv administrators due to disputed authorship',
    'Ｔｈｉｓ paper has been with\u00ADdrawn',
    'Withdrawn by one of the authors',
    'The draft has since been withdrawn',
    'This version is withdrawn',
    'Retracted: the sample was contaminated',
    'The authors retract this letter',
    'The bound fails for n = 3, hence withdrawn',
    'Has been withdrawn, see another submission',
    'Was withdrawn owing to a missing case',
    '*** withdrawn ***',
    'Withdrawn at the request of the second author',
    'Superseded by arXiv:1901.00002 and therefore withdrawn',
    'This note builds on arXiv:0901.0001, which was withdrawn by its author. So is this note.',
    'It rests on a lemma of arXiv:0901.0001, which was withdrawn. The same holds for this article',
  ])('%s', (comments) => expect(inComments(comments)).toBe(true));
});

describe('comments tell no withdrawal', () => {
  it.each([
    null,
    '12 pages, 3 figures',
    'The previous version was withdrawn by the authors',
    'supersedes 0903.1234 (withdrawn)',
    'extends hep-th/0301001v2, which has been withdrawn',
    'This article has been un-withdrawn',
    'Section 2 of this paper has been withdrawn',
    'v1: withdrawn; v2: the corrected paper',
    'v1 of this paper has been withdrawn',
    'paper withdrawn from a journal and submitted elsewhere',
    'Energy is withdrawn from the field',
    'We study withdrawn bills',
    'Data on bills, withdrawn proposals and votes',
    'The claim on uniqueness is withdrawn',
    'Submitted to a journal and later withdrawn to add material',
    'Extends arXiv:1901.00001, which has been withdrawn from the arXiv',
    'This paper has not been withdrawn',
    'We withdraw the assumption of symmetry',
    'The authors withdrew the earlier claim',
    'This paper had been withdrawn; this is the corrected version',
    'Comments on arXiv:0901.0001, which has been withdrawn by the authors',
    'Discusses a preprint withdrawn by its authors',
    'An answer to the article withdrawn by Roe',
    'A comment on the preprint withdrawn by the author',
    'Retracted flows on surfaces',
    'The needle is retracted by the robot',
  ])('%s', (comments) => expect(inComments(comments)).toBe(false));
});

describe('notices in other languages', () => {
  it.each([
    '本論文は、補題4に誤りがあるため、著者により取り下げられました。',
    '著者は本稿を撤回しました。以前の要約は次のとおり。',
    '投稿者により取下げ',
    '【撤回】',
    '因引理3有误，本文已撤回。',
    '作者撤回了本论文',
    'Cette note a été retirée : le lemme 2 est faux',
    'Les auteurs ont retiré cet article',
    'Der Aufsatz wurde von den Autoren zurückgezogen',
    'Zurückgezogen wegen einer Lücke',
    'Este trabajo ha sido retirado por los autores',
    'Questo articolo è stato ritirato',
    'Препринт отозван авторами',
  ])('%s', (notice) => expect([inComments(notice), inAbstract(notice)]).toEqual([true, true]));
  it.each([
    '撤回された論文の特徴を調べる。',
    '著者により取り下げられた提案を扱う。',
    '本論文は、同意を撤回する権利を論じる。',
    '著者は予想5を撤回した。',
    'この論文は取り下げられていない。',
    '本文分析撤稿的论文。',
    'Les sondes retirées du sol sont décrites',
    'Cette version est retirée d’une thèse',
    'Der Antrag wurde zurückgezogen',
    'El agua ha sido retirada',
  ])('none: %s', (text) => expect([inComments(text), inAbstract(text)]).toEqual([false, false]));
});

describe('the first sentence of an abstract', () => {
  it.each([
    'This paper has been withdrawn by the authors. We had shown that widgets turn.',
    'Because of a gap in Lemma 4, this article has been withdrawn.',
    'Due to a bug in our code, the authors withdraw this paper.',
    'A mistake was found in Section 3, so this paper is withdrawn.',
    'Note: this submission has been withdrawn.',
    '  Withdrawn by the author.',
    'Withdrawn: the main lemma is false.',
    'The author has withdrawn this paper, since a better one exists.',
    'We withdraw this paper due to a wrong sign in equation 4.',
    'Manuscript withdrawn',
    'This letter has a serious gap. It is withdrawn until that is closed.',
  ])('tells it: %s', (abstract) => expect(inAbstract(abstract)).toBe(true));
  it.each([
    null,
    'We study withdrawn bills in eight parliaments.',
    'The article withdrawn by Roe claimed that widgets turn.',
    'Because of errors, the drug was withdrawn, and this paper models it.',
    'As bids are withdrawn, this paper asks who wins.',
    'Withdrawn bills are common. This paper asks why.',
    'We ask why papers are withdrawn by the authors and by editors.',
    'An article withdrawn by authors is often cited.',
    'We show that widgets turn. This paper has been withdrawn by nobody.',
    'The authors of retracted papers withdraw from public debates.',
    'This paper describes a drug. It has been withdrawn.',
    'This letter has a proof of a bound. It has been withdrawn from circulation in its first form.',
    'Retracted covers of graphs are counted.',
  ])('tells none: %s', (abstract) => expect(inAbstract(abstract)).toBe(false));
});

describe('a long text', () => {
  // A pattern that tries again and again would exceed the time of the test by far.
  it.each(['withdraw to ', 'the author now has now to now ', 'paper withdrawn ', '(withdrawn ', 'we now '])(
    'of %j is read at once',
    (piece) => {
      const text = `This is withdrawn? ${piece.repeat(10_000)}`;
      expect(saysWithdrawn({ comments: text, abstract: text })).toBeTypeOf('boolean');
    },
  );
});
