// Translator settings: which translator is asked and how it is reached, checked as a whole.
import { UserError } from '../errors.js';
import type { ProviderName } from './translation.js';

/** Null where the provider's own holds. */
export interface TranslatorChoice {
  readonly provider: ProviderName;
  /** Without a slash at its end. */
  readonly url: string | null;
  readonly region: string | null;
  readonly key: string | null;
  readonly model: string | null;
}

/** A translator by all that it is reached by but its key, which is no name. */
export function translatorId({ provider, url, region, model }: Omit<TranslatorChoice, 'key'>): string {
  return [provider, url, region, model].filter((part) => part !== null).join(' ');
}

export interface TranslatorSettings {
  /** Null when nothing is translated. */
  readonly choice: TranslatorChoice | null;
  /** Code points sent in a day at most; 0: no limit. */
  readonly dailyCharacters: number;
  readonly waitMinutes: number;
}

/** The settings as their names in the environment have them, each checked by itself. */
export interface TranslatorValues {
  readonly TRANSLATOR: ProviderName | 'off';
  readonly TRANSLATOR_URL?: string | undefined;
  readonly TRANSLATOR_REGION?: string | undefined;
  readonly TRANSLATOR_KEY?: string | undefined;
  readonly TRANSLATOR_MODEL?: string | undefined;
  readonly TRANSLATOR_DAILY_CHARACTERS: number;
  readonly TRANSLATOR_WAIT_MINUTES: number;
}

/** What can be sent as a header, in which most providers take keys and regions. */
const SENDABLE = /^[\x20-\x7e]*$/;

/** Throws UserError with exit code 2 where the translator lacks a setting without which it cannot be reached. */
function checked(choice: TranslatorChoice): TranslatorChoice {
  const { provider, url, region, key, model } = choice;
  // The value of a key is not shown.
  for (const [name, value] of Object.entries({ TRANSLATOR_KEY: key, TRANSLATOR_REGION: region }))
    if (!SENDABLE.test(value ?? ''))
      throw new UserError(
        'bad-configuration',
        `${name} has characters other than ASCII letters, digits and signs, or a line end in it, but it must be as the provider gave it. Copy it again.`,
        { exitCode: 2 },
      );
  const lacks = (name: string, what: string): UserError =>
    new UserError('bad-configuration', `${name} is not set, but TRANSLATOR=${provider} needs ${what}.`, {
      exitCode: 2,
    });
  const hasOwnAddress = provider !== 'libretranslate' && provider !== 'openai';
  if (url === null && !hasOwnAddress) throw lacks('TRANSLATOR_URL', 'the http or https address of the server');
  if (url === null && key === null) throw lacks('TRANSLATOR_KEY', 'the key of your account');
  if (provider === 'openai' && model === null) throw lacks('TRANSLATOR_MODEL', 'the name of the model');
  return choice;
}

/** Throws UserError with exit code 2 for settings that do not go together. */
export function translatorSettings(values: TranslatorValues): TranslatorSettings {
  const provider = values.TRANSLATOR;
  const url = values.TRANSLATOR_URL?.replace(/\/+$/, '') ?? null;
  const { TRANSLATOR_REGION: region = null, TRANSLATOR_KEY: key = null, TRANSLATOR_MODEL: model = null } = values;
  return {
    choice: provider === 'off' ? null : checked({ provider, url, region, key, model }),
    dailyCharacters: values.TRANSLATOR_DAILY_CHARACTERS,
    waitMinutes: values.TRANSLATOR_WAIT_MINUTES,
  };
}
