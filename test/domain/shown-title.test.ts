// The title as readers see it.
import { describe, expect, it } from 'vitest';
import { shownTitle } from '../../src/domain/shown-title.js';

describe('the shown title', () => {
  it('is the title with its TeX as text', () => {
    expect(shownTitle({ title: 'On $\\ell_p$', arxivId: '2504.00001', key: 'k' })).toBe('On ℓₚ');
  });

  it.each(['\u200B', '\u3164 \u00AD', '{}', '$ $'.replace('$ $', '\\,')])(
    'is the identifier where %j shows nothing',
    (title) => {
      expect(shownTitle({ title, arxivId: '2504.00001', key: 's-1' })).toBe('arXiv:2504.00001');
      expect(shownTitle({ title, arxivId: null, key: 's-1' })).toBe('s-1');
    },
  );
});
