// The reading thread: order of questions, errors as they were thrown, and what happens when it dies.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { startReaderThread, type ReaderThread } from '../../src/app/reader-thread.js';
import { TransientError } from '../../src/errors.js';
import { createLog } from '../../src/log.js';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { searchFor } from '../helpers/papers.js';
import { root } from '../helpers/root.js';
import { openTestStore, taxonomyData } from '../helpers/stores.js';

const script = (text: string): URL => new URL(`data:text/javascript,${encodeURIComponent(text)}`);

/** Answers with what it was asked; ends when asked for the search `die`, and throws at `throw`. */
const ECHO = script(`
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ id, name, args }) => {
    if (args[0] === 'die') process.exit(1);
    const failed = { id, ok: false, message: 'out of order', stack: 'Error: out of order\\n at there', told: null, isTransient: false, sqliteCode: null };
    parentPort.postMessage(args[0] === 'throw' ? failed : { id, ok: true, value: { name, text: args[0]?.text ?? args[0] } });
  });
  parentPort.postMessage({ id: 0, ok: true, value: null });
`);
const REFUSING = script(`
  import { parentPort } from 'node:worker_threads';
  parentPort.postMessage({ id: 0, ok: false, message: 'no database', stack: null, told: { code: 'no-database', exitCode: 1 }, isTransient: false, sqliteCode: null });
`);

const log = createLog('silent');
const data = { databasePath: '/nowhere', taxonomy: taxonomyData, terms: {} };
let thread: ReaderThread;
afterEach(() => thread.close());

describe('the reading thread', () => {
  it('answers quick questions before searches that wait', async () => {
    thread = await startReaderThread({ data, log, worker: ECHO });
    const order: string[] = [];
    const note = (answer: unknown): void => void order.push((answer as { text: string }).text);
    await Promise.all([
      thread.call('search', searchFor('first search')).then(note),
      thread.call('search', searchFor('second search')).then(note),
      thread.call('findPaper', 'a paper').then(note),
      thread.call('suggestAuthors', 'a name', 5).then(note),
    ]);
    expect(order).toEqual(['first search', 'a paper', 'a name', 'second search']);
  });

  it('says that it cannot answer what it died of, and answers what waited after it was started again', async () => {
    thread = await startReaderThread({ data, log, worker: ECHO });
    const [died, waited] = await Promise.allSettled([thread.call('findSearch', 'die'), thread.call('findPaper', 'b')]);
    expect(died).toMatchObject({ status: 'rejected', reason: expect.any(TransientError) as Error });
    expect(waited).toMatchObject({ status: 'fulfilled', value: { text: 'b' } });
  });

  it('hands on an error with the stack of where it was thrown', async () => {
    thread = await startReaderThread({ data, log, worker: ECHO });
    const error = await thread.call('findSearch', 'throw').catch((reason: unknown) => reason as Error);
    expect(error).toMatchObject({ message: 'out of order', stack: expect.stringContaining('at there') as string });
  });

  it('does not start where the store cannot be opened', async () => {
    await expect(startReaderThread({ data, log, worker: REFUSING })).rejects.toThrow('no database');
  });

  it('lets no more wait than can be answered, and answers nothing after its end', async () => {
    thread = await startReaderThread({ data, log, worker: ECHO });
    const all = Array.from({ length: 2_002 }, () => thread.call('counts'));
    const settled = await Promise.allSettled(all);
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    const [under] = await Promise.allSettled([thread.call('counts'), thread.close()]);
    expect(under).toMatchObject({ status: 'rejected', reason: expect.any(TransientError) as Error });
    await expect(thread.call('counts')).rejects.toThrow(TransientError);
  });

  it('reads what the writer has committed, and what it finds is what the store finds', async () => {
    const store = openTestStore();
    const worker = pathToFileURL(join(root, 'dist', 'src', 'app', 'reader-worker.js'));
    thread = await startReaderThread({ data: { ...data, databasePath: store.path }, log, worker });
    await store.ingest(dumpText(generateEntries(31, 3)));
    expect((await thread.call('search', searchFor('cat:cs.LG'))).hits).toEqual(
      store.reader.search(searchFor('cat:cs.LG')).hits,
    );
    expect(await thread.call('counts')).toMatchObject({ papers: 3 });
    await thread.close();
    store.close();
  });
});
