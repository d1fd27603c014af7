// What the parts of translating share: the translator with its store, and the day's budget.
import { dayIn } from '../../domain/calendar.js';
import { isResting } from '../../domain/back-off.js';
import type { Log } from '../../log.js';
import type { WriterPort } from '../../store/port.js';
import type { Reader } from '../../store/reader.js';
import type { Rest } from '../../store/translation/reports.js';
import type { Glossary } from '../../translate/glossary.js';
import type { Translator } from '../../translate/translator.js';

export interface TranslateSettings {
  /** The most code points that are sent on a day; 0: no limit. */
  readonly dailyCharacters: number;
  /** How long a message waits for its translation (milliseconds). */
  readonly waitMs: number;
  /** Whose days the budget goes by. */
  readonly timezone: string;
}

export interface TranslateParts {
  readonly translator: Translator;
  readonly glossary: Glossary;
  readonly settings: TranslateSettings;
  readonly reader: Reader;
  readonly writer: WriterPort;
  /** Names this program among those that share the database. */
  readonly askedBy: 'bot' | 'verb';
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: Log;
}

/** Why nothing more is sent today. */
export function spentReason(limit: number): string {
  return `the day's budget of ${limit} characters is spent`;
}

export function today({ settings, now }: Pick<TranslateParts, 'settings' | 'now'>): string {
  return dayIn(settings.timezone, now());
}

/** What may still be sent today (code points). */
export function remainingToday(parts: Pick<TranslateParts, 'settings' | 'now' | 'reader'>): number {
  const { dailyCharacters } = parts.settings;
  return dailyCharacters === 0 ? Infinity : dailyCharacters - parts.reader.charactersOn(today(parts));
}

/** The rest that the translator takes now; null when it may be asked. */
export function restNow({
  reader,
  translator,
  now,
}: Pick<TranslateParts, 'reader' | 'translator' | 'now'>): Rest | null {
  const rest = reader.translatorRest(translator.id);
  return rest !== null && isResting(rest.until, now()) ? rest : null;
}

/** Why the translator cannot be asked, so that nothing waits for it; null where it can, or can again within the wait of a message. */
export function unavailable(parts: Pick<TranslateParts, 'reader' | 'translator' | 'settings' | 'now'>): Rest | null {
  const rest = restNow(parts);
  if (rest === null || rest.kind !== 'later') return rest;
  return Date.parse(rest.until) - parts.now().getTime() > parts.settings.waitMs ? rest : null;
}

/**
 * After a start: the operator may have mended what it failed for. A plain sentence tests it before anything else is asked
 * for.
 */
export async function testAnew({ reader, writer, translator, now }: TranslateParts): Promise<void> {
  if (restNow({ reader, translator, now }) === null) return;
  await writer.call('testTranslator', translator.id, now().toISOString());
}
