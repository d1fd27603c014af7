// Identifiers of listing entries: also those of the first years, whose archive only the mail around them tells.
import { OLD_ARCHIVES, parseIdentifier } from '../../domain/identifier.js';

const BARE = /^\d{7}(?:v\d+)?$/;
/** `\\ ( https://arxiv.org/abs/hep-th/9207001 ,  7kb)`: the address. */
const CLOSING = /^\\\\\s*\(\s*(\S+)\s*,/;
/** Where the head of a mail begins, or at least goes on. */
const HEAD = /^(?:From |Subject:)/;
/** `Subject: hep-th daily 12 new`, `Subject: astro-ph.EP daily Subj-class mailing`: the archive. */
const SUBJECT = /^Subject:\s*(?:(?:re|fwd?):\s*)*([a-z]+(?:-[a-z]+)?)(?:\.[a-z-]+)?\s+(?:daily|mailing)\b/i;
/** The list's own address. Names without a hyphen are left out: `physics@` also sent the mailings of other archives. */
const ADDRESS = /^(?:From|Reply-To|To):(?:.*[\s<"])?([a-z]+-[a-z]+)@(?:xxx\.lanl\.gov|arxiv\.org)\b/i;

export interface EntryIdentifier {
  /** As the entry spells it, with the archive before it; null where nothing tells the archive. */
  readonly arxivId: string | null;
  readonly version: number | null;
}

function knownArchive(pattern: RegExp, lines: readonly string[]): string | null {
  const told = lines.map((line) => pattern.exec(line)?.[1]?.toLowerCase()).filter((name) => name !== undefined);
  const last = told.at(-1);
  return last !== undefined && OLD_ARCHIVES.includes(last) ? last : null;
}

/** The archive whose mailing has this head: null where it tells none, undefined where the lines are no head. */
export function archiveOf(lines: readonly string[]): string | null | undefined {
  const archive = knownArchive(SUBJECT, lines) ?? knownArchive(ADDRESS, lines);
  return archive ?? (lines.some((line) => HEAD.test(line)) ? null : undefined);
}

/** The identifier `told` by an entry of these lines, from a mailing of `archive`; null when it is none. */
export function entryIdentifier(
  told: string,
  lines: readonly string[],
  archive: string | null,
): EntryIdentifier | null {
  if (!BARE.test(told)) {
    const identifier = parseIdentifier(told);
    return identifier === null ? null : { arxivId: told, version: identifier.version };
  }
  // The archive does not matter for whether the month is valid.
  const identifier = parseIdentifier(`hep-th/${told}`);
  if (identifier === null) return null;
  const number = told.slice(0, 7);
  const addresses = lines.map((line) => parseIdentifier(CLOSING.exec(line)?.[1] ?? '')?.arxivId ?? '');
  const inFull = addresses.find((address) => address.endsWith(`/${number}`));
  return { arxivId: inFull ?? (archive === null ? null : `${archive}/${number}`), version: identifier.version };
}
