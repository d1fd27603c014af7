// The running bot: store, connection, inbox, outbox and schedule put to work, and stopped in order.
import { once } from 'node:events';
import { createTaxonomy } from '../domain/category.js';
import { errorText } from '../errors.js';
import { openReader } from '../store/reader.js';
import { scheduleBackups, type ScheduledBackups } from '../pipeline/maintenance/backups.js';
import { startUpkeep } from '../pipeline/maintenance/upkeep.js';
import { warmUp } from '../cards/warm-up.js';
import { playDemo } from './demo.js';
import { createPageOperator } from './page-operator.js';
import { startRenewal } from '../pipeline/maintenance/renewal.js';
import { createInboxLook } from '../pipeline/ingest/inbox.js';
import type { DumpResult } from '../pipeline/ingest/ingest.js';
import { createOutgoing, type Outgoing } from '../pipeline/deliver/outgoing.js';
import { unreadCategories } from '../pipeline/fetch/standing.js';
import { createRelevance } from '../search/rules/relevance.js';
import { createTermBook } from '../search/terms.js';
import { startSchedule } from '../schedule.js';
import { dumpText, logFailures } from '../pipeline/ingest/result-text.js';
import { createTranslating } from '../pipeline/translate/translating.js';
import { machineMs } from '../clock.js';
import type { BotParts, Connection } from './bot-parts.js';
import { createContext } from './context.js';
import { alarmSender, startFetching, type Fetching } from './fetching.js';
import { nextSteps } from './next-steps.js';
import { createDesks } from './desks.js';
import { endDamaged, heedDamage, heedDamageOfReads } from './heed-damage.js';
import { keepRegistering } from './registering.js';
import { repeatOnRequest } from './repeating.js';
import { startReaderThread, type ReaderThread } from './reader-thread.js';
import { takeUp } from './taking-up.js';
import { endUnwritten } from './unwritten.js';
import { pause, untilIdle, withGrace } from './waiting.js';
import { startWriterThread } from './writer-thread.js';

const UNFINISHED_RETRY_MS = 2_500;
/** With --until-idle a card whose next attempt is nearer than this is waited for. */
const SOON_MS = 60_000;

