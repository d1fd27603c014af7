// What a parser yields: records as the dump spells them, and rejections with their place, reason and raw text.
import type { DumpRecord, Format } from '../domain/paper.js';

/** `record` and `line` (of the record's first line) count from 1 in the decoded file. */
export type ParsedItem =
  | { readonly kind: 'record'; readonly record: number; readonly line: number | null; readonly value: DumpRecord }
  | {
      readonly kind: 'rejection';
      readonly record: number;
      readonly line: number | null;
      readonly reason: string;
      readonly text: string;
    };

/** A format that is read lazily, one record in memory at a time. Lines come without their ends. Never throws. */
export interface DumpFormat {
  readonly format: Format;
  parse(lines: Iterable<string>): Iterable<ParsedItem>;
}
