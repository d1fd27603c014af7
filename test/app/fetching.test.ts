// What the terminal is told of sources: a host that fails once, and its end once.
import { expect, it } from 'vitest';
import { createFailureNotice } from '../../src/app/fetching.js';

const line = (source: string, error: string | null) => ({ path: `https://site.example/${source}`, source, error });

it('is told once of a host that fails, and of its end when the source that failed answers, not another one', () => {
  const said: string[] = [];
  const tell = createFailureNotice((text) => said.push(text));
  for (let look = 0; look < 3; look += 1) {
    tell(line('broken', 'Gone.'));
    tell(line('sound', null));
  }
  expect(said).toEqual([expect.stringContaining('broken: Gone.')]);
  tell(line('broken', null));
  expect(said.slice(1)).toEqual(['site.example answers again.']);
  tell(line('sound', 'Slow.'));
  expect(said[2]).toContain('sound: Slow.');
});
