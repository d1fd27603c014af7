// The next steps that a start names for the operator.
import { countedPlain } from '../text/plural.js';

export interface Situation {
  readonly guilds: number;
  readonly subscriptions: number;
  readonly lastIngestAt: string | null;
  readonly inviteUrl: string;
  readonly inboxDir: string;
  /** Whether the sandbox stands for Discord. */
  readonly isLocal: boolean;
}

export function nextSteps({ guilds, subscriptions, lastIngestAt, inviteUrl, inboxDir, isLocal }: Situation): string[] {
  return [
    ...(guilds === 0 ? [`In no server yet: open ${inviteUrl}`] : []),
    ...(guilds > 0 && subscriptions === 0
      ? [`In ${countedPlain(guilds, 'server', 'servers')}, no subscription: use /subscribe in a channel.`]
      : []),
    ...(lastIngestAt === null ? [`No dump yet: put one into ${inboxDir}`] : []),
    ...(isLocal || guilds === 0 ? [] : [`Invite link for more servers: ${inviteUrl}`]),
  ];
}
