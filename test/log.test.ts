// The log: what programs read, what people read, and what nobody may read.
import { expect, it } from 'vitest';
import { createLog } from '../src/log.js';

function written(isPretty: boolean): { lines: string[]; log: ReturnType<typeof createLog> } {
  const lines: string[] = [];
  const log = createLog('info', ['the-token'], { write: (text) => lines.push(text), isPretty });
  return { lines, log };
}

it('is one JSON object a line where a program reads, with the stack of an error', () => {
  const { lines, log } = written(false);
  log.error({ err: new Error('it broke') }, 'a card failed');
  const [line = ''] = lines;
  const entry = JSON.parse(line) as { msg: string; err: { message: string; stack: string } };
  expect(entry).toMatchObject({ msg: 'a card failed', err: { message: 'it broke' } });
  expect(entry.err.stack).toContain('log.test.ts');
});

it('is prose where a person reads', () => {
  const { lines, log } = written(true);
  log.warn({ channel: '123' }, 'a destination is held');
  expect(lines.join('')).toMatch(/WARN: a destination is held\n\s+channel: "123"/);
  expect(lines.join('')).not.toContain('{');
});

it.each([true, false])('masks a secret wherever it stands (pretty: %s)', (isPretty) => {
  const { lines, log } = written(isPretty);
  log.info({ url: 'https://x/the-token/y' }, 'the-token was sent');
  expect(lines.join('')).not.toContain('the-token');
});

it('masks what an answer to an interaction needs, and nothing else of its address', () => {
  const { lines, log } = written(false);
  const url = 'https://discord.com/api/v10/interactions/12/aW50ZXJ.x-_y/callback?with_response=false';
  log.warn({ err: Object.assign(new Error('late'), { url }), path: '/webhooks/34/secret/messages/@original' }, 'late');
  expect(lines.join('')).toContain('/interactions/12/[secret]/callback?');
  expect(lines.join('')).toContain('/webhooks/34/[secret]/messages/');
  expect(lines.join('')).not.toMatch(/aW50|34\/secret/);
});

it.each(['\\/', '%2F', '%2f', '&#47;', '&#x2F;', '\\u002f'])(
  'masks it also where a server quotes the address with %s',
  (slash) => {
    const { lines, log } = written(false);
    const quoted = ['', 'interactions', '12', 'aW50ZXJ.x-_y', 'callback'].join(slash);
    log.warn({ err: new Error(`refused: ${quoted}`) }, 'late');
    expect(lines.join('')).toContain('[secret]');
    expect(lines.join('')).toContain('callback');
    expect(lines.join('')).not.toContain('aW50');
  },
);

it('keeps what was asked and answered out of an error', () => {
  const { lines, log } = written(false);
  const requestBody = { json: { content: 'what a member read' }, files: [{ data: Buffer.from('a file') }] };
  log.warn({ err: Object.assign(new Error('Unknown interaction'), { requestBody, code: 10062 }) }, 'late');
  const { err } = JSON.parse(lines.join('')) as { err: object };
  expect(err).toMatchObject({ message: 'Unknown interaction', code: 10062 });
  expect(err).not.toHaveProperty('requestBody');
});
