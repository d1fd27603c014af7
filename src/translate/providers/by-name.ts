// Providers by name: the one that TRANSLATOR chooses.
import type { ProviderName } from '../../domain/translation.js';
import type { ProviderSettings, Translator } from '../translator.js';
import { createAzure } from './azure.js';
import { createDeepl } from './deepl.js';
import { createGoogle } from './google.js';
import { createLibretranslate } from './libretranslate.js';
import { createOpenai } from './openai.js';

const CREATE: Readonly<Record<ProviderName, (settings: ProviderSettings) => Translator>> = {
  deepl: createDeepl,
  google: createGoogle,
  azure: createAzure,
  libretranslate: createLibretranslate,
  openai: createOpenai,
};

export function createTranslator(name: ProviderName, settings: ProviderSettings): Translator {
  return CREATE[name](settings);
}
