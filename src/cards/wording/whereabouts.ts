// Words of /why and /status by language.
import type { Language } from '../../domain/language.js';
import { ownWords, type Words } from '../own-words.js';
import { whereaboutsEnglish, type WhereaboutsWording } from './whereabouts-en.js';
import { whereaboutsJapanese } from './whereabouts-ja.js';

export function whereaboutsWording(language: Language): Words<WhereaboutsWording> {
  return ownWords(language === 'ja' ? whereaboutsJapanese : whereaboutsEnglish);
}
