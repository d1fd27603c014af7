// Entries of an archive: the regular files in it, without what operating systems add to them.

/** One regular file of an archive; its bytes can be read once, before the next entry is asked for. */
export interface ArchiveEntry {
  /** As the archive spells it; it is shown, and no file is ever made of it. */
  readonly name: string;
  /** Unpacked bytes, as the archive says. */
  readonly size: number;
  chunks(): AsyncIterable<Uint8Array>;
}

/** What macOS puts beside every file. */
export function isFurniture(name: string): boolean {
  const parts = name.split('/');
  const last = parts.at(-1) ?? '';
  return parts.includes('__MACOSX') || last.startsWith('._') || last === '.DS_Store';
}
