// What is found by rule for the line of facts: the venue in comments and references, the address of the code.
import { describe, expect, it } from 'vitest';
import { codeAddress } from '../../src/cards/code-address.js';
import { venueOf } from '../../src/cards/venue.js';

describe('the venue', () => {
  it.each([
    ['12 pages, 3 figures. Accepted at ICML 2025', 'ICML 2025'],
    ['NeurIPS 2024 (Oral)', 'NeurIPS 2024'],
    ['To appear at ACM CHI’24', 'ACM CHI 2024'],
    ['WWW2017, Perth', 'WWW 2017'],
    ['Presented at the NIPS 2017 Deep Learning Workshop', 'NIPS 2017 Workshop'],
    ['6 pages, accepted for publication in Physical Review E', 'Physical Review E'],
    ['to appear in Math. Proc. Cambridge Philos. Soc., 20 pages', 'Math. Proc. Cambridge Philos. Soc'],
    [
      'Accepted by the Journal of Algebra and Its Applications. Two examples added',
      'Journal of Algebra and Its Applications',
    ],
    ['v2: minor changes; version published in Phys. Rev. D', 'Phys. Rev. D'],
    ['Submitted to ICLR 2026. An earlier draft. Accepted at CoRL 2025', 'CoRL 2025'],
  ])('of “%s” is %s', (comments, venue) => expect(venueOf(comments, null)).toBe(venue));

  it.each([
    ['15 pages, 4 figures'],
    ['Submitted to ICML 2025'],
    ['Under review at NeurIPS 2025'],
    ['PhD thesis, MIT, June 2019'],
    ['Copyright IEEE 2018'],
    ['A shorter version of this paper appeared in the proceedings of AAAI-18'],
    ['published version'],
    ['accepted version, typos corrected'],
    ['LaTeX2e, uses REVTeX 2001'],
  ])('is not found in “%s”', (comments) => expect(venueOf(comments, null)).toBeNull());

  it.each([
    ['Phys.Rev.D76:013009,2007', 'Phys.Rev.D 2007'],
    ['J. Phys.: Condens. Matter 20 (2008) 055214', 'J. Phys.: Condens. Matter 2008'],
    ['Journal of Applied Physics, vol 104, 073536 (2008)', 'Journal of Applied Physics 2008'],
    ['JCAP02(2011)001', 'JCAP 2011'],
    ['Proc. of the 28th Int. Symp. on Everything (ISE 2019)', 'ISE 2019'],
    ['RIMS Kokyuroku, No.1551, pp.57-62', 'RIMS Kokyuroku, No.1551, pp.57-62'],
  ])('by the reference “%s” is %s', (reference, venue) =>
    expect(venueOf('submitted to X 2001', reference)).toBe(venue),
  );

  it('is cut at 40 code points', () => {
    const venue = venueOf('to appear in Annali della Scuola Normale Superiore di Pisa Classe', null);
    expect([...venue!]).toHaveLength(40);
    expect(venue).toMatch(/…$/);
  });

  it('is none where nothing is seen of it', () => {
    expect(venueOf(null, '\u3164'.repeat(100))).toBeNull();
    expect(venueOf(`Accepted at A${'\u00AD'.repeat(100)}`, '\u200B'.repeat(50))).toBeNull();
  });

  // Taken anew from each letter, the sentence before each of a hundred names took a tenth of a second for one paper.
  it('is looked for in linear time', { timeout: 10_000 }, () => {
    const comments = `${'x'.repeat(500)}. submitted ${'AB2000 '.repeat(70)}`;
    for (let count = 0; count < 400; count += 1) expect(venueOf(comments, null)).toBeNull();
  });

  it('is looked for in time that does not run away', { timeout: 10_000 }, () => {
    for (const text of [
      'accepted in '.repeat(9_000),
      'IEEE ACM '.repeat(9_000),
      'A'.repeat(90_000),
      'submitted '.repeat(9_000),
      `Proc. ${'p.'.repeat(400)}x 2020`,
      `Phys. Rev. ${'no. '.repeat(200)}x 12, 2020`,
      'ACM-'.repeat(240),
    ])
      for (let count = 0; count < 100; count += 1) expect(() => venueOf(text, text)).not.toThrow();
  });
});

describe('the address of code', () => {
  it.each([
    ['Code is available at https://github.com/one/two.', 'https://github.com/one/two'],
    ['see \\url{https://github.com/one/two\\_three}', 'https://github.com/one/two_three'],
    ['(github.com/one/two.git)', 'https://github.com/one/two'],
    ['weights: https://huggingface.co/lab/model-7B', 'https://huggingface.co/lab/model-7B'],
    ['https://gitlab.inria.fr/team/tool', 'https://gitlab.inria.fr/team/tool'],
    ['http://minepy.sourceforge.net', 'https://minepy.sourceforge.net'],
  ])('in “%s” is %s', (text, address) => expect(codeAddress([null, text])).toBe(address));

  it.each([
    ['We study projects on GitHub and GitLab.'],
    ['https://one.github.io/page'],
    ['https://huggingface.co/papers/2504.00001'],
    ['mail@github.com/x/y'],
    ['https://notgithub.com/one/two'],
  ])('is not found in “%s”', (text) => expect(codeAddress([text])).toBeNull());
});
