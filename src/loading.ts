// Loading: modules that are imported when they are needed, and a sentence where the process may not open enough files for them.
import { readFileSync } from 'node:fs';
import { UserError } from './errors.js';

/** Files that the program opens at once while it is loaded and runs, with some to spare. */
const OPEN_FILES_NEEDED = 256;

/** How many files this process may open at once; null where the system does not say. */
function openFilesAllowed(): number | null {
  try {
    const found = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return found === undefined ? null : Number(found);
  } catch {
    return null;
  }
}

/**
 * What `importing` answers. Throws UserError where too few files may be open: Node tells only which module it did not get,
 * as if that were missing.
 */
export async function loadModules<M>(importing: () => Promise<M>): Promise<M> {
  const allowed = openFilesAllowed();
  try {
    return await importing();
  } catch (error) {
    if (allowed === null || allowed >= OPEN_FILES_NEEDED) throw error;
    throw new UserError(
      'few-open-files',
      `The program could not be loaded: this process may open only ${allowed} files at once, and ${OPEN_FILES_NEEDED} are needed. Nothing was changed; allow more ("ulimit -n 1024") and start again.`,
      { cause: error },
    );
  }
}
