// The desk of what was posted, asked of the reading thread; how today stands comes from the calendar of sources.
import type { PostedDesk } from '../domain/posted.js';
import { calendarDays, type StandingParts } from '../pipeline/fetch/standing.js';
import type { ReaderPort } from '../store/port.js';

export interface PostedDeskParts extends Omit<StandingParts, 'now'> {
  readonly asking: ReaderPort;
  readonly hasFeeds: boolean;
  readonly restOf: PostedDesk['restOf'];
}

export function createPostedDesk({ asking, hasFeeds, restOf, ...standing }: PostedDeskParts): PostedDesk {
  return {
    message: (leaderId) => asking.call('linedMessage', leaderId),
    lines: (leaderId, offset, limit) => asking.call('linesOf', leaderId, offset, limit),
    destinationOf: (channelId) => asking.call('destinationOf', channelId),
    paperHere: (paperKey, destination) => asking.call('paperHere', paperKey, destination),
    placeState: (destination, since) => asking.call('placeState', destination, since),
    restOf,
    today: async (now) => (hasFeeds ? await calendarDays({ ...standing, now: () => now }, 1) : []),
    lastIngestAt: async () => (await asking.call('counts')).lastIngestAt,
  };
}
