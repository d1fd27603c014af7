// Data files of the program, as data/taxonomy.json: their text, or a sentence about what hides or harms them.
import { readFileSync } from 'node:fs';
import { errorText, UserError } from './errors.js';

/** The text without a byte order mark, which editors put before it. Throws UserError where the file cannot be read. */
export function readDataFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UserError(
      'no-data-file',
      `${path}, which belongs to the program, cannot be read: ${errorText(error)}. Put it back and start again; ` +
        'where a folder of yours is mounted over data/, mount it over data/store or data/inbox.',
      { exitCode: 2, cause: error },
    );
  }
}
