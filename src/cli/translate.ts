// The verb `translate`: has papers translated now, one line each.
import { countedPlain } from '../text/plural.js';
import { UserError } from '../errors.js';
import { translateOnRequest, type PaperTranslation } from '../pipeline/translate/on-request.js';
import { testAnew, type TranslateParts } from '../pipeline/translate/parts.js';
import { createRound } from '../pipeline/translate/round.js';
import { tryTranslator } from '../pipeline/translate/trial.js';

export interface TranslateOptions {
  readonly references: readonly string[];
  /** Also what is translated, or was refused, before. */
  readonly isAgain: boolean;
  readonly isJson: boolean;
  readonly print: (line: string) => Promise<void>;
  /** Ends the request under way: as long as it counts as asked for, no other program sends one. */
  readonly signal: AbortSignal;
}

/** How long one paper is worked on, waiting for a translator that asks for patience included (milliseconds). */
const PATIENCE_MS = 120_000;
const PAUSE_MS = 300;
const UNFINISHED =
  'the running bot is at it, or it takes longer than two minutes; call this again to see what came of it';

const pause = (): Promise<void> => new Promise((resume) => setTimeout(resume, PAUSE_MS));

function lineOf(title: string, { status, characters, reason }: PaperTranslation): string {
  return `${title}: ${status}, ${countedPlain(characters, 'character', 'characters')}${reason === null ? '' : ` (${reason})`}`;
}

/** Answers the exit code: 1 when the translator gives nothing that a card may show. */
export async function runTrial(
  parts: TranslateParts,
  { isJson, print, signal }: Pick<TranslateOptions, 'isJson' | 'print' | 'signal'>,
): Promise<number> {
  const trial = await tryTranslator(parts, signal);
  if (isJson) await print(JSON.stringify({ provider: parts.translator.provider, ...trial }));
  else {
    await print(`sentence  ${trial.sentence}`);
    await print(`sent      ${trial.sent}`);
    await print(`answer    ${trial.answer ?? 'none'}`);
    await print(trial.reason === null ? `shown     ${trial.shown ?? ''}` : `refused   ${trial.reason}`);
  }
  return trial.reason === null ? 0 : 1;
}

/** Answers the exit code: 1 when a paper is unknown or has no Japanese now. */
export async function runTranslate(parts: TranslateParts, options: TranslateOptions): Promise<number> {
  const { reader, translator } = parts;
  const { isJson, print, signal } = options;
  const { provider } = translator;
  const round = createRound(parts);
  await testAnew(parts);

  async function translateOne(reference: string): Promise<boolean> {
    const paper = reader.findPaper(reference);
    if (paper === null) {
      const error = `No paper is known as "${reference}".`;
      if (!isJson) throw new UserError('unknown-paper', error);
      await print(JSON.stringify({ key: null, status: 'refused', provider, characters: 0, error }));
      return false;
    }
    const until = performance.now() + PATIENCE_MS;
    const result = await translateOnRequest(parts, paper, {
      again: options.isAgain ? 'all' : 'no',
      async work() {
        const outcome = await round(signal, 0);
        if (outcome === 'busy' || outcome === 'resting') await pause();
        return outcome !== 'idle' && !signal.aborted && performance.now() < until;
      },
    });
    const { status, characters } = result;
    const error = result.reason ?? (status === 'later' ? UNFINISHED : null);
    const title = reader.findPaper(paper.key)?.titleJa ?? paper.title;
    await print(
      isJson
        ? JSON.stringify({ key: paper.key, status, provider, characters, error })
        : lineOf(title, { ...result, reason: error }),
    );
    return status === 'done' || status === 'known';
  }

  let isWhole = true;
  for (const reference of options.references) if (!signal.aborted) isWhole = (await translateOne(reference)) && isWhole;
  return isWhole && !signal.aborted ? 0 : 1;
}
