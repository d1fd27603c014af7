// The glossary: names that stay as they are, and terms with the Japanese that is wanted for them.

/** A term and its translation. */
export interface Term {
  readonly english: string;
  readonly japanese: string;
}

export interface Glossary {
  /** Every name that stays (flag g); null without any. */
  readonly names: RegExp | null;
  /** The terms that occur in a text, longest first. */
  termsIn(text: string): Term[];
}

export interface GlossaryEntry {
  readonly kind: 'keep' | 'map';
  readonly english: string;
  /** Empty for what is kept. */
  readonly japanese: string;
}

/**
 * Lines of `keep<TAB>name` or `map<TAB>term<TAB>Japanese`; empty lines and those that begin with `#` are comments.
 * Lines of another form are answered with their number (from 1), so that they can be named.
 */
export function parseGlossary(text: string): { readonly entries: GlossaryEntry[]; readonly wrongLines: number[] } {
  const entries: GlossaryEntry[] = [];
  const wrongLines: number[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [kind, english = '', japanese = '', ...more] = line.split('\t').map((field) => field.trim());
    const isWhole = english !== '' && more.length === 0;
    if (kind === 'keep' && isWhole && japanese === '') entries.push({ kind, english, japanese: '' });
    else if (kind === 'map' && isWhole && japanese !== '') entries.push({ kind, english, japanese });
    else wrongLines.push(index + 1);
  }
  return { entries, wrongLines };
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+');
}

/** A pattern for whole words out of a list, the longest first. */
function wordsPattern(words: readonly string[], ending: string, flags: string): RegExp {
  const sorted = words.toSorted((a, b) => b.length - a.length).map(escape);
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${sorted.join('|')})${ending}(?![\\p{L}\\p{N}])`, flags);
}

/** Of several entries for the same English the last one counts: the operator's file is read after ours. */
export function createGlossary(entries: readonly GlossaryEntry[]): Glossary {
  const last = new Map(entries.map((entry) => [entry.english.toLowerCase(), entry]));
  const kept = [...last.values()].filter(({ kind }) => kind === 'keep').map(({ english }) => english);
  const terms = [...last.values()].filter(({ kind }) => kind === 'map');
  const byEnglish = new Map(terms.map((term) => [term.english.toLowerCase(), term]));
  const pattern =
    terms.length === 0
      ? null
      : wordsPattern(
          terms.map(({ english }) => english),
          '(?:s|es)?',
          'giu',
        );
  return {
    names: kept.length === 0 ? null : wordsPattern(kept, 's?', 'gu'),
    termsIn(text) {
      const found = pattern === null ? [] : (text.match(pattern) ?? []);
      const known = found.flatMap((word) => {
        const folded = word.toLowerCase().replace(/\s+/g, ' ');
        return (
          byEnglish.get(folded) ??
          byEnglish.get(folded.replace(/s$/, '')) ??
          byEnglish.get(folded.replace(/es$/, '')) ??
          []
        );
      });
      return [...new Set(known)]
        .toSorted((a, b) => b.english.length - a.english.length)
        .map(({ english, japanese }) => ({ english, japanese }));
    },
  };
}
