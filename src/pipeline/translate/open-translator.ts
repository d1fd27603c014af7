// Opening the translator that the operator chose: its client over HTTP, and the glossary of both files.
import { isUtf8 } from 'node:buffer';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config.js';
import type { TranslatorChoice } from '../../domain/translator-settings.js';
import { parseAllowed } from '../../http/allow.js';
import { createHttpClient, userAgent } from '../../http/client.js';
import { createGlossary, LONGEST_FIELD, parseGlossary, type Glossary } from '../../translate/glossary.js';
import { createTranslator } from '../../translate/providers/by-name.js';
import type { Translator } from '../../translate/translator.js';
import type { TranslateSettings } from './parts.js';

export interface OpenTranslator {
  readonly translator: Translator;
  readonly glossary: Glossary;
  readonly settings: TranslateSettings;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly version: string;
  /** The folder with our glossary; the operator's lies beside it. */
  readonly dataDir: string;
  readonly now: () => Date;
  /** Lines for the person at the terminal. */
  readonly say: (line: string) => void;
}

const OURS = 'glossary-ja.tsv';
const OPERATORS = 'glossary-ja.local.tsv';
/** Some 80,000 lines, which take about 50 MB of memory. */
const LARGEST_GLOSSARY = 4 * 1024 * 1024;
/** No request has more than 20,000 characters, whose translation is far smaller. An answer is read on the gateway's thread. */
const MOST_BYTES = 1024 * 1024;

/** Reads our glossary and, when it is there, the operator's, whose entries count before ours. */
export function readGlossary({ dataDir, say }: Pick<OpenOptions, 'dataDir' | 'say'>): Glossary {
  const files = [OURS, OPERATORS].map((name) => join(dataDir, name)).filter((path) => existsSync(path));
  const entries = files.flatMap((path) => {
    if (statSync(path).size > LARGEST_GLOSSARY) {
      say(`${path} is larger than ${LARGEST_GLOSSARY / 1024 / 1024} MB and is left out; shorten it and start again.`);
      return [];
    }
    const bytes = readFileSync(path);
    if (!isUtf8(bytes)) {
      say(`${path} is not in UTF-8 and is left out; save it in UTF-8 and start again.`);
      return [];
    }
    const parsed = parseGlossary(bytes.toString());
    if (parsed.wrongLines.length > 0) {
      const lines = parsed.wrongLines.slice(0, 10).join(', ');
      const longest = `of at most ${LONGEST_FIELD} characters each`;
      say(
        `${path}: lines ${lines} are not "keep<TAB>name" or "map<TAB>term<TAB>Japanese", ${longest}, and are left out.`,
      );
    }
    return parsed.entries;
  });
  return createGlossary(entries);
}

/** The address that the operator gave may be private. */
function clientFor({ url }: TranslatorChoice, agent: string, now: () => Date) {
  const allowed = url === null ? [] : (parseAllowed(new URL(url).host) ?? []);
  const limits = { bytes: MOST_BYTES, decodedBytes: MOST_BYTES };
  return createHttpClient({ userAgent: agent, allowed, setting: 'TRANSLATOR_URL', now, limits });
}

/** Null when nothing is to be translated. */
export function openTranslator(config: Config, options: OpenOptions): OpenTranslator | null {
  const { choice: chosen, dailyCharacters, waitMinutes } = config.translator;
  if (chosen === null) return null;
  const client = clientFor(chosen, userAgent(options.version, config.sources.contact), options.now);
  return {
    translator: createTranslator(chosen.provider, { ...chosen, request: client.request }),
    glossary: readGlossary(options),
    settings: {
      dailyCharacters,
      waitMs: waitMinutes * 60_000,
      timezone: config.timezone,
    },
    close: client.close,
  };
}
