// The clock of tests: what its file may say.
import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileClock } from '../src/clock.js';
import { temporaryFolder } from './helpers/stores.js';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

describe('fileClock', () => {
  const read = (text: string | null, writtenAt?: Date): number => {
    const path = join(folder.path, 'clock');
    if (text !== null) writeFileSync(path, text);
    if (writtenAt !== undefined) utimesSync(path, writtenAt, writtenAt);
    return fileClock(path)().getTime();
  };
  const near = (instant: number): [number, number] => [instant - 60_000, instant + 60_000];

  it.each([
    ['3600000', 3_600_000],
    ['-3600000\n', -3_600_000],
    ['nonsense', 0],
    [null, 0],
  ])('holding %j is ahead by %d milliseconds', (text, ahead) => {
    const [least, most] = near(Date.now() + ahead);
    const instant = read(text);
    expect(instant).toBeGreaterThan(least);
    expect(instant).toBeLessThan(most);
  });

  it('runs on from a time since the file was written, also for a process that starts later', () => {
    const [least, most] = near(Date.parse('2030-01-02T04:04:05Z'));
    const instant = read('2030-01-02T03:04:05Z', new Date(Date.now() - 3_600_000));
    expect(instant).toBeGreaterThan(least);
    expect(instant).toBeLessThan(most);
  });
});
