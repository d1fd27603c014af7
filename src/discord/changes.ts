// Whether a command has changed something by the time that it fails: what is said of its failure depends on it.
import type { Context } from '../domain/context.js';
import { TransientError, UserError } from '../errors.js';

interface Watched {
  readonly context: Context;
  /** Whether something was changed, or may have been. */
  mayHaveChanged(): boolean;
}

/** The context for one command, whose changes of subscriptions and settings are noticed. */
export function watchChanges(context: Context): Watched {
  const { rules } = context;
  let mayHaveChanged = false;
  function noticed<Given extends readonly unknown[], Result>(
    write: (...given: Given) => Promise<Result>,
  ): (...given: Given) => Promise<Result> {
    return async (...given) => {
      try {
        const result = await write(...given);
        mayHaveChanged = true;
        return result;
      } catch (error) {
        // These two are thrown where nothing was written; of any other nobody knows how far the writing came.
        mayHaveChanged ||= !(error instanceof TransientError || error instanceof UserError);
        throw error;
      }
    };
  }
  const watched: Context['rules'] = {
    ...rules,
    add: noticed((...given) => rules.add(...given)),
    addAll: noticed((...given) => rules.addAll(...given)),
    change: noticed((...given) => rules.change(...given)),
    move: noticed((...given) => rules.move(...given)),
    pause: noticed((...given) => rules.pause(...given)),
    resume: noticed((...given) => rules.resume(...given)),
    remove: noticed((...given) => rules.remove(...given)),
    setLanguage: noticed((...given) => rules.setLanguage(...given)),
    changeSettings: noticed((...given) => rules.changeSettings(...given)),
  };
  return { context: { ...context, rules: watched }, mayHaveChanged: () => mayHaveChanged };
}
