// Notice sends: a notice whose answer is lost stands once, also when that comes out after its nonce holds no more.
import { beforeEach, describe, expect, it } from 'vitest';
import type { HistoryMessage, Sender, SendOutcome } from '../../../src/domain/delivery.js';
import { snowflakeAt } from '../../../src/domain/fingerprint.js';
import { createNoticeSends } from '../../../src/pipeline/deliver/notice-sends.js';
import { own } from '../../../src/text/markdown.js';

/** Discord forgets a nonce after this time (milliseconds). */
const FORGOTTEN_MS = 180_000;
const LOST: SendOutcome = { kind: 'retry', maybeAccepted: true, afterMs: null, isUnreachable: true, reason: '500: x' };
const LIMITED: SendOutcome = { kind: 'retry', maybeAccepted: false, afterMs: 1_000, reason: '429' };

let clock = 0;
let canRead: boolean | null = true;
let historyAnswer: SendOutcome | null = null;
/** What becomes of a message: whether it is made, and the answer in place of Discord's own. */
let fate: { isMade: boolean; answer: SendOutcome | null } = { isMade: true, answer: null };
const messages: (HistoryMessage & { readonly nonce: string; readonly at: number })[] = [];
let asked = 0;

function put(channelId: string, { content, nonce }: { content?: string; nonce: string }): Promise<SendOutcome> {
  asked += 1;
  const known = messages.find((each) => each.nonce === nonce && clock - each.at < FORGOTTEN_MS);
  const id = known?.id ?? (BigInt(snowflakeAt(new Date(clock))) + BigInt(messages.length)).toString();
  const message = { id, channelId, authorId: '9', isPlain: true, marks: [], content: content ?? '', nonce, at: clock };
  if (fate.isMade && known === undefined) messages.push(message);
  return Promise.resolve(fate.answer ?? { kind: 'sent', messageId: id, channelId });
}
const sender: Pick<Sender, 'send' | 'tell' | 'openDirect' | 'readHistory'> = {
  send: (channelId, body) => ('nonce' in body ? put(channelId, body) : Promise.reject(new TypeError('a post'))),
  tell: (userId, body) => put(`${userId}0`, body),
  openDirect: (userId) => Promise.resolve({ kind: 'sent', messageId: null, channelId: `${userId}0` }),
  readHistory(channelId, _isForum, after) {
    if (historyAnswer !== null && historyAnswer.kind !== 'sent') return Promise.resolve(historyAnswer);
    const page = messages.filter((each) => each.channelId === channelId && BigInt(each.id) > BigInt(after));
    return Promise.resolve({ kind: 'page', messages: page, next: null });
  },
};
const begin = () =>
  createNoticeSends({
    sender,
    destinations: { kindOf: () => 'channel', canReadHistory: () => Promise.resolve(canRead) },
    userId: '9',
    now: () => new Date(clock),
    monotonic: () => clock,
  });

beforeEach(() => {
  [clock, canRead, historyAnswer, asked] = [Date.parse('2030-01-02T03:04:05Z'), true, null, 0];
  fate = { isMade: true, answer: null };
  messages.length = 0;
});

describe.each(['a channel', 'a person'])('a notice to %s', (place) => {
  let sends = begin();
  beforeEach(() => void (sends = begin()));
  const tell = (nonce = 'n', content = own`It fails.`): Promise<SendOutcome> =>
    place === 'a person'
      ? sends.tell('1', { content, nonce })
      : sends.send('10', { content, nonce, enforce_nonce: true, allowed_mentions: { parse: [] } });
  /** Some hours in which it is tried every ten minutes. */
  async function hours(): Promise<SendOutcome> {
    let outcome = await tell();
    for (let tries = 0; tries < 5 && outcome.kind === 'retry'; tries += 1) {
      clock += 600_000;
      outcome = await tell();
    }
    return outcome;
  }

  it('that Discord takes and answers with an error stands once, and is found there', async () => {
    fate = { isMade: true, answer: LOST };
    expect(await hours()).toMatchObject({ kind: 'sent', messageId: messages[0]?.id });
    expect([messages.length, asked]).toEqual([1, 1]);
  });

  it('is repeated under its nonce as long as that holds', async () => {
    fate = { isMade: true, answer: LOST };
    for (let tries = 0; tries < 5; tries += 1) {
      await tell();
      clock += 10_000;
    }
    fate.answer = null;
    expect(await tell()).toMatchObject({ kind: 'sent' });
    expect([messages.length, asked]).toEqual([1, 6]);
  });

  it('that does not stand is sent however late, and then stands once', async () => {
    fate = { isMade: false, answer: LOST };
    await hours();
    expect(asked).toBe(6);
    fate = { isMade: true, answer: LOST };
    expect(await hours()).toMatchObject({ kind: 'sent' });
    expect(messages).toHaveLength(1);
  });

  it('waits while the history is not answered, and while nobody knows whether it can be read', async () => {
    fate = { isMade: true, answer: LOST };
    historyAnswer = { ...LOST, maybeAccepted: false };
    expect(await hours()).toMatchObject({ kind: 'retry' });
    historyAnswer = null;
    canRead = null;
    messages.length = 0;
    expect(await hours()).toMatchObject({ kind: 'retry' });
    expect(asked).toBe(1);
    canRead = true;
    fate.answer = null;
    expect(await tell()).toMatchObject({ kind: 'sent' });
    expect(messages).toHaveLength(1);
  });

  it('is refused with a reason, and not sent again, where the history cannot be read', async () => {
    fate = { isMade: true, answer: LOST };
    await tell();
    [canRead, clock] = [false, clock + 600_000];
    messages.length = 0;
    for (let tries = 0; tries < 2; tries += 1)
      expect(await tell()).toMatchObject({ kind: 'reject', reason: expect.stringMatching(/may have been/) as string });
    expect(asked).toBe(1);
  });

  it('that was surely not taken is sent again without a look at the history', async () => {
    fate = { isMade: false, answer: LIMITED };
    historyAnswer = LOST;
    await hours();
    expect(asked).toBe(6);
  });

  it('stays in doubt where it is refused for certain later', async () => {
    fate = { isMade: true, answer: LOST };
    await tell();
    [clock, fate] = [clock + 10_000, { isMade: false, answer: LIMITED }];
    await tell();
    clock += 600_000;
    expect(await tell()).toMatchObject({ kind: 'sent', messageId: messages[0]?.id });
    expect(asked).toBe(2);
  });

  it('is not taken for another of the same place, or for an older one of the same words', async () => {
    await tell('older');
    clock += 7_200_000;
    await tell('other', own`It answers again.`);
    fate = { isMade: false, answer: LOST };
    await tell();
    [clock, fate] = [clock + 600_000, { isMade: true, answer: null }];
    await tell();
    expect(messages.map(({ content }) => content)).toEqual(['It fails.', 'It answers again.', 'It fails.']);
  });
});

it('a post of a forum, which has no nonce, is sent as it is', async () => {
  await expect(begin().send('10', { name: '' as never, message: { allowed_mentions: { parse: [] } } })).rejects.toThrow(
    'a post',
  );
});
