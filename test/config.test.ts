// The file .env: its settings are read whatever editor wrote it, or the program says why it cannot read them.
import { describe, expect, it } from 'vitest';
import { parseEnvFile } from '../src/config.js';
import { UserError } from '../src/errors.js';

const content = 'DISCORD_TOKEN=abc\r\n# a comment\r\nTIMEZONE = "Asia/Tokyo"\r\n';
const settings = { DISCORD_TOKEN: 'abc', TIMEZONE: 'Asia/Tokyo' };

describe('the file .env', () => {
  it.each([
    ['as it is', content],
    ['with a byte order mark', `\uFEFF${content}`],
    ['with the line ends of Unix', content.replaceAll('\r\n', '\n')],
  ])('holds its settings %s', (_, text) => {
    expect(parseEnvFile(Buffer.from(text))).toEqual(settings);
  });

  it.each([
    ['UTF-16 with a byte order mark', Buffer.from(`\uFEFF${content}`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(content, 'utf16le')],
    ['Latin-1 with accents', Buffer.from('CONTACT=José', 'latin1')],
  ])('in %s is refused with a sentence, not taken for empty', (_, bytes) => {
    const refused = expect.objectContaining({ exitCode: 2, message: expect.stringContaining('Save it as UTF-8') });
    expect(() => parseEnvFile(bytes)).toThrow(UserError);
    expect(() => parseEnvFile(bytes)).toThrow(refused);
  });
});
