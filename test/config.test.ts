// Settings: the file .env is read whatever editor wrote it, and what would not mean what it seems to is refused with a sentence.
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../src/config.js';
import { isCronExpression } from '../src/domain/cron-times.js';
import { envFileWarning, parseEnvFile } from '../src/env-file.js';
import { UserError } from '../src/errors.js';
import { temporaryFolder } from './helpers/stores.js';

const content = 'DISCORD_TOKEN=abc\r\n# a comment\r\nTIMEZONE = "Asia/Tokyo"\r\n';
const settings = { DISCORD_TOKEN: 'abc', TIMEZONE: 'Asia/Tokyo' };

const NAMES = new Set(['DISCORD_TOKEN', 'TIMEZONE', 'CONTACT', 'CARDS_PER_HOUR', 'TRANSLATOR_KEY', 'INBOX_DIR']);

describe('the file .env', () => {
  it.each([
    ['as it is', content],
    ['with a byte order mark', `\uFEFF${content}`],
    ['with the line ends of Unix', content.replaceAll('\r\n', '\n')],
  ])('holds its settings %s', (_, text) => {
    expect(parseEnvFile(Buffer.from(text), NAMES)).toEqual(settings);
  });

  it.each([
    ['UTF-16 with a byte order mark', Buffer.from(`\uFEFF${content}`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(content, 'utf16le')],
    ['Latin-1 with accents', Buffer.from('CONTACT=José', 'latin1')],
  ])('in %s is refused with a sentence, not taken for empty', (_, bytes) => {
    const refused = expect.objectContaining({ exitCode: 2, message: expect.stringContaining('Save it as UTF-8') });
    expect(() => parseEnvFile(bytes, NAMES)).toThrow(UserError);
    expect(() => parseEnvFile(bytes, NAMES)).toThrow(refused);
  });

  it.each([
    ['CARDS_PER_HOUR＝5', 'line 1 of the file .env is not NAME=value'],
    ['TIMEZONE=UTC\n\nset CARDS_PER_HOUR=5', 'line 3 of'],
    ['CARDS_PER_HOUR 5', 'line 1 of'],
    ['\u200BCARDS_PER_HOUR=5', 'line 1 of'],
    ['ＣＯＮＴＡＣＴ=me', 'line 1 of'],
    ['TRANSLATOR_KEY=ab#cd', 'in line 1 of the file .env a # cuts the value of TRANSLATOR_KEY short'],
    ['CONTACT=https://example.org/#me', 'a # cuts the value of CONTACT short'],
    ['CARDS_PER_HOUR=5\nTIMEZONE=UTC\nCARDS_PER_HOUR=6', 'different values for CARDS_PER_HOUR in lines 1 and 3'],
    ['CONTACT="me\nCARDS_PER_HOUR=5\nTIMEZONE="UTC"', 'the value of CONTACT lacks its second quotation mark'],
    ['CONTACT="me\nCARDS_PER_HOUR=5\nTIMEZONE=UTC"', 'the value of CONTACT has a line end in it'],
    ['INBOX_DIR="C:\\new"', 'the value of INBOX_DIR has a line end in it'],
  ])('with %j is refused, and the sentence tells where', (text, told) => {
    expect(() => parseEnvFile(Buffer.from(text), NAMES)).toThrow(told);
  });

  it.each([
    ['CARDS_PER_HOUR=5 # five', { CARDS_PER_HOUR: '5' }],
    ['CARDS_PER_HOUR=5\nCARDS_PER_HOUR = "5"', { CARDS_PER_HOUR: '5' }],
    ['TRANSLATOR_KEY="ab#cd"', { TRANSLATOR_KEY: 'ab#cd' }],
    ['export TIMEZONE=UTC\n\t# a comment\n   ', { TIMEZONE: 'UTC' }],
    ['TIMEZONE=\nCONTACT=#', { TIMEZONE: '', CONTACT: '' }],
    ['OTHERS=a#b\nOTHERS=c', { OTHERS: 'c' }],
    ['KEY_OF_OTHERS="-----\nabc\n-----"\nTIMEZONE=UTC', { KEY_OF_OTHERS: '-----\nabc\n-----', TIMEZONE: 'UTC' }],
  ])('with %j is read', (text, values) => {
    expect(parseEnvFile(Buffer.from(text), NAMES)).toEqual(values);
  });
});

describe('a file .env that others may read', () => {
  it('is warned of where a secret is in it, and not where it is private or holds none', () => {
    const folder = temporaryFolder();
    const path = join(folder.path, '.env');
    writeFileSync(path, content, { mode: 0o644 });
    expect(envFileWarning(path, ['abc'])).toContain(`chmod 600 ${path}`);
    expect(envFileWarning(path, [])).toBeNull();
    chmodSync(path, 0o600);
    expect(envFileWarning(path, ['abc'])).toBeNull();
    expect(envFileWarning(`${path}.none`, ['abc'])).toBeNull();
    folder.remove();
  });
});

function thrownBy(act: () => unknown): string {
  try {
    act();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a setting', () => {
  const NUMBERS = [
    'CARDS_PER_HOUR',
    'TRANSLATOR_DAILY_CHARACTERS',
    'TRANSLATOR_WAIT_MINUTES',
    'BACKUP_KEEP',
    'SOURCE_PACE_MS',
  ];
  const WRONG = [
    '-1',
    'NaN',
    '1e9',
    '1.5',
    '３０',
    '30分',
    '+5',
    '0x10',
    '30,000',
    '1000000000',
    'Infinity',
    '30 # note',
  ];
  it.each(NUMBERS.flatMap((name) => WRONG.map((value) => [name, value] as const)))(
    '%s of %s is refused with the range of its values',
    (name, value) => {
      const told = new RegExp(`^${name} is "[^"]*", but it must be .*from \\d+ to \\d+`);
      expect(() => parseConfig({ [name]: value }, isCronExpression)).toThrow(told);
    },
  );

  it.each(['DATABASE_PATH', 'INBOX_DIR', 'BACKUP_DIR'])('%s is not taken for a folder named ~ or $HOME', (name) => {
    for (const value of ['~/data', '~', '~lab/data', '$HOME/data', '${HOME}/data'])
      expect(() => parseConfig({ [name]: value }, isCronExpression)).toThrow(
        `${name} is "${value}", but it must be a path`,
      );
    expect(parseConfig({ [name]: 'a~b/$c' }, isCronExpression)).toBeDefined();
  });

  it.each([
    ['TRANSLATOR_KEY', 'ｋｅｙ'],
    ['TRANSLATOR_KEY', 'key\u00A01'],
    ['TRANSLATOR_REGION', 'japan\neast'],
  ])('%s is refused where it cannot be sent, and not shown', (name, value) => {
    const given = { TRANSLATOR: 'azure', TRANSLATOR_KEY: 'k', [name]: value };
    const reason = thrownBy(() => parseConfig(given, isCronExpression));
    expect(reason).toMatch(new RegExp(`^${name} has characters other than ASCII`));
    expect(reason).not.toContain(value);
    expect(parseConfig({ ...given, [name]: 'a-b_c:1/2+3=' }, isCronExpression)).toBeDefined();
  });

  it.each([
    ['arxiv.jp/feed/?key=SECRET', 'FEEDS is "arxiv.jp/feed/?[secret]"', 'passwords.'],
    [
      'auto, https://a.example/, arxiv.jp/?key=SECRET',
      'FEEDS is "auto, https://a.example/, ',
      'entry 3 of 3 is neither.',
    ],
    ['auto //arxiv.jp/?key=SECRET https://b.example/?SECRET', 'https://b.example/', 'entry 2 of 3 is neither.'],
    ['https://a.example/?key=a SECRET, https://b.example/', 'https://b.example/', 'entry 2 of 3 is neither.'],
    ['off, https://a.example/?SECRET', 'https://a.example/', 'off stands alone.'],
  ])('FEEDS of %j is refused without its keys, and which entry is wrong is said', (value, shown, said) => {
    const reason = thrownBy(() => parseConfig({ FEEDS: value }, isCronExpression));
    for (const part of ['FEEDS is "', shown, said]) expect(reason).toContain(part);
    expect(reason).not.toContain('SECRET');
  });

  it('FEEDS may have its entries twice', () => {
    const { sources } = parseConfig(
      { FEEDS: 'auto,https://a.example/?k=1 auto\nhttps://a.example/?k=1' },
      isCronExpression,
    );
    expect(sources.feeds).toEqual({ isAuto: true, urls: ['https://a.example/?k=1'] });
    expect(parseConfig({ FEEDS: 'off, off' }, isCronExpression).sources.feeds).toEqual({ isAuto: false, urls: [] });
  });

  it.each(['JST', 'PST', 'IST', 'Mars/Olympus', '+09:00', '東京'])(
    'TIMEZONE is not %s, with which no time can be worked out',
    (zone) => {
      expect(() => parseConfig({ TIMEZONE: zone }, isCronExpression)).toThrow('an IANA time zone');
    },
  );
});
