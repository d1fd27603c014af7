// The key of a dump: the SHA-256 of its bytes; with its address for a source without days, of which two may show the same.

/** `pages`: of its source, where that names no day. */
export function dumpKey({ sha256, path, pages }: { sha256: string; path: string; pages: readonly string[] }): string {
  return pages.length === 0 ? sha256 : `${sha256} ${path}`;
}

/** SQL for the SHA-256 of a dump's bytes (64 hex digits). */
export const DUMP_SHA256 = 'substr(dumps.sha256, 1, 64)';
