// The file .env: from bytes to settings, or a sentence about the line that would not mean what it seems to.
import { parse } from 'dotenv';
import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { UserError } from './errors.js';

function refuse(what: string, next: string): never {
  throw new UserError('bad-configuration', `Nothing was started: ${what}. ${next}.`, { exitCode: 2 });
}

/** An unquoted value with a number sign within a word: what follows would be taken for a comment. */
const CUT_VALUE = /^[^=#]*=\s*[^\s'"`#]([^#]*[^\s#])?#/;

/** Whether a value begins with a quotation mark and does not end with one. */
function isTorn(value: string): boolean {
  const mark = /^["'`]/.exec(value)?.[0];
  return mark !== undefined && value.split(mark).length % 2 === 0;
}

function checkLines(text: string, names: ReadonlySet<string>): void {
  const seen = new Map<string, { readonly number: number; readonly value: string }>();
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const number = index + 1;
    const [setting] = Object.entries(parse(line));
    if (setting === undefined)
      refuse(`line ${number} of the file .env is not NAME=value`, 'Correct it, or begin it with # to leave it out');
    const [name, value] = setting;
    if (!names.has(name)) continue;
    if (CUT_VALUE.test(line))
      refuse(
        `in line ${number} of the file .env a # cuts the value of ${name} short, because it begins a comment`,
        'Put the value in quotation marks, or a space before the comment',
      );
    if (isTorn(value))
      refuse(`in line ${number} of the file .env the value of ${name} lacks its second quotation mark`, 'Add it');
    const before = seen.get(name);
    if (before !== undefined && before.value !== value)
      refuse(
        `the file .env has different values for ${name} in lines ${before.number} and ${number}`,
        'Keep only one of them',
      );
    seen.set(name, { number, value });
  }
}

/**
 * `names`: the settings there are; lines with other names are passed over. Throws UserError (exit code 2) for bytes that
 * are no UTF-8 text, which would hold no settings at all, and for lines that would be ignored, cut or contradicted.
 */
export function parseEnvFile(bytes: Buffer, names: ReadonlySet<string>): Record<string, string> {
  if (!isUtf8(bytes) || bytes.includes(0))
    refuse(
      'the file .env is not UTF-8 text, so no setting in it can be read (some programs of Windows write UTF-16)',
      'Save it as UTF-8',
    );
  const text = bytes.toString().replace(/^\uFEFF/, '');
  const values = parse(text);
  const long = Object.keys(values).filter((name) => /[\r\n]/.test(values[name] ?? ''));
  const torn = long.find((name) => names.has(name));
  if (torn !== undefined)
    refuse(
      `in the file .env the value of ${torn} has a line end in it`,
      'Add the quotation mark that is missing at the end of its line; a path with \\n or \\r belongs in single ones',
    );
  // A value of several lines that is somebody else's is not taken apart.
  if (long.length === 0) checkLines(text, names);
  return values;
}

/** Rights of anybody but the owner in a file's mode. */
const OTHERS = 0o077;

/** What to say where a file holds one of the secrets and others may read it; null where there is nothing to say. */
export function envFileWarning(path: string, secrets: readonly string[]): string | null {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined || process.platform === 'win32' || (info.mode & OTHERS) === 0) return null;
  const text = readFileSync(path, 'utf8');
  if (!secrets.some((secret) => text.includes(secret))) return null;
  return `The file ${path} holds a token or a key, and others on this machine may read it. Keep it to yourself: chmod 600 ${path}`;
}
