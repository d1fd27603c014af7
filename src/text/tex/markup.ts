// Markup: what the commands of running text that take arguments show of them.
import { inFont } from './letters.js';
import { scriptOf } from './scripts.js';

export interface Markup {
  /** How many groups it takes, and which of them is shown. */
  readonly groups: 1 | 2;
  readonly shown: 0 | 1;
  /** How the shown one is read, and what is written for it; `note` is what stood in brackets before it. */
  readonly as: 'text' | 'verbatim' | 'formula';
  readonly wrap: (text: string, note: string | null) => string;
}

const same = (text: string): string => text;
const nothing = (): string => '';

function each(names: string, markup: Partial<Markup>): [string, Markup][] {
  return names.split(/\s+/).map((name) => [name, { groups: 1, shown: 0, as: 'text', wrap: same, ...markup }]);
}

/** Commands of running text by their name. */
export const MARKUP: ReadonlyMap<string, Markup> = new Map([
  ...each(
    `textbf textit emph textrm textsf texttt textsl textup textmd textnormal text mbox hbox fbox underline uline uuline
sout st ul hl textquote enquote centerline title section subsection paragraph item lowercase MakeLowercase uppercase
MakeUppercase tup makebox framebox`,
    {},
  ),
  ...each('textsc', { wrap: (text) => inFont(text, 'caps') }),
  ...each('url path nolinkurl', { as: 'verbatim' }),
  ...each('href textcolor texorpdfstring colorbox foreignlanguage raisebox scalebox rotatebox parbox', {
    groups: 2,
    shown: 1,
  }),
  ...each('footnote thanks footnotetext', { wrap: (text) => ` (${text.trim()})` }),
  ...each('cite citep citet citealt citealp citeauthor citeyear nocite onlinecite', {
    as: 'verbatim',
    wrap: (text, note) => `[${text}${note === null ? '' : `, ${note}`}]`,
  }),
  ...each('textsuperscript', { wrap: (text) => scriptOf('^', text).text }),
  ...each('textsubscript', { wrap: (text) => scriptOf('_', text).text }),
  ...each('ensuremath', { as: 'formula' }),
  ...each('color vspace vspace* label phantom vphantom hphantom', { wrap: nothing }),
  ...each('hspace hspace*', { wrap: () => ' ' }),
]);

/** Commands that print nothing. */
export const DROPPED = new Set([
  ...'!/-@',
  ...`noindent indent protect relax xspace null leavevmode centering newpage clearpage bigskip medskip smallskip footnotemark left
right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr limits nolimits nonumber`.split(/\s+/),
]);

/** Commands that print a space. */
export const GAPS = new Set([
  ...',:;> \n\t\\',
  ...'par newline linebreak hfill quad qquad enspace thinspace space'.split(' '),
]);
