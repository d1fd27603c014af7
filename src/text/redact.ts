// Redaction: a secret is replaced wherever it stands in a text, also quoted or encoded, as by a server that echoes it.

/** Shorter ones would take ordinary words apart, and protect nothing. */
const SHORTEST = 4;
/** What a server quotes of a key is at least so long; of the key at least the other number is missing in it. */
const SHORTEST_PART = 8;
const LEFT_OUT = 4;

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

/**
 * Every way in which one character of a secret may be written: as it is, escaped in JSON, in an address, in HTML. What
 * escapes the first one may stay: looked for before it, a run of backslashes would be read again from each of them.
 */
function waysToWrite(character: string, index: number): string {
  const escapes = index === 0 ? '' : '\\\\*';
  const code = character.codePointAt(0) ?? 0;
  const percent = [...new TextEncoder().encode(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`);
  const units = [...Array(character.length).keys()].map((unit) => character.charCodeAt(unit).toString(16));
  const unicode = `${escapes}\\\\${units.map((unit) => `u${unit.padStart(4, '0')}`).join('\\\\+')}`;
  const named: Readonly<Record<string, string>> = {
    '"': '&quot;',
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    "'": '&apos;',
  };
  const ways = [
    `${escapes}${escaped(character)}`,
    percent.join(''),
    unicode,
    `&#0*${code};`,
    `&#x0*${code.toString(16)};`,
  ];
  if (character === ' ') ways.push('\\+');
  if (named[character] !== undefined) ways.push(named[character]);
  return `(?:${ways.join('|')})`;
}

/**
 * How a secret begins, where no other text begins so: with a letter and a figure in it, unlike words, dates and the mark of a
 * kind of key (`sk-proj-`). Null where it has no such beginning.
 */
function beginningOf(secret: string): string | null {
  const [letter, figure] = [secret.search(/[a-z]/i), secret.search(/\d/)];
  const length = Math.max(SHORTEST_PART, letter + 1, figure + 1);
  return letter < 0 || figure < 0 || length + LEFT_OUT > secret.length ? null : secret.slice(0, length);
}

/** A part that a server quotes, with what it puts in the place of the rest. */
function partOf(secret: string): string[] {
  const beginning = beginningOf(secret);
  return beginning === null ? [] : [`${[...beginning].map(waysToWrite).join('')}[\\w+/=~.*…-]*`];
}

function redactorOf(secrets: readonly string[], partsOf: (secret: string) => string[]): (text: string) => string {
  const patterns = secrets
    .filter((secret) => secret.length >= SHORTEST)
    .map((secret) => {
      const bytes = new TextEncoder().encode(secret);
      const base64 = btoa(String.fromCharCode(...bytes)).replace(/=+$/, '');
      const whole = [base64, base64.replaceAll('+', '-').replaceAll('/', '_')].map(escaped);
      return new RegExp([[...secret].map(waysToWrite).join(''), ...whole, ...partsOf(secret)].join('|'), 'gi');
    });
  return (text) => patterns.reduce((redacted, pattern) => redacted.replace(pattern, '[secret]'), text);
}

/** Replaces each of `secrets`, also where only its beginning is quoted, by `[secret]`. Secrets of fewer than four characters are left. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  return redactorOf(secrets, partOf);
}

/**
 * The same for texts in which papers speak: a secret that is an ordinary word, as no service gives out, is left in them, and
 * so is what only begins like one, as the name of a model begins like the key of a server of one's own.
 */
export function createResultRedactor(secrets: readonly string[]): (text: string) => string {
  return redactorOf(
    secrets.filter((secret) => !/^\p{L}{1,15}$/u.test(secret)),
    () => [],
  );
}
