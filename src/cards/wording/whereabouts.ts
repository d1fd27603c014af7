// Words of /why and /status by language.
import type { Language } from '../../domain/language.js';
import type { Words } from '../wording.js';
import { whereaboutsEnglish, type WhereaboutsWording } from './whereabouts-en.js';
import { whereaboutsJapanese } from './whereabouts-ja.js';

/** The one place where these strings become words of our own. */
function ours(words: WhereaboutsWording): Words<WhereaboutsWording>;
function ours(words: WhereaboutsWording): unknown {
  return words;
}

export function whereaboutsWording(language: Language): Words<WhereaboutsWording> {
  return ours(language === 'ja' ? whereaboutsJapanese : whereaboutsEnglish);
}
