// Refusals of the whole bot: how a refused token or a connection closed for good is recognised, and what the operator is told.
import { DiscordAPIError, GatewayCloseCodes, RESTEvents, type REST } from 'discord.js';
import { errorText } from '../errors.js';

export const REFUSED_TOKEN =
  'Discord refused the token. Nothing was changed. Copy the bot token again from the developer portal (Bot, Reset Token) into DISCORD_TOKEN.';

const UNAUTHORIZED = 401;

/** No header takes such a token (a line end, a letter beyond Latin-1): the client refuses it before anybody is asked. */
const CANNOT_BE_SENT = /invalid authorization header|cannot convert argument to a bytestring/i;

export function isTokenRefused(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status === UNAUTHORIZED;
  const { code } = (error ?? {}) as { code?: unknown };
  return (
    code === 'TokenInvalid' ||
    code === GatewayCloseCodes.AuthenticationFailed ||
    /authentication failed|invalid token/i.test(errorText(error)) ||
    CANNOT_BE_SENT.test(errorText(error))
  );
}

/**
 * Calls `onRefused` when a request with the token is answered by 401. The library forgets the token then, so that no later request
 * of this client is made. What bears the token of an interaction tells of that one only.
 */
export function watchToken(rest: REST, onRefused: () => void): void {
  rest.on(RESTEvents.Response, ({ data }, { status }) => {
    if (status === UNAUTHORIZED && data.auth !== false) onRefused();
  });
}

/** The close codes after which Discord wants no other attempt: shard, version or intents (4010 to 4014). */
export function isConnectionRefused(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  const isFinalCode = typeof code === 'number' && code >= 4010 && code <= 4014;
  return isFinalCode || /disallowed intents/i.test(errorText(error));
}

const CLOSED_FOR_GOOD: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.InvalidShard]: 'invalid shard',
  [GatewayCloseCodes.ShardingRequired]: 'sharding required, the bot is in too many servers for one connection',
  [GatewayCloseCodes.InvalidAPIVersion]: 'invalid API version',
  [GatewayCloseCodes.InvalidIntents]: 'invalid intents',
  [GatewayCloseCodes.DisallowedIntents]: 'disallowed intents',
};

/** A sentence for a close code after which Discord wants no other attempt. */
export function closedForGood(code: number): string {
  const what = CLOSED_FOR_GOOD[code];
  if (code === GatewayCloseCodes.AuthenticationFailed)
    return 'Discord refused the token while running. Sending has stopped, everything owed is kept; set a valid DISCORD_TOKEN and start again.';
  return `Discord closed the connection for good (${code}: ${what ?? 'no reason given'}). Sending has stopped, everything owed is kept; check the bot in the developer portal and start again.`;
}
