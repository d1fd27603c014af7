// Words of /why and /status by language, about a channel or about a person's direct messages.
import type { Language } from '../../domain/language.js';
import { ownWords, type Words } from '../own-words.js';
import { directEnglish, whereaboutsEnglish, type WhereaboutsWording } from './whereabouts-en.js';
import { directJapanese, whereaboutsJapanese } from './whereabouts-ja.js';

/** To whom, and about what, the words are said. */
export interface Asked {
  readonly language: Language;
  /** About the direct messages of whoever asks, wherever they do. */
  readonly isPersonal: boolean;
}

export function whereaboutsWording({ language, isPersonal }: Asked): Words<WhereaboutsWording> {
  if (language === 'ja') return ownWords(isPersonal ? directJapanese : whereaboutsJapanese);
  return ownWords(isPersonal ? directEnglish : whereaboutsEnglish);
}
