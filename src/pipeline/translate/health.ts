// The translator's health: whether it translates at all, when it is asked again, and whose fault a missing translation is.
import { backOff } from '../../domain/back-off.js';
import type { TranslateFailure, Trouble } from '../../translate/translator.js';
import type { TranslateParts } from './parts.js';
import { troubleOf, WRONG } from './trial.js';

export interface Health {
  /** Whether it has translated nothing since it failed. */
  isFailing(): boolean;
  /** It has translated something. */
  works(): Promise<void>;
  /** It rests. `attempts` is how often the texts were asked for before: those at which it alone fails are put off, too. */
  fails(failure: Trouble, attempts: number): Promise<void>;
  /** Tells the failure, once until it works again. */
  tell(failure: TranslateFailure, texts: number): void;
  /** Asks for a plain sentence; what is wrong with the translator, or null where nothing is. `untested`: the day's budget is spent. */
  test(signal: AbortSignal): Promise<Trouble | 'untested' | null>;
  /**
   * Why a text is not translated. It is at fault itself only where others are translated right before and right after, so
   * that neither is a good text given up for a translator that fails, nor is one at rest for a text that nobody translates.
   */
  causeOf(signal: AbortSignal): Promise<'text' | 'unknown' | Trouble>;
}

const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 1_800_000;
/** After a spent quota or a refused key the translator is asked again (milliseconds). */
const QUOTA_REST_MS = 6 * 3_600_000;
const STOP_REST_MS = 24 * 3_600_000;
const WRONG_ADVICE =
  'the translator gets even a plain sentence wrong, and is tested with others after growing pauses: see what `translate --try` shows, and use another model or service if this lasts';

export function createHealth(parts: TranslateParts): Health {
  const { reader, writer, translator, log } = parts;
  const { provider, id } = translator;
  /** The failure that was told last, until the translator answers. A new program tells it again. */
  let told: string | null = null;
  /** Whether it translated what it was asked for last. */
  let isTranslating = false;

  function restMs(failure: Trouble, attempts: number): number {
    if (failure.kind === 'quota') return QUOTA_REST_MS;
    if (failure.kind === 'stop') return STOP_REST_MS;
    const failures = Math.max(reader.translatorRest(id)?.failures ?? 0, attempts) + 1;
    const own = backOff({ failures, firstMs: FIRST_REST_MS, longestMs: LONGEST_REST_MS, random: parts.random });
    // Each attempt is paid for, so that a server that wants to be asked again at once is not, while it fails.
    return Math.max(failure.afterMs ?? 0, own);
  }

  async function works(): Promise<void> {
    [told, isTranslating] = [null, true];
    if (reader.translatorRest(id) === null) return;
    await writer.call('endRest', id);
    log.info({ provider }, 'translations are given again');
  }

  async function test(signal: AbortSignal): Promise<Trouble | 'untested' | null> {
    const trouble = await troubleOf(parts, signal);
    if (trouble === null) await works();
    return trouble;
  }

  return {
    isFailing: () => reader.translatorRest(id) !== null,
    works,
    async fails(failure, attempts) {
      isTranslating = false;
      const now = parts.now();
      const until = new Date(now.getTime() + restMs(failure, attempts)).toISOString();
      const { kind, reason } = failure;
      await writer.call('restTranslator', { translator: id, kind, until, reason }, now.toISOString());
    },
    tell({ kind, reason }, texts) {
      const [what, message] = reason.startsWith(WRONG) ? [WRONG, WRONG_ADVICE] : [kind, 'a translation was not given'];
      log[what === told ? 'debug' : 'warn']({ provider, kind, reason, texts }, message);
      if (kind !== 'split' && kind !== 'refused') told = what;
    },
    test,
    async causeOf(signal) {
      const didTranslate = isTranslating;
      const trouble = await test(signal);
      if (trouble === 'untested') return 'unknown';
      return trouble ?? (didTranslate ? 'text' : 'unknown');
    },
  };
}
