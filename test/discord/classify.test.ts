// Every answer of Discord has one meaning for a delivery.
import { describe, expect, it } from 'vitest';
import { classifyAnswer, type SendAnswer } from '../../src/discord/classify.js';
import { areDifferent } from '../../src/discord/registration.js';
import { toAnswer } from '../../src/discord/rest-errors.js';
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

describe('classifyAnswer, code by code as in Discord’s list', () => {
  const hour = 3_600_000;
  it.each([
    // the target is gone
    [404, 10003, { kind: 'hold', afterMs: null }],
    [404, 10004, { kind: 'hold', afterMs: null }],
    [404, 10015, { kind: 'hold', afterMs: null }],
    [401, 50027, { kind: 'stop' }],
    [400, 50027, { kind: 'hold', afterMs: null }],
    [400, 50008, { kind: 'hold', afterMs: null }],
    [400, 50024, { kind: 'hold', afterMs: null }],
    [400, 40058, { kind: 'hold', afterMs: null }],
    // we may not
    [403, 50001, { kind: 'hold', afterMs: null }],
    [403, 50013, { kind: 'hold', afterMs: null }],
    [403, 160005, { kind: 'hold', afterMs: null, isLocked: true }],
    [400, 50083, { kind: 'hold', afterMs: null, isLocked: true }],
    [403, 40066, { kind: 'hold', afterMs: null }],
    [400, 50095, { kind: 'hold', afterMs: null }],
    // a person takes no messages, or shares no server with us
    [403, 50007, { kind: 'hold', afterMs: null }],
    [400, 50278, { kind: 'hold', afterMs: null }],
    // somebody has to configure something, or time has to pass
    [400, 40067, { kind: 'hold', afterMs: hour }],
    [400, 10087, { kind: 'hold', afterMs: hour }],
    [400, 30013, { kind: 'hold', afterMs: hour }],
    [400, 160006, { kind: 'hold', afterMs: hour }],
    [400, 160007, { kind: 'hold', afterMs: hour }],
    // the payload is bad or refused
    [400, 50035, { kind: 'reject' }],
    [400, 50006, { kind: 'reject' }],
    [400, 50109, { kind: 'reject' }],
    [413, 40005, { kind: 'reject' }],
    [400, 30015, { kind: 'reject' }],
    [400, 200000, { kind: 'reject' }],
    [400, 200001, { kind: 'reject' }],
    [400, 240000, { kind: 'reject' }],
    [400, 20009, { kind: 'reject' }],
    // done before
    [400, 40033, { kind: 'sent', messageId: null }],
    [400, 160004, { kind: 'sent', messageId: null }],
    [400, 40060, { kind: 'sent', messageId: null }],
    [404, 10008, { kind: 'sent', messageId: null }],
    // passing
    [403, 40333, { kind: 'retry', maybeAccepted: true, isUnreachable: true }],
    [429, 20028, { kind: 'retry', maybeAccepted: false }],
    [400, 40003, { kind: 'retry', maybeAccepted: false }],
    [429, 20029, { kind: 'retry', maybeAccepted: false }],
    [429, 40062, { kind: 'retry', maybeAccepted: false }],
    [400, 40004, { kind: 'retry', maybeAccepted: false }],
    [400, 40006, { kind: 'retry', maybeAccepted: false }],
    [503, 130000, { kind: 'retry', maybeAccepted: false }],
    [403, 110001, { kind: 'retry', maybeAccepted: false }],
    [400, 110000, { kind: 'retry', maybeAccepted: false }],
    [408, null, { kind: 'retry', maybeAccepted: true, isUnreachable: true }],
    [425, null, { kind: 'retry', maybeAccepted: true, isUnreachable: true }],
    [400, 20016, { kind: 'retry', maybeAccepted: false, afterMs: 60_000 }],
    [429, 30046, { kind: 'retry', maybeAccepted: false, afterMs: hour }],
    [429, 20022, { kind: 'retry', maybeAccepted: false, afterMs: hour }],
    // the world stops
    [401, null, { kind: 'stop' }],
    [401, 40001, { kind: 'stop' }],
    [403, 50014, { kind: 'stop' }],
    // an interaction that came too late is no delivery: nothing is repeated
    [404, 10062, { kind: 'reject' }],
  ])('%d/%s', (status, code, outcome) => expect(classifyAnswer(error(status, code))).toMatchObject(outcome));

  it('takes an Unknown Message for a success only where a nonce was sent', () => {
    expect(classifyAnswer(error(404, 10008), 'step')).toMatchObject({ kind: 'reject', isGone: true });
    expect(classifyAnswer(error(404, 10008), 'post')).toMatchObject({ kind: 'reject' });
  });
  it('gives up what a channel of this kind does not do, as publishing in a text channel', () => {
    expect(classifyAnswer(error(400, 50024), 'step')).toMatchObject({ kind: 'reject' });
    expect(classifyAnswer(error(400, 50024), 'post')).toMatchObject({ kind: 'hold' });
  });
  it('takes a 403 that is not JSON for the word of something before Discord, which may concern one request alone', () => {
    const blocked = classifyAnswer(error(403, null, { isJson: false }));
    expect(blocked).toMatchObject({ kind: 'retry', isUnreachable: true });
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
    const texts = (value: unknown): unknown[] => {
      if (typeof value !== 'object' || value === null) return [];
      const inside = Object.values(value).flatMap(texts);
      return 'description' in value ? [value, ...inside] : inside;
    };
    const described = texts(definitions);
    expect(described.length).toBeGreaterThan(definitions.length);
    for (const each of described) {
      expect(each).toMatchObject({
        description_localizations: { ja: expect.stringMatching(/./), 'en-US': expect.stringMatching(/./) },
      });
    }
  });
});
