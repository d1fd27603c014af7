// Standing: what is claimed of a message that was posted before a restore, and of which nobody knows what it shows.
import { isPost, LINE_SHOWS, type CardBody, type PostBody } from '../../domain/delivery.js';
import type { Claim } from '../../store/delivery/claims.js';

/**
 * It may be of before a translation or a withdrawal: it counts as showing nothing, and the edit that is asked for makes it
 * what it would be now.
 */
export function claimOfStanding(claim: Claim, body: CardBody | PostBody): Claim {
  const unknown = { embeds: [], components: [] };
  const shown = isPost(body) ? { ...body, message: { ...body.message, ...unknown } } : { ...body, ...unknown };
  const { several = null } = claim;
  // Nearly all lines have had their identifier from the first: for that alone none is edited.
  const lines = several?.lines.map(({ id, shows }) => ({ id, shows: shows & LINE_SHOWS.identifier })) ?? [];
  return {
    ...claim,
    body: JSON.stringify(shown),
    several: several === null ? null : { ...several, lines },
    mayBeOutdated: true,
  };
}
