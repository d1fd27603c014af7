// The next steps that a start names: only what is left to do.
import { expect, it } from 'vitest';
import { nextSteps } from '../../src/app/next-steps.js';

const first = { guilds: 1, subscriptions: 0, lastIngestAt: null, inviteUrl: 'https://invite', isLocal: false };

it.each([
  ['no data file where feeds are read', { isAuto: true, urls: [] }, []],
  ['none where a page is read', { isAuto: false, urls: ['https://site.example/'] }, []],
  ['a data file where nothing else brings papers', { isAuto: false, urls: [] }, ['No dump yet: put one into /inbox']],
])('name %s', (_what, feeds, more) =>
  expect(nextSteps({ ...first, settings: { inboxDir: '/inbox', sources: { feeds } } })).toEqual([
    'In 1 server, no subscription: use /subscribe in a channel.',
    ...more,
    'Invite link for more servers: https://invite',
  ]),
);
