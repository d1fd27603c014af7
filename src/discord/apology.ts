// What a person is told, and the log, where a command or a press fails.
import type { BaseInteraction } from 'discord.js';
import { apologyFor, sentence, unshownAnswer } from '../cards/apology.js';
import { wording } from '../cards/wording.js';
import type { MessageBody } from '../domain/message.js';
import { ServerUnknownError, TransientError, UserError } from '../errors.js';
import type { Log } from '../log.js';
import { languageOf } from './invocation.js';

interface Failed {
  readonly log: Log;
  /** That nothing was changed may not be said then. */
  readonly mayHaveChanged: boolean;
}

/** A sentence, where nobody foresaw the failure with a reference under which the log has the stack. */
export function apology(
  { id, locale }: Pick<BaseInteraction, 'id' | 'locale'>,
  error: unknown,
  { log, mayHaveChanged }: Failed,
): MessageBody {
  if (error instanceof UserError) return sentence(error.message);
  const language = languageOf(locale);
  if (error instanceof TransientError) {
    log.warn({ interaction: id, error: error.message }, 'a command cannot be answered now');
    const words = wording(language);
    if (mayHaveChanged) return unshownAnswer(id, language);
    return { content: error instanceof ServerUnknownError ? words.serverUnknown : words.notNow };
  }
  log.error({ interaction: id, err: error }, 'a command failed');
  return mayHaveChanged ? unshownAnswer(id, language) : apologyFor(id, language);
}
