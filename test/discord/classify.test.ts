// Every answer of Discord has one meaning for a delivery.
import { describe, expect, it } from 'vitest';
import { classifyAnswer, type SendAnswer } from '../../src/discord/classify.js';
import { areDifferent } from '../../src/discord/registration.js';
import { toAnswer } from '../../src/discord/answers.js';
import { commands } from '../../commands/index.js';

const error = (
  status: number,
  code: number | null,
  more: Partial<Extract<SendAnswer, { kind: 'error' }>> = {},
): SendAnswer => ({
  kind: 'error',
  status,
  code,
  isJson: true,
  retryAfterMs: null,
  message: 'm',
  ...more,
});

describe('classifyAnswer', () => {
  it.each([10003, 10004, 10015, 50027, 50008, 50024, 40058, 50001, 50013, 160005, 40066, 40067, 10087, 160006, 160007])(
    'holds the destination on %d',
    (code) => expect(classifyAnswer(error(code === 10003 ? 404 : 403, code)).kind).toBe('hold'),
  );
  it.each([50035, 50006, 50109, 40005, 30015, 200000, 200001, 240000, 20009])('rejects the payload on %d', (code) =>
    expect(classifyAnswer(error(400, code)).kind).toBe('reject'),
  );
  it.each([20028, 20029, 40062, 40004, 40006, 130000])('tries again on %d, which was not accepted', (code) =>
    expect(classifyAnswer(error(400, code))).toMatchObject({ kind: 'retry', maybeAccepted: false }),
  );
  it.each([
    [401, null],
    [401, 40001],
    [403, 50014],
    [403, 40333],
  ])('stops everything on %d/%s', (status, code) => expect(classifyAnswer(error(status, code)).kind).toBe('stop'));

  it('stops on a 403 that is not JSON, since that is a block by address', () => {
    expect(classifyAnswer(error(403, null, { isJson: false })).kind).toBe('stop');
  });
  it('waits as long as a 429 says', () => {
    expect(classifyAnswer(error(429, null, { retryAfterMs: 1234 }))).toMatchObject({
      kind: 'retry',
      maybeAccepted: false,
      afterMs: 1234,
    });
  });
  it('doubts what a 5xx or a lost connection left', () => {
    expect(classifyAnswer(error(502, null))).toMatchObject({ kind: 'retry', maybeAccepted: true });
    expect(classifyAnswer({ kind: 'network', code: 'ECONNRESET', message: 'm' })).toMatchObject({
      maybeAccepted: true,
    });
    expect(classifyAnswer({ kind: 'network', code: 'AbortError', message: 'm' })).toMatchObject({
      maybeAccepted: true,
    });
  });
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])('knows that nothing was sent on %s', (code) => {
    expect(classifyAnswer({ kind: 'network', code, message: 'm' })).toMatchObject({
      kind: 'retry',
      maybeAccepted: false,
    });
  });
  it('takes an Unknown Message to a nonce for one that was deleted since', () => {
    expect(classifyAnswer(error(404, 10008))).toEqual({ kind: 'sent', messageId: null, channelId: null });
  });
  it('finds the code of an error behind its causes', () => {
    const wrapped = new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) });
    expect(toAnswer(wrapped)).toMatchObject({ kind: 'network', code: 'ECONNREFUSED' });
  });
});

describe('command definitions', () => {
  const definitions = commands.map((command) => command.definition);

  it('are the same as what Discord gives back with its own additions', () => {
    const back = definitions.toReversed().map((definition, index) => ({
      type: 1,
      description: '',
      ...definition,
      id: String(index),
      version: '9',
      nsfw: false,
      name_localizations: definition.name_localizations ?? null,
    }));
    expect(areDifferent(back, definitions)).toBe(false);
  });
  it('differ when one word of a description changes', () => {
    const [first, ...rest] = definitions;
    const renamed = rest.map((each) => (each.type === 3 ? { ...each, name_localizations: { ja: '別の名' } } : each));
    expect(areDifferent([first, ...renamed], definitions)).toBe(true);
    expect(areDifferent([{ ...first, description: 'other' }, ...rest], definitions)).toBe(true);
  });
  it('have distinct names, and both languages for every description', () => {
    expect(new Set(definitions.map((each) => each.name)).size).toBe(definitions.length);
    const descriptions = JSON.stringify(definitions).match(/"description":/g)?.length;
    expect(
      JSON.stringify(definitions).match(/"description_localizations":\{"ja":"[^"]+","en-US":"[^"]+"\}/g),
    ).toHaveLength(descriptions ?? 0);
  });
});
