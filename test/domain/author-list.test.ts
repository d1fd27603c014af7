// Author lists as submitters type them: separators, affiliations, collaborations, suffixes, TeX.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWholeLine, parseAuthor, parseAuthors } from '../../src/domain/author-list.js';

describe('a list of authors in one string', () => {
  it.each<[string, string, string[]]>([
    ['commas', 'Ann Lee, Bo Chen', ['Ann Lee', 'Bo Chen']],
    ['and', 'Ann Lee and Bo Chen', ['Ann Lee', 'Bo Chen']],
    ['comma and and', 'A. Lee, B. Chen, and C. Roe', ['A. Lee', 'B. Chen', 'C. Roe']],
    ['a wrapped line', 'A. Lee, B.\n  Chen and\n  C. Roe', ['A. Lee', 'B. Chen', 'C. Roe']],
    ['and within a name', 'Ferdinand Anders and Sandra Andersson', ['Ferdinand Anders', 'Sandra Andersson']],
    ['a mononym', 'Ann Lee,  Deepti, Bo Chen', ['Ann Lee', 'Deepti', 'Bo Chen']],
    ['an empty place', 'Ann Lee, , Deepti', ['Ann Lee', 'Deepti']],
    ['an affiliation', 'Ann Lee (MIT), Bo Chen (LJLL)', ['Ann Lee', 'Bo Chen']],
    ['an affiliation with commas', 'Ann Lee (Dept. X, Univ. Y and Z), Bo Chen', ['Ann Lee', 'Bo Chen']],
    ['a nested affiliation', 'Ann Lee (INFN (Pisa), Italy), Bo Chen', ['Ann Lee', 'Bo Chen']],
    ['footnotes', 'A. Lee (1), B. Chen (1 and 2) ((1) X, Y, (2) Z)', ['A. Lee', 'B. Chen']],
    ['footnotes without brackets around', 'A. Lee (1), B. Chen (2) (1) Univ X, (2) Lab Y', ['A. Lee', 'B. Chen']],
    ['footnotes after a comma', 'A. Lee (a), B. Chen (b), (a) Univ X, Town, (b) Lab Y', ['A. Lee', 'B. Chen']],
    ['superscripts', 'A. Lee$^{1,2}$, B. Chen$^2$', ['A. Lee', 'B. Chen']],
    ['an unclosed affiliation', 'A. Lee (Univ X, B. Chen', ['A. Lee Univ X', 'B. Chen']],
    ['an unopened one', 'A. Lee), B. Chen', ['A. Lee', 'B. Chen']],
    ['a suffix', 'Bill Gates Jr, Al Roe', ['Bill Gates Jr', 'Al Roe']],
    ['a suffix after a comma', 'Bill Gates, Jr., Al Roe, III', ['Bill Gates Jr.', 'Al Roe III']],
    ['particles', 'E. F. van Dishoeck, J. de la Cruz', ['E. F. van Dishoeck', 'J. de la Cruz']],
    ['a collaboration first', 'X Collaboration: A. Lee, B. Chen', ['X Collaboration', 'A. Lee', 'B. Chen']],
    ['a collaboration last', 'A. Lee, for the X Collaboration', ['A. Lee', 'X Collaboration']],
    ['a collaboration within', 'A. Lee for the LIGO and X Collaborations', ['A. Lee', 'LIGO', 'X Collaborations']],
    ['on behalf of', 'A. Lee on behalf of the X Collaboration', ['A. Lee', 'X Collaboration']],
    ['a collaboration as affiliation', 'A. Lee (for the X Collaboration)', ['A. Lee']],
    ['a collaboration alone', 'The X Collaboration', ['The X Collaboration']],
    ['a colon alone', 'X Collaboration, :, A. Lee', ['X Collaboration', 'A. Lee']],
    [
      'TeX accents',
      String.raw`C. Bal\'azs, {\O}. {\O}stensen, Fr\'ed\'eric Lagouti\`ere (LJLL), J\"orn \c{S}en`,
      ['C. Balázs', 'Ø. Østensen', 'Frédéric Lagoutière', 'Jörn Şen'],
    ],
    ['labels alone between names', 'A. Lee (1) B. Chen (2) C. Roe', ['A. Lee', 'B. Chen', 'C. Roe']],
    ['affiliations glued to names', 'Ann Lee (MIT)Bo Chen (Univ. Y)', ['Ann Lee', 'Bo Chen']],
    ['and glued to an affiliation', 'Ann Lee (MIT)and Bo Chen', ['Ann Lee', 'Bo Chen']],
    ['an affiliation as the only separator', 'Ann Lee (Town, Land) Bo Chen (Lab)', ['Ann Lee', 'Bo Chen']],
    ['square brackets', 'Ann Lee [1], Bo Chen [2] and Al Roe [Lab, Town]', ['Ann Lee', 'Bo Chen', 'Al Roe']],
    ['And', 'Ann Lee And Bo Chen AND Al Roe', ['Ann Lee', 'Bo Chen', 'Al Roe']],
    ['and glued to a comma', 'Ann Lee,and Bo Chen;and Al Roe', ['Ann Lee', 'Bo Chen', 'Al Roe']],
    [
      'superscripts alone between names',
      'A. Lee$^1$ B. Chen$^{2,*}$ C. Roe$^\\dagger$',
      ['A. Lee', 'B. Chen', 'C. Roe'],
    ],
    ['superscripts glued to names', 'A. Lee$^{a}$and B. Chen$^b$', ['A. Lee', 'B. Chen']],
    ['footnotes of superscripts', 'A. Lee$^1$, B. Chen$^2$, $^1$Univ X, $^2$Lab Y', ['A. Lee', 'B. Chen']],
    ['superscripts before names', '$^1$A. Lee, $^2$B. Chen', ['A. Lee', 'B. Chen']],
    ['a list in parentheses', '(Ann Lee, Bo Chen (MIT))', ['Ann Lee', 'Bo Chen']],
    ['a list in braces', '{Ann Lee and Bo Chen}', ['Ann Lee', 'Bo Chen']],
    ['a list that begins in braces', '{Ann Lee, Bo Chen}, Al Roe', ['Ann Lee', 'Bo Chen', 'Al Roe']],
    ['a brace that is not closed', '{Ann Lee, Bo Chen', ['{Ann Lee', 'Bo Chen']],
    ['braces within a name', '{van Berg}, {J. Roe, Jr.}', ['van Berg', 'J. Roe, Jr.']],
    ['a nickname', 'Robert (Bob) Roe, Mary J. (Molly) Chen', ['Robert Roe', 'Mary J. Chen']],
    ['no name that can be told', '(Univ X) (1)', ['(Univ X) (1)']],
    ['ideographic commas', '佐藤一郎、高橋二郎，田中三郎', ['佐藤一郎', '高橋二郎', '田中三郎']],
    [
      'points and bars between names',
      'Ann Lee · Bo Chen • Al Roe | Cy Doe',
      ['Ann Lee', 'Bo Chen', 'Al Roe', 'Cy Doe'],
    ],
    ['family names first, with semicolons', 'Lee, Ann; van Berg, Bo', ['Ann Lee', 'Bo van Berg']],
    ['groups with semicolons', 'A. Lee, B. Chen; C. Roe', ['A. Lee', 'B. Chen', 'C. Roe']],
    ['family names before initials', 'Lee, A.-B., Chen, C. and Roe, D. E.', ['A.-B. Lee', 'C. Chen', 'D. E. Roe']],
    ['mononyms that look like family names', 'Deepti, Usha, A. Lee', ['Deepti', 'Usha', 'A. Lee']],
    ['numbers of people', 'Ann Lee 0000-0001-2345-678X, Bo Chen (ORCID: 0000-0002-1111-2222)', ['Ann Lee', 'Bo Chen']],
    ['addresses of people', 'Ann Lee <ann@lab.example>, Bo Chen bo.chen@uni.example', ['Ann Lee', 'Bo Chen']],
    ['raised labels', 'Ann Lee¹,², Bo Chen² Al Roe³', ['Ann Lee', 'Bo Chen', 'Al Roe']],
    ['notes of TeX', 'Ann Lee\\thanks{Paid by X, Y}, Bo Chen\\footnote{Lab}', ['Ann Lee', 'Bo Chen']],
    ['who is not named', 'Ann Lee, Bo Chen, et. al., and 7 others', ['Ann Lee', 'Bo Chen']],
    ['degrees', 'Ann Lee, Ph.D., Bo Chen, M.D.', ['Ann Lee', 'Bo Chen']],
    ['degrees without points', 'Ann Lee, MD, Bo Chen, PhD, MD Roe', ['Ann Lee', 'Bo Chen', 'MD Roe']],
    ['people called And', 'C. And, Bo Chen', ['C. And', 'Bo Chen']],
    ['und between full names', 'Jörg Roe und Willi von der Au', ['Jörg Roe', 'Willi von der Au']],
    ['et between full names', "A. Lee, \\'Eric Roe et J.-P. de la Tour", ['A. Lee', 'Éric Roe', 'J.-P. de la Tour']],
    ['und in an institute', 'Institut für Kunst und Bau Roe', ['Institut für Kunst und Bau Roe']],
    ['und in a name', 'Otto von und zu Roe', ['Otto von und zu Roe']],
    ['y and i in names', 'Ana Roe y Doe, Pau Roe i Doe', ['Ana Roe y Doe', 'Pau Roe i Doe']],
    [
      'labels in commands',
      'Ann Lee\\inst{1} Bo Chen\\altaffilmark{2,3}, Al Roe\\textsuperscript{a}',
      ['Ann Lee', 'Bo Chen', 'Al Roe'],
    ],
    [
      'superscripts without dollars',
      "Ann Lee^2, Bo Chen^{1,*}, Jos\\'e R\\^{o}e^b",
      ['Ann Lee', 'Bo Chen', 'José Rôe'],
    ],
    ['labels before names in brackets', '(a) Ann Lee, (b) Bo Chen', ['Ann Lee', 'Bo Chen']],
    ['numbered names', '1. Ann Lee, 2. Bo Chen', ['Ann Lee', 'Bo Chen']],
    ['and as a command', 'Ann Lee\\and Bo Chen \\and{} Al Roe', ['Ann Lee', 'Bo Chen', 'Al Roe']],
    ['an and too many', 'Ann Lee, Bo Chen and', ['Ann Lee', 'Bo Chen']],
    ['full-width brackets', 'S. Sato（佐藤）、B. Chen［Lab］', ['S. Sato', 'B. Chen']],
    ['middle dots between kanji alone', '佐藤花・林次郎、アン・リー', ['佐藤花', '林次郎', 'アン・リー']],
    ['slashes between names', 'Ann Lee / Bo Chen', ['Ann Lee', 'Bo Chen']],
    ['family names first with accents', "N\\'u\\~nez, Ana; H\\'al, Bo", ['Ana Núñez', 'Bo Hál']],
    ['rarer suffixes', 'Al Roe, 3rd, Bo Chen, Jnr.', ['Al Roe 3rd', 'Bo Chen Jnr.']],
    ['further people', 'Ann Lee and 5 more authors', ['Ann Lee']],
    ['an appendix with somebody', 'Ann Lee, appendix with Bo Chen', ['Ann Lee', 'Bo Chen']],
    ['membership', 'Ann Lee~\\IEEEmembership{Fellow,~IEEE}, Bo Chen', ['Ann Lee', 'Bo Chen']],
    ['hooks and horns', 'L\\^e Th\\h{a}o, H\\uhorn{}ng', ['Lê Thảo', 'Hưng']],
    ['an appendix without a comma', 'Ann Lee with an appendix by Bo Chen', ['Ann Lee', 'Bo Chen']],
    ['contributions', 'Ann Lee, with contributions from Bo Chen', ['Ann Lee', 'Bo Chen']],
    ['et al', 'The X Collaboration, B. Roe, et al', ['The X Collaboration', 'B. Roe']],
    ['initials', 'C.-P. Yuan, A. de M. Silva', ['C.-P. Yuan', 'A. de M. Silva']],
    ['other scripts', '王伟, Ёлкин Пётр', ['王伟', 'Ёлкин Пётр']],
    ['nothing', ' ', []],
    ['only punctuation', ':', []],
  ])('%s', (_, text, names) => expect(parseAuthors(text)).toEqual(names));

  it('gives thousands of names', () => {
    const names = Array.from({ length: 3_000 }, (_, index) => `A. B. Name-${index}`);
    expect(parseAuthors(names.map((name) => `${name} (Inst, Town)`).join(', '))).toEqual(names);
  });

  it('never throws and never gives an empty name', () => {
    const part = fc.constantFrom(
      '(',
      ')',
      '{',
      '}',
      ',',
      ' and ',
      ':',
      '$',
      '\\',
      "\\'",
      'A',
      'Lee',
      '(1)',
      ' ',
      '\n',
      'Jr',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        for (const name of parseAuthors(parts.join(''))) expect(name).toMatch(/\p{L}/u);
      }),
    );
  });
});

describe('a line that was kept as it is', () => {
  it.each([
    ['(Univ X) (1)', true],
    ['---', true],
    ['Ada Lovelace (Univ X), Alan Turing', false],
    ['The X Collaboration', false],
    ["M. O'Neil", false],
    ['', false],
  ])('%j: %s', (line, isWhole) => {
    const names = parseAuthors(line);
    expect(isWholeLine(names.length === 0 && line !== '' ? [line] : names)).toBe(isWhole);
  });
});

describe('one name that a source separated', () => {
  it.each([
    ['Günter Burigana', ['Günter Burigana']],
    ['Jane Maria Roe for the Example Collaboration', ['Jane Maria Roe', 'Example Collaboration']],
    ['for the DES Collaboration', ['DES Collaboration']],
    ['Center for the Study of Made-up Things', ['Center for the Study of Made-up Things']],
    [':', []],
  ])('%s', (text, names) => expect(parseAuthor(text)).toEqual(names));
});
