// What the terminal is told of sources: a host that fails once, and its end once.
import { expect, it, vi } from 'vitest';
import { createFailureNotice, startFetching } from '../../src/app/fetching.js';
import { openFetching, rssFeed } from '../helpers/fetching.js';

const line = (source: string, error: string | null) => ({ path: `https://site.example/${source}`, source, error });

it('is told once of a harvest that breaks off at each try, after pages that could be read', () => {
  const said: string[] = [];
  const tell = createFailureNotice(
    (text) => said.push(text),
    () => new Date('2030-01-01T00:00:00Z'),
  );
  for (let tries = 0; tries < 3; tries += 1) {
    tell({ ...line('oai:cs', null), isPart: true });
    tell(line('oai:cs', 'Gone.'));
  }
  expect(said).toEqual([expect.stringContaining('oai:cs: Gone.')]);
  tell({ ...line('oai:cs', null), isPart: true });
  tell({ ...line('oai:cs', null), isPart: false });
  expect(said.slice(1)).toEqual(['site.example answers again.']);
});

it('is told of no key in an address', () => {
  const said: string[] = [];
  const tell = createFailureNotice(
    (text) => said.push(text),
    () => new Date('2030-01-01T00:00:00Z'),
  );
  tell(line('https://site.example/feed/?key=SECRET', 'Back to https://me:SECRET@site.example/#SECRET.'));
  expect(said).toEqual([
    expect.stringContaining('https://site.example/feed/: Back to https://site.example/. It is tried again'),
  ]);
});

it('is told of no key in the address of what was read', async () => {
  const f = await openFetching({ FEEDS: 'LOCAL/site/?key=SECRET' });
  f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-03', [{ id: '3006.00001' }]) });
  const said: string[] = [];
  const paths: string[] = [];
  const onDump = ({ path }: { readonly path: string }): void => void paths.push(path);
  const fetching = startFetching({ ...f.parts, say: (text) => said.push(text), onDump });
  fetching.look();
  await vi.waitUntil(() => paths.length > 0, 15_000);
  await fetching.stop();
  expect(paths).toEqual([`${f.url}site/`]);
  expect(said).toEqual([]);
  await f.close();
});

it('is told once of a host that fails, and of its end when the source that failed answers, not another one', () => {
  const said: string[] = [];
  let now = new Date('2030-01-01T00:00:00Z');
  const tell = createFailureNotice(
    (text) => said.push(text),
    () => now,
  );
  for (let look = 0; look < 3; look += 1) {
    tell(line('broken', 'Gone.'));
    tell(line('sound', null));
  }
  expect(said).toEqual([expect.stringContaining('broken: Gone.')]);
  tell(line('broken', null));
  expect(said.slice(1)).toEqual(['site.example answers again.']);
  tell(line('sound', 'Slow.'));
  expect(said[2]).toContain('sound: Slow.');
  now = new Date('2030-01-01T06:00:00Z');
  tell(line('broken', 'Gone.'));
  expect(said).toHaveLength(3);
  // "sound" is not followed any more.
  now = new Date('2030-01-02T12:00:00Z');
  tell(line('broken', 'Gone.'));
  expect(said.slice(3)).toEqual([expect.stringContaining('broken: Gone.')]);
});
