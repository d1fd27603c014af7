// Words of lists, digests and daily threads by language.
import type { Language } from '../../domain/language.js';
import { ownWords, type Words } from '../own-words.js';
import { listsEnglish, type ListWording } from './lists-en.js';
import { listsJapanese } from './lists-ja.js';

export function listWording(language: Language): Words<ListWording> {
  return ownWords(language === 'ja' ? listsJapanese : listsEnglish);
}
