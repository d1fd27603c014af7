// Words of lists, digests and daily threads by language.
import type { Language } from '../../domain/language.js';
import type { Words } from '../wording.js';
import { listsEnglish, type ListWording } from './lists-en.js';
import { listsJapanese } from './lists-ja.js';

/** The one place where these strings become words of our own. */
function ours(words: ListWording): Words<ListWording>;
function ours(words: ListWording): unknown {
  return words;
}

export function listWording(language: Language): Words<ListWording> {
  return ours(language === 'ja' ? listsJapanese : listsEnglish);
}
