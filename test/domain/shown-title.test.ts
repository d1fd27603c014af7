// The title as readers see it.
import { describe, expect, it } from 'vitest';
import { shownTitle } from '../../src/domain/shown-title.js';
import { readable } from '../../src/text/readable.js';

const shown = (title: string, arxivId: string | null, key: string): string =>
  shownTitle({ title, arxivId, key, readable: { title: readable(title) } });

describe('the shown title', () => {
  it('is the title with its TeX as text', () => {
    expect(shown('On $\\ell_p$', '2504.00001', 'k')).toBe('On ℓₚ');
  });

  it.each(['\u200B', '\u3164 \u00AD', '{}', '$ $'.replace('$ $', '\\,')])(
    'is the identifier where %j shows nothing',
    (title) => {
      expect(shown(title, '2504.00001', 's-1')).toBe('arXiv:2504.00001');
      expect(shown(title, null, 's-1')).toBe('s-1');
    },
  );
});
