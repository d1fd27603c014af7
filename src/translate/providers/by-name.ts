// Providers by name: the one that TRANSLATOR chooses.
import type { ProviderName } from '../../domain/translation.js';
import { translatorId } from '../../domain/translator-settings.js';
import { createRedactor, createResultRedactor } from '../../text/redact.js';
import type { Provider, ProviderSettings, Translator } from '../translator.js';
import { createAzure } from './azure.js';
import { createDeepl } from './deepl.js';
import { createGoogle } from './google.js';
import { createLibretranslate } from './libretranslate.js';
import { createOpenai } from './openai.js';

const CREATE: Readonly<Record<ProviderName, (settings: ProviderSettings) => Provider>> = {
  deepl: createDeepl,
  google: createGoogle,
  azure: createAzure,
  libretranslate: createLibretranslate,
  openai: createOpenai,
};

/** What the provider says never carries the key further: its words are stored and shown. */
export function createTranslator(name: ProviderName, settings: ProviderSettings): Translator {
  const secrets = settings.key === null ? [] : [settings.key];
  const [redact, redactBody] = [createRedactor(secrets), createResultRedactor(secrets)];
  const translator = CREATE[name]({
    ...settings,
    async request(wanted) {
      const answer = await settings.request(wanted);
      if (answer.kind === 'failure') return answer;
      // Before anything is quoted of it: half a key would not be recognised.
      const bytes = new TextEncoder().encode(redactBody(new TextDecoder().decode(answer.bytes)));
      return { ...answer, bytes };
    },
  });
  return {
    ...translator,
    id: translatorId({ ...settings, provider: name }),
    async translate(texts, terms, signal) {
      const outcome = await translator.translate(texts, terms, signal);
      return outcome.kind === 'ok' ? outcome : { ...outcome, reason: redact(outcome.reason) };
    },
  };
}
