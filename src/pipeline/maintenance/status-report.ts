// The status of the store and the outbox, as an object for programs and as text for people.
import type { StoreStatus } from '../../store/reader.js';

export function statusObject(status: StoreStatus, databasePath: string, version: string): object {
  const { papers, translated, subscriptions, lastIngestAt } = status;
  return {
    version,
    database: { path: databasePath, bytes: status.bytes, papers, translated },
    outbox: status.outbox,
    subscriptions,
    quarantine: status.quarantine,
    inbox: status.inbox,
    lastIngestAt,
  };
}

export function statusText(status: StoreStatus, databasePath: string, inboxDir: string, version: string): string {
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
    `last ingest    ${lastIngestAt ?? 'none'}`,
    ...status.inbox.map(({ path, error }) => `unread         ${path}: ${error}`),
    ...steps.map((step) => `next step      ${step}`),
  ].join('\n');
}
