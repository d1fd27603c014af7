// Where a dump lies: its own file, or the archive that it was unpacked from.
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fsPath } from './path-bytes.js';

export interface LocatedFile {
  readonly path: string;
  readonly size: number;
}

/** The nearest file on an absolute path (as `pathText` writes it), from its end; null where there is none now. */
export async function locateFile(path: string): Promise<LocatedFile | null> {
  try {
    const info = await stat(fsPath(path));
    return info.isFile() ? { path, size: info.size } : null;
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    const folder = dirname(path);
    return folder === path ? null : locateFile(folder);
  }
}
