// Words of lists, digests and daily threads by language.
import type { Language } from '../../domain/language.js';
import type { Words } from '../wording.js';
import { modesEnglish, type ModesWording } from './modes-en.js';
import { modesJapanese } from './modes-ja.js';

/** The one place where these strings become words of our own. */
function ours(words: ModesWording): Words<ModesWording>;
function ours(words: ModesWording): unknown {
  return words;
}

export function modesWording(language: Language): Words<ModesWording> {
  return ours(language === 'ja' ? modesJapanese : modesEnglish);
}
