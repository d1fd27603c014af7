// Refusals are counted, and stop us long before Discord blocks the address (10,000 in ten minutes).
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { reasonWords } from '../../src/cards/wording/reasons.js';
import { countInvalidRequests, MOST_INVALID } from '../../src/discord/invalid-requests.js';
import { createSender } from '../../src/discord/sender.js';
import { createLog } from '../../src/log.js';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { control } from '../helpers/control.js';
import { own } from '../../src/text/markdown.js';

describe('countInvalidRequests', () => {
  it('counts 401, 403 and 429, but no shared limit, within ten minutes', () => {
    let now = 1_000_000;
    const invalid = countInvalidRequests(() => now);
    for (let count = 1; count < MOST_INVALID; count += 1) invalid.note([401, 403, 429][count % 3]!, null);
    for (let count = 0; count < MOST_INVALID; count += 1) {
      invalid.note(429, 'shared');
      invalid.note(404, null);
      invalid.note(500, null);
    }
    expect(invalid.waitMs()).toBe(0);
    now += 1_000;
    invalid.note(403, 'user');
    expect(invalid.waitMs()).toBe(599_000);
    now += 599_000;
    expect(invalid.waitMs()).toBe(0);
  });
});

describe('the sender', () => {
  it('asks Discord for nothing more once it was refused 500 times, until time has passed, and tells that once', async () => {
    const lines: string[] = [];
    const log = createLog('silent');
    const sandbox = await startSandbox({
      port: 0,
      stateFile: null,
      assetsDir: '/nonexistent',
      log,
      now: () => new Date(),
    });
    const work = control(sandbox.url);
    let ahead = 0;
    const monotonic = (): number => performance.now() + ahead;
    const invalid = countInvalidRequests(monotonic);
    for (let count = 5; count < MOST_INVALID; count += 1) invalid.note(403, null);
    const kept = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const sender = createSender({ apiUrl: sandbox.apiUrl, token: 't', log: kept, monotonic, invalid });
    const channel = sandbox.demo.channels['cs-lg']!;
    await work.rateLimit(null);
    await work.fault({ route: 'POST /channels/:id/messages', kind: '403', code: 50013, times: 10_000 });
    const post = () =>
      sender.send(channel, {
        content: own`x`,
        nonce: 'n',
        enforce_nonce: true,
        allowed_mentions: { parse: [] },
      });
    const asked = async (): Promise<number> => (await work.requests()).length;
    while ((await post()).kind === 'hold') ahead += 100;
    expect(await asked()).toBe(5);
    const paused = await post();
    expect(paused).toMatchObject({ kind: 'retry', maybeAccepted: false });
    const reason = 'reason' in paused ? paused.reason : '';
    expect(reason).toContain('500');
    expect(reasonWords(reason, 'ja')).toBe('Discord に続けて拒否されたため、送信をしばらく控えています');
    expect(reasonWords(reason, 'en')).toBe('too many requests were refused, so the bot is holding off for a while');
    expect(await asked()).toBe(5);
    expect(lines).toEqual([expect.stringContaining('too many refusals: nothing is sent')]);
    ahead += 600_000;
    expect((await post()).kind).toBe('hold');
    expect(lines).toHaveLength(1);
    await sandbox.close();
  });
});
