// Fields of a listing entry: the lines between its first two delimiters, as names and values.

/** One `Date` line: the version it tells (null where the line names none), the time as spelled, the letters of its source type. */
export interface DateLine {
  readonly version: number | null;
  readonly at: string;
  readonly sourceType: string;
}

export interface Fields {
  /** Value of a field in lower case, wrapped lines as they stand, joined by `\n`. */
  get(name: string): string | null;
  readonly dates: readonly DateLine[];
  /** Time of `replaced with revised version`; empty where such a line tells none; null when it is no replacement. */
  readonly replacedAt: string | null;
  /** How many lines belong to no field. */
  readonly strays: number;
}

const FIELD = /^([A-Za-z][A-Za-z-]{2,20})\s*:\s*(.*)$/;
const DATE = /^Date\s{0,9}(?:\((?:revised|replaced)?\s{0,9}(?:v(\d+))?\s{0,9}\))?\s{0,9}:\s*(.*)$/i;
const REPLACED = /^(?:replaced with revised version|figures added|part added)\s*(.*)$/i;
/** `(3197kb,D)`: size and source type at the end of a date. */
const SIZE = /\((?:\d+(?:\.\d+)?)?[kKmM]?[bB]?(?:,(\w*))?\)$/;

/** Names of fields that hold what people wrote: a line that is not indented may still go on with them. */
const PROSE = new Set(['title', 'authors', 'author', 'comments', 'journal-ref', 'subj-class']);
function timeOf(text: string): { at: string; sourceType: string } {
  const told = text.trim();
  const size = SIZE.exec(told);
  return { at: (size === null ? told : told.slice(0, size.index)).trim(), sourceType: size?.[1] ?? '' };
}

/** Whether a line begins one of the fields by which an entry is known. */
export const isTelling = (line: string): boolean => /^(?:Title|Authors?|Categories)\s*:/i.test(line);

/** Reads the lines of the fields; the first one of a name counts. */
export function parseFields(lines: readonly string[]): Fields {
  const values = new Map<string, string>();
  const dates: DateLine[] = [];
  let replacedAt: string | null = null;
  let strays = 0;
  let name = '';
  for (const line of lines) {
    const isIndented = line.startsWith(' ') || line.startsWith('\t');
    const found = isIndented ? null : FIELD.exec(line);
    const key = found?.[1]?.toLowerCase() ?? '';
    if (found !== null && key !== 'date') {
      name = values.has(key) ? '' : key;
      if (name !== '') values.set(key, found[2] ?? '');
      continue;
    }
    if (line.trim() === '') continue;
    const date = isIndented ? null : DATE.exec(line);
    const replaced = isIndented || date !== null ? null : REPLACED.exec(line);
    if (date !== null) {
      const isRevision = /^Date\s*\(/i.test(line);
      const version = date[1] !== undefined ? Number(date[1]) : isRevision ? null : 1;
      const time = timeOf(date[2] ?? '');
      if (time.at !== '') dates.push({ version, ...time });
      name = '';
    } else if (replaced !== null) {
      replacedAt = timeOf(replaced[1] ?? '').at;
      name = '';
    } else {
      if (!isIndented) strays += 1;
      if (name !== '' && (isIndented || PROSE.has(name))) values.set(name, `${values.get(name) ?? ''}\n${line}`);
    }
  }
  const get = (wanted: string): string | null => {
    const value = values.get(wanted)?.trim() ?? '';
    return value === '' ? null : value;
  };
  return { get, dates, replacedAt, strays };
}
