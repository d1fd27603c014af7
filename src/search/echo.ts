// Echo: a parsed query written out again, in the short form of the grammar, as people are shown how it was read.
import type { ParsedQuery, Wanted } from './parser.js';

const PREFIX: Readonly<Record<string, string>> = {
  any: '',
  title: 'ti:',
  author: 'au:',
  abstract: 'abs:',
  category: 'cat:',
  id: 'id:',
  comments: 'co:',
  journal: 'jr:',
  doi: 'doi:',
};

function written(wanted: Wanted, isInside: boolean): string {
  switch (wanted.kind) {
    case 'term':
      return (PREFIX[wanted.field] ?? '') + (wanted.isQuoted ? `"${wanted.text}"` : wanted.text);
    case 'not':
      return `-${written(wanted.part, true)}`;
    case 'all':
    case 'any': {
      const text = wanted.parts.map((part) => written(part, true)).join(wanted.kind === 'all' ? ' ' : ' OR ');
      return isInside ? `(${text})` : text;
    }
  }
}

/** One line; dates come last. */
export function echoQuery({ wanted, since, until }: ParsedQuery): string {
  return [
    ...(wanted === null ? [] : [written(wanted, (since ?? until) !== null && wanted.kind === 'any')]),
    ...(since === null ? [] : [`since:${since}`]),
    ...(until === null ? [] : [`until:${until}`]),
  ].join(' ');
}
