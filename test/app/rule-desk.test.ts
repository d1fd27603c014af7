// What is posted at once, outside the outbox: a sample, or the first message to a person.
import { describe, expect, it } from 'vitest';
import { createRuleDesk } from '../../src/app/rule-desk.js';
import type { CardBody, PostBody, SendOutcome } from '../../src/domain/delivery.js';
import { own } from '../../src/text/markdown.js';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { openTestStore } from '../helpers/stores.js';

const LOST: SendOutcome = { kind: 'retry', maybeAccepted: true, afterMs: null, reason: 'no answer' };
const SENT: SendOutcome = { kind: 'sent', messageId: '1', channelId: '10' };

describe('a message whose answer is lost', () => {
  it.each([
    ['channel', 2],
    ['forum', 1],
  ] as const)('in a %s is sent %d times, under one nonce', async (kind, times) => {
    const store = openTestStore(() => new Date('2030-01-02T00:00:00Z'));
    await store.ingest(dumpText(generateEntries(1, 1)));
    const [first] = store.reader.eachPaper();
    store.close();
    const bodies: (CardBody | PostBody)[] = [];
    const sender = {
      send: (_: string, body: CardBody | PostBody) => Promise.resolve(bodies.push(body) > 1 ? SENT : LOST),
    };
    const destinations = () => ({ kindOf: () => kind, tagsOf: () => [] });
    const desk = createRuleDesk({ sender, destinations } as never);
    const outcome = await desk.post({ id: '10', isPerson: false }, { content: own`a sample` }, first?.paper);
    expect(outcome).toBe(kind === 'forum' ? 'later' : 'posted');
    expect(bodies).toHaveLength(times);
    expect(new Set(bodies.map((body) => ('nonce' in body ? body.nonce : ''))).size).toBe(1);
  });
});