/** Runs until a signal, an idle outbox (--until-idle) or a refused token; answers the exit code. */
export async function runBot(parts: BotParts): Promise<number> {
  const { config, log, say, now, random, monotonic, restart, demoDump } = parts;
  const startedAt = now();
  let exitCode = 0;
  const ended = new AbortController();
  const fail = (reason: string): void => {
    // What is under way when everything stops fails for the same reason.
    if (exitCode === 0) say(reason);
    exitCode = 1;
    ended.abort();
  };
  parts.signal.addEventListener('abort', () => ended.abort());
  const taxonomy = createTaxonomy(parts.taxonomy);
  const { databasePath } = config;
  const data = { databasePath, taxonomy: parts.taxonomy, terms: parts.terms };
  const thread = await startWriterThread(
    { ...data, zone: config.timezone },
    (error) => fail(`The writing thread ended: ${errorText(error)}. Everything owed is kept; start again.`),
    parts.signal,
  );
  const onDamage = endDamaged({ databasePath, fail });
  const heard = heedDamage(thread, onDamage);
  const writer = parts.isUntilIdle ? endUnwritten(heard, { databasePath, monotonic, fail }) : heard;
  const reader = heedDamageOfReads(openReader(databasePath, taxonomy), onDamage);
  const translating =
    parts.translator === null
      ? null
      : createTranslating({ ...parts.translator, reader, writer, askedBy: 'bot', now, random, log }, monotonic);
  let connection: Connection | null = null;
  let outgoing: Outgoing | null = null;
  let readerThread: ReaderThread | null = null;
  let fetching: Fetching | null = null;
  let backups: ScheduledBackups | null = null;
  const stops: (() => Promise<void>)[] = [];
  try {
    stops.push(await startUpkeep({ databasePath, writer, reader, now, log, say, fail }));
    const left = await takeUp({ databasePath, writer, translating, now, say, signal: ended.signal });
    stops.push(left.stop);
    readerThread = await startReaderThread({ data, log });
    const asking = heedDamage(readerThread, onDamage);
    const context = createContext({
      taxonomy,
      zone: config.timezone,
      asking,
      writer,
      translate: translating?.request ?? null,
      commandIds: () => connection?.commandIds() ?? new Map(),
      ...createDesks({
        asking,
        reader,
        writer,
        sender: parts.sender,
        destinations: () => connection,
        taxonomy,
        calendar: parts.calendar,
        zone: config.timezone,
        hasFeeds: config.sources.feeds.isAuto,
        outgoing: () => outgoing,
      }),
      lookUp: (arxivId, userId) => fetching?.lookUp(arxivId, userId) ?? Promise.resolve('off'),
    });
    warmUp(config.timezone);
    connection = await parts.connect(context, {
      signal: ended.signal,
      // Nothing is sent before the database has agreed to serve this application.
      onChannelsChanged: () => void outgoing?.release(),
      onDisconnected: (reason) => outgoing?.lost(reason),
      onReconnected: () => void outgoing?.reached(),
      onClosedForGood: fail,
    });
    await left.bind(connection.applicationId);
    const renewal = startRenewal({ writer, now, log, pause });
    stops.push(renewal.stop);
    outgoing = createOutgoing({
      reader,
      writer,
      now,
      log,
      taxonomy,
      calendar: parts.calendar,
      unread: async (at) =>
        config.sources.feeds.isAuto ? unreadCategories({ reader, taxonomy, calendar: parts.calendar, now }, at) : [],
      relevance: createRelevance(taxonomy, createTermBook(parts.terms)),
      zone: config.timezone,
      userId: connection.userId,
      destinations: connection,
      places: connection,
      sender: parts.sender,
      random,
      monotonic,
      mayGo: translating?.mayGo ?? (() => Promise.resolve(true)),
      cardsPerHour: config.cardsPerHour,
      begins: renewal.owed,
      onStop: (reason) =>
        fail(
          `Sending has stopped: ${reason}. Everything owed is kept and is sent at the next start. If Discord is the reason, check DISCORD_TOKEN and the network.`,
        ),
    });
    // Deliveries do not wait for the registration of commands, which may take minutes when Discord limits it.
    void outgoing.release();
    const registering = keepRegistering({ ...parts, register: connection.register, signal: ended.signal, fail });
    stops.push(registering.stop);
    await registering.firstOutcome;
    ended.signal.throwIfAborted();
    const onDump = (result: DumpResult): void => {
      say(dumpText(result));
      logFailures(log, result);
      outgoing?.wake();
    };
    fetching = startFetching({
      settings: config.sources,
      version: parts.version,
      reader,
      writer,
      taxonomy,
      calendar: parts.calendar,
      now,
      random: parts.random,
      machineMs,
      log,
      say,
      onDump,
      sender: alarmSender({ sender: parts.sender, connection, now }),
    });
    stops.push(fetching.stop);
    let waiting = 0;
    const look = createInboxLook({
      dir: config.inboxDir,
      reader,
      writer,
      ingest: (path, at) => writer.call('ingestFile', path, at),
      hash: (path) => writer.call('hashFile', path),
      version: parts.version,
      now,
      log,
      onDump,
      stopping: ended.signal,
    });
    const noteInbox = (err: unknown): void => log.error({ err }, 'the inbox could not be looked at; it is tried again');
    const inbox = repeatOnRequest(async () => {
      waiting = (await look()).waiting;
      return waiting > 0 ? UNFINISHED_RETRY_MS : null;
    }, noteInbox);
    stops.push(inbox.stop);

    const moveClock = (offsetMs: number): void => {
      parts.moveClock(offsetMs);
      outgoing?.wake();
    };
    parts.sandbox?.setOperator(createPageOperator({ asking, writer, now, onDump, restart, moveClock }));
    await parts.print(`ready ${parts.sandbox?.url ?? connection.name}`);
    if (parts.sandbox !== null && demoDump !== null) {
      const takeSample = async (): Promise<void> => (await writer.call('ingestFile', demoDump, now())).forEach(onDump);
      const digestNow = (channelId: string): Promise<void> =>
        writer.call('digestNow', channelId, now().toISOString()).then(() => outgoing?.wake());
      await playDemo({ stage: parts.sandbox, takeSample, digestNow, say });
      fetching.playDemo();
    } else fetching.look();
    if (parts.sandbox !== null)
      say(`Open ${parts.sandbox.url} in a browser. This is the sandbox; set DISCORD_TOKEN to connect to Discord.`);
    translating?.wake();
    const onClockSet = (): void => {
      outgoing?.wake();
      translating?.wake();
    };
    const schedule = startSchedule({ now, monotonic, log, onClockSet });
    stops.push(schedule.stop);
    const { ingestCron, timezone: zone } = config;
    schedule.add({ name: 'inbox', expression: ingestCron, zone, doneAt: startedAt, run: inbox.run });
    schedule.add({
      name: 'sources',
      expression: config.sources.fetchCron,
      zone,
      doneAt: startedAt,
      run: () => Promise.resolve(fetching?.look()),
    });
    backups = await scheduleBackups({ settings: config, reader, writer, schedule, startedAt, log, say });
    const isIdle = (): boolean =>
      waiting === 0 &&
      [fetching, translating, backups].every((each) => each?.isIdle() !== false) &&
      outgoing?.isIdle(SOON_MS) === true;
    // A large dump takes hours: the schedule goes on meanwhile, and a stop does not wait for it.
    const stopped = ended.signal.aborted ? Promise.resolve() : once(ended.signal, 'abort');
    await Promise.race([inbox.run(), stopped]);
    for (const step of nextSteps({
      ...reader.counts(),
      guilds: connection.guildCount(),
      inviteUrl: connection.inviteUrl,
      settings: config,
      isLocal: parts.sandbox !== null,
    }))
      if (!ended.signal.aborted) say(step);
    await (parts.isUntilIdle ? untilIdle(ended.signal, isIdle) : stopped);
  } catch (error) {
    // Where everything ends already, the reason is said.
    if (!ended.signal.aborted) throw error;
  } finally {
    parts.sandbox?.setOperator(null);
    // Nothing new is started from here on; work under way ends by itself, or when the writing thread stops.
    const ending = stops.map((stop) => stop());
    await Promise.all([withGrace(Promise.all([outgoing?.stop(), translating?.stop()])), backups?.stop()]);
    await connection?.close();
    await readerThread?.close();
    await thread.close();
    await Promise.allSettled(ending);
    reader.close();
  }
  return exitCode;
}
