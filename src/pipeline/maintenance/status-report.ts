// The status of the store and the outbox, as an object for programs and as text for people.
import type { Reader } from '../../store/reader.js';

export function statusObject(reader: Reader, databasePath: string, version: string): object {
  const { papers, translated, subscriptions, lastIngestAt } = reader.counts();
  return {
    version,
    database: { path: databasePath, bytes: reader.databaseBytes(), papers, translated },
    outbox: reader.outboxCounts(),
    subscriptions,
    quarantine: reader.quarantineCount(),
    inbox: reader.inboxErrors(),
    lastIngestAt,
  };
}

export function statusText(reader: Reader, databasePath: string, inboxDir: string, version: string): string {
  const { papers, translated, subscriptions, lastIngestAt } = reader.counts();
  const counted = reader.outboxCounts();
  const outbox = Object.entries(counted).map(([state, count]) => `${state} ${count}`);
  const hasReasons = counted.held + counted.rejected + counted.withheld > 0;
  const steps = [
    ...(lastIngestAt === null ? [`no dump yet: put one into ${inboxDir}`] : []),
    ...(subscriptions === 0 ? ['no subscription yet: use /subscribe in a channel'] : []),
  ];
  return [
    `Shinchaku ${version}`,
    `database       ${databasePath} (${reader.databaseBytes()} bytes)`,
    `papers         ${papers}, ${translated} with a translation`,
    `subscriptions  ${subscriptions}`,
    `outbox         ${outbox.join(', ')}${hasReasons ? ' (why: status --ledger)' : ''}`,
    `quarantine     ${reader.quarantineCount()}${reader.quarantineCount() > 0 ? ' (see rejections)' : ''}`,
    `last ingest    ${lastIngestAt ?? 'none'}`,
    ...reader.inboxErrors().map(({ path, error }) => `unread         ${path}: ${error}`),
    ...steps.map((step) => `next step      ${step}`),
  ].join('\n');
}
