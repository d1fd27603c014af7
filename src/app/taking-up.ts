// Taking up at a start what the last run left, before anything is sent: as long as the database cannot be written, commands are answered meanwhile.
import type { WriterPort } from '../store/port.js';
import type { Translating } from '../pipeline/translate/translating.js';
import { createUntilWritten, type UntilWrittenOptions } from './until-written.js';

export interface TakingUpOptions extends UntilWrittenOptions {
  readonly writer: WriterPort;
  readonly translating: Pick<Translating, 'recover'> | null;
  readonly now: () => Date;
}

export interface TakingUp {
  /** Binds the database to the application; resolves when all is taken up, so that deliveries may begin. */
  bind(applicationId: string): Promise<void>;
  stop(): Promise<void>;
}

/** Resolves when all is taken up, or a sentence has said why it is not yet. */
export async function takeUp({ writer, translating, now, ...options }: TakingUpOptions): Promise<TakingUp> {
  const untilWritten = createUntilWritten(options);
  const recovered = untilWritten.write(async () => {
    await writer.call('recallWaiting', now().toISOString());
    await writer.call('recoverSending', now().toISOString());
    await translating?.recover();
  });
  await Promise.race([recovered, untilWritten.told]);
  return {
    async bind(applicationId) {
      await untilWritten.write(() => writer.call('bindApplication', applicationId));
      await recovered;
      if (untilWritten.isTold()) options.say('The database can be written again; the bot goes on.');
    },
    async stop() {
      untilWritten.stop();
      await Promise.allSettled([recovered]);
    },
  };
}
