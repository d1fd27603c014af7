// Somebody who asks, for tests of what commands answer apart from Discord.
import type { Caller } from '../../src/domain/context.js';

export const caller: Caller = {
  userId: '1',
  userName: 'Ann',
  isPersonal: false,
  guildId: null,
  here: null,
  language: 'en',
  destinationLanguage: 'en',
  now: new Date('2030-01-02T03:04:05Z'),
  channelHere: () => Promise.resolve(null),
  permissionsIn: () => Promise.resolve(0n),
  mayMention: () => Promise.resolve(false),
};
