// Entry of the backup process: does what it is asked once and answers; a second message, or the end of the bot, ends a copy before it is whole.
import { errorText, UserError } from '../../errors.js';
import { inThisProcess, type BackupAnswer, type BackupRequest } from './backup-process.js';

let isWanted = true;
const end = (): void => void (isWanted = false);

async function answerTo({ kind, into, ...request }: BackupRequest): Promise<BackupAnswer> {
  try {
    return { value: await inThisProcess[kind]({ ...request, into: { ...into, goesOn: () => isWanted } }) };
  } catch (error) {
    if (error instanceof UserError) return { refused: { code: error.code, message: error.message } };
    return { failed: error instanceof Error ? (error.stack ?? errorText(error)) : errorText(error) };
  }
}

// A signal to the whole group is for the bot, which ends this process when it is time.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => undefined);
process.on('disconnect', end);
process.once('message', (request: BackupRequest) => {
  process.on('message', end);
  void answerTo(request).then((answer) => {
    if (process.connected) process.send?.(answer, () => process.connected && process.disconnect());
  });
});
