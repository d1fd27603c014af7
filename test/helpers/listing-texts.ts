// Texts in the manner of arXiv's mailings, listings and .abs files, with invented papers.

export const RULE = '-'.repeat(78);
export const CROSSES = '%-'.repeat(39);
const REPLACEMENTS = '%%--'.repeat(19) + '%%';
export const END = '%%%---'.repeat(13);

/** An entry of 2023 with every field; wrapped lines begin with two spaces. */
export const NEW_2023 = String.raw`\\
arXiv:2303.00001
Date: Wed, 1 Mar 2023 19:00:03 GMT   (5650kb,D)

Title: Tides on invented moons and the slow
  drift of imagined rings
Authors: Ada Novak, Bj\"orn Lind (1), C. Ueda (1 and 2) ((1) First Institute, (2) Second
  Institute)
Categories: astro-ph.EP astro-ph.SR
Comments: 12 pages, with one note:
  typeset by hand
MSC-class: 85A04
ACM-class: J.2
Report-no: INV-23-01
Journal-ref: J. Inv. 12 (2023)
  34-56
DOI: 10.0000/inv.1
License: http://creativecommons.org/licenses/by/4.0/
\\
  We imagine moons, with $e < 1$,
and follow them.
  A second paragraph.
\\ ( https://arxiv.org/abs/2303.00001 ,  5650kb)`;

export const CROSS_2023 = String.raw`\\
arXiv:2302.09999 (*cross-listing*)
Date: Mon, 20 Feb 2023 08:00:00 GMT   (14kb)
Date (revised v2): Wed, 1 Mar 2023 09:30:00 GMT   (15kb)

Title: Rings of rings
Authors: Emil Sato and Fay Quist
Categories: math.RA astro-ph.EP
\\
  Rings are studied.
\\ ( https://arxiv.org/abs/2302.09999 ,  15kb)`;

export const REPLACEMENT_2023 = String.raw`\\
arXiv:2205.00002
replaced with revised version Thu, 2 Mar 2023 15:38:45 GMT   (3066kb,D)

Title: Another invented survey
Authors: Gil Berg, Hana Ito, Ivo Petrov, et al. (72
  additional authors not shown)
Categories: astro-ph.EP
Comments: v2: numbers corrected
\\ ( https://arxiv.org/abs/2205.00002 ,  3066kb)`;

const REPLACED_CROSS_2023 = String.raw`\\
arXiv:2301.00003 (*cross-listing*)
replaced with revised version Wed, 1 Mar 2023 21:58:31 GMT   (18kb)

Title: Numbers that follow rings
Authors: Jo Ek
Categories: math.NT astro-ph.EP
\\ ( https://arxiv.org/abs/2301.00003 ,  18kb)`;

/** A whole mailing of 2023: one new paper, one cross-list, one replacement, one replaced cross-list. */
export const MAILING_2023 = [
  'Date: Fri,  3 Mar 23 01:36:02 GMT',
  'Subject: astro-ph.EP daily Subj-class mailing',
  '',
  RULE,
  RULE,
  'Send any comments regarding submissions directly to submitter.',
  RULE,
  ' Submissions to:',
  'Earth and Planetary Astrophysics',
  ' received from  Wed  1 Mar 23 19:00:00 GMT  to  Thu  2 Mar 23 19:00:00 GMT',
  RULE,
  RULE,
  NEW_2023,
  CROSSES,
  RULE,
  CROSS_2023,
  REPLACEMENTS,
  RULE,
  REPLACEMENT_2023,
  RULE,
  REPLACED_CROSS_2023,
  END,
  'For subscribe options to combined archives,',
  'e-mail To: nobody@example.org, Subject: subscribe',
  RULE.slice(1),
  'Title: of no paper',
].join('\n');

/** As of 1992: `Paper:`, an address, one author's field, no categories. */
export const NEW_1992 = String.raw`\\
Paper: hep-th/9207001
From: SOMEBODY%NODE.BITNET@example.edu
Date: Mon, 20 Jul 1992 16:50 CST   (7kb)

Title: Strings without strings
Author: K. Lundgren
\\
An abstract that begins without spaces.
\\`;

export const LISTED_2003 = String.raw`\\
Paper: math.GT/0309136
From: Lea Marsh  <example@example.com>
Date: Mon, 8 Sep 2003 10:00:00 GMT   (29kb)
Date (revised v3): Tue, 9 Dec 2003 11:00:00 GMT   (30kb)

Title: Knots of wool
Authors: L. Marsh (Somewhere)
Categories: math.GT math.GN
Subj-class: Geometric Topology; General
  Topology
\\`;

export const LISTED_CROSS = String.raw`\\
Paper (*cross-listing*): hep-th/0309001
From: Mo Ono  <example@example.com>
Date: Mon, 1 Sep 2003 01:00:00 GMT   (9kb)

Title: Branes of wool
Authors: M. Ono
Categories: hep-th math.GT
\\`;

export const MONTH_2003 = [
  RULE,
  RULE,
  '',
  'Papers received as of Mon  1 Sep 03 00:00:02 GMT.',
  '(To retrieve abstracts without full papers, use e.g.    get 0309001.abs )',
  RULE,
  RULE,
  LISTED_2003,
  RULE,
  LISTED_CROSS,
  RULE,
].join('\n');

export const WEEK_2023 = [
  RULE,
  '\\\\\n/* Fri, 3 Mar 2023 */\n\\\\',
  RULE,
  NEW_2023.replace(/\\\\\n {2}We[^]*$/, '\\\\'),
  RULE,
  '\\\\\n/* Thu, 2 Mar 2023 */\n\\\\',
  RULE,
  CROSS_2023.replace(/\\\\\n {2}Rings[^]*$/, '\\\\'),
  '',
].join('\n');

export const ABS_2007 = [
  RULE,
  String.raw`\\
arXiv:0705.0001
From: Nia Ortiz <example@example.com>
Date: Tue, 1 May 2007 19:18:42 GMT   (443kb)
Date (revised v2): Tue, 24 Jul 2007 20:10:27 GMT   (370kb)
Date (revised v3): Wed, 25 Jul 2007 20:10:27 GMT   (0kb,I)

Title: A paper with three versions
Authors: N. Ortiz
Categories: hep-ph
Comments: This paper has been withdrawn by the
  author
\\
  Three versions.
\\`,
  '',
].join('\n');
