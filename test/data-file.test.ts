// Data files of the program: read with or without a byte order mark, and a sentence where one is missing.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readDataFile } from '../src/data-file.js';
import { UserError } from '../src/errors.js';
import { temporaryFolder } from './helpers/stores.js';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

it('is read as it is, but for a byte order mark before it', () => {
  const path = join(folder.path, 'list.json');
  for (const mark of ['', '\uFEFF']) {
    writeFileSync(path, `${mark}{"name":"元日"}\n`);
    expect(readDataFile(path)).toBe('{"name":"元日"}\n');
  }
});

it('that is missing, or hidden by a folder, is the operator’s to put back', () => {
  for (const path of [join(folder.path, 'none.json'), folder.path]) {
    let thrown: unknown = null;
    try {
      readDataFile(path);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(UserError);
    expect(thrown).toMatchObject({ code: 'no-data-file', exitCode: 2 });
    expect(String(thrown)).toMatch(/belongs to the program, cannot be read: .* Put it back .* mounted over data\//);
  }
});
