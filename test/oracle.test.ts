// The oracle itself: it accepts what Discord accepts, and complains about each planted breach.
import { describe, expect, it } from 'vitest';
import { complaints, hasOracle } from './helpers/oracle.js';
import type { SeenRequest } from './helpers/control.js';

const post = (body: Record<string, unknown>): SeenRequest => ({
  method: 'POST',
  path: '/channels/1234567890123456789/messages',
  status: 200,
  body: { allowed_mentions: { parse: [] }, ...body },
  answer: null,
});

describe.skipIf(!hasOracle)('the oracle', () => {
  it('accepts a lawful card', () => {
    expect(
      complaints([
        post({ embeds: [{ title: 'x', url: 'https://arxiv.org/abs/1' }], nonce: 'abc', enforce_nonce: true }),
      ]),
    ).toEqual([]);
  });

  it.each([
    ['a title of 257', { embeds: [{ title: 'x'.repeat(257) }] }],
    ['content of 2,001', { content: 'x'.repeat(2_001) }],
    ['6,001 in all', { embeds: [{ description: 'x'.repeat(4_000) }, { description: 'x'.repeat(2_001) }] }],
    ['an unknown key', { content: 'x', allowedMentions: {} }],
    ['an unknown key in an embed', { embeds: [{ titel: 'x' }] }],
    [
      'one url twice',
      {
        embeds: [
          { title: 'a', url: 'https://a.example' },
          { title: 'b', url: 'https://a.example' },
        ],
      },
    ],
    ['a nonce of 26', { content: 'x', nonce: 'n'.repeat(26) }],
    ['mentions left on', { content: 'x', allowed_mentions: { parse: ['users'] } }],
  ])('complains about %s', (_, body) => expect(complaints([post(body)])).not.toEqual([]));

  it('complains about an unlawful answer and about a request nobody described', () => {
    expect(complaints([{ ...post({ content: 'x' }), answer: { id: 'no snowflake' } }])).not.toEqual([]);
    expect(complaints([{ ...post({}), path: '/secret/door' }])).not.toEqual([]);
  });
});
