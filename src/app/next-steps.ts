// The next steps that a start names for the operator.
import type { Config } from '../config.js';
import { countedPlain } from '../text/plural.js';

export interface Situation {
  readonly guilds: number;
  readonly subscriptions: number;
  readonly lastIngestAt: string | null;
  readonly inviteUrl: string;
  readonly settings: Pick<Config, 'inboxDir'> & { readonly sources: Pick<Config['sources'], 'feeds'> };
  /** Whether the sandbox stands for Discord. */
  readonly isLocal: boolean;
}

export function nextSteps(situation: Situation): string[] {
  const { guilds, subscriptions, lastIngestAt, inviteUrl, settings, isLocal } = situation;
  const { isAuto, urls } = settings.sources.feeds;
  // What the bot fetches by itself asks nothing of the operator.
  const needsDump = lastIngestAt === null && !isAuto && urls.length === 0;
  return [
    ...(guilds === 0 ? [`In no server yet: open ${inviteUrl}`] : []),
    ...(guilds > 0 && subscriptions === 0
      ? [`In ${countedPlain(guilds, 'server', 'servers')}, no subscription: use /subscribe in a channel.`]
      : []),
    ...(needsDump ? [`No dump yet: put one into ${settings.inboxDir}`] : []),
    ...(isLocal || guilds === 0 ? [] : [`Invite link for more servers: ${inviteUrl}`]),
  ];
}
