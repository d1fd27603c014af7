// The status of the store and the outbox, as an object for programs and as text for people.
import { countedPlain } from '../../text/plural.js';
import { dayIn } from '../../domain/calendar.js';
import { translatorId, type TranslatorSettings } from '../../domain/translator-settings.js';
import type { StoreStatus } from '../../store/reader.js';
import type { TranslationQuestion, TranslationStatusReport } from '../../store/translation/reports.js';

/** What of the settings the status tells. */
export interface StatusSettings {
  readonly databasePath: string;
  readonly inboxDir: string;
  readonly timezone: string;
  readonly translator: TranslatorSettings;
}

/** What the store tells of itself and of translating. */
export interface WholeStatus extends StoreStatus {
  readonly translation: TranslationStatusReport;
}

/** What the store has to be asked about translating. */
export function statusQuestion(settings: StatusSettings, now: Date): TranslationQuestion {
  const { choice, dailyCharacters } = settings.translator;
  const [provider, translator] = choice === null ? [null, null] : [choice.provider, translatorId(choice)];
  return { provider, translator, dailyCharacters, day: dayIn(settings.timezone, now), now: now.toISOString() };
}

function translationText({ translation }: WholeStatus): string[] {
  const { provider, queued, translatedToday, charactersToday, dailyCharacters, failed, error } = translation;
  if (provider === null) return [];
  const budget = dailyCharacters === 0 ? 'no limit' : `of ${dailyCharacters}`;
  return [
    `translation    ${provider}: ${countedPlain(translatedToday, 'text', 'texts')} today, ${countedPlain(charactersToday, 'character', 'characters')} (${budget}), ${queued} queued, ${failed} refused`,
    ...(error === null ? [] : [`               paused: ${error}`]),
  ];
}

function unsureText({ unsure: { count, pairs } }: WholeStatus): string[] {
  if (count === 0) return [];
  const named = pairs.map(({ keys, title }) => `               ${keys.join(' and ')}: ${title}`);
  const more = count - pairs.length;
  return [
    `unsure         ${count === 1 ? '1 pair of papers' : `${count} pairs of papers`} of one title or version may be one; kept as two, since names contradict`,
    ...named,
    ...(more > 0 ? [`               and ${more} more`] : []),
  ];
}

export function statusObject(status: WholeStatus, { databasePath }: StatusSettings, version: string): object {
  const { papers, translated, subscriptions, lastIngestAt } = status;
  return {
    version,
    database: { path: databasePath, bytes: status.bytes, papers, translated },
    outbox: status.outbox,
    subscriptions,
    quarantine: status.quarantine,
    inbox: status.inbox,
    lastIngestAt,
    translation: status.translation,
    unsure: status.unsure,
  };
}

/** One line each. */
export function statusLines(status: WholeStatus, settings: StatusSettings, version: string): string[] {
  const { databasePath, inboxDir } = settings;
  const { papers, translated, subscriptions, lastIngestAt, outbox: counted, quarantine } = status;
  const outbox = Object.entries(counted).map(([state, count]) => `${state} ${count}`);
  const hasReasons = counted.held + counted.rejected + counted.withheld > 0;
  const steps = [
    ...(lastIngestAt === null ? [`no dump yet: put one into ${inboxDir}`] : []),
    ...(subscriptions === 0 ? ['no subscription yet: use /subscribe in a channel'] : []),
  ];
  return [
    `Shinchaku ${version}`,
    `database       ${databasePath} (${status.bytes} bytes)`,
    `papers         ${papers}, ${translated} with a translation`,
    `subscriptions  ${subscriptions}`,
    `outbox         ${outbox.join(', ')}${hasReasons ? ' (why: status --ledger)' : ''}`,
    `quarantine     ${quarantine}${quarantine > 0 ? ' (see rejections)' : ''}`,
    ...unsureText(status),
    ...translationText(status),
    `last ingest    ${lastIngestAt ?? 'none'}`,
    ...status.inbox.map(({ path, error }) => `unread         ${path}: ${error}`),
    ...steps.map((step) => `next step      ${step}`),
  ];
}
