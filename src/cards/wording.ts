// Wording: every sentence that people read in Discord, in Japanese and English.
import type { Language } from '../domain/language.js';
import { ownWords, type Words } from './own-words.js';
import { english, type Wording } from './wording-en.js';
import { japanese } from './wording-ja.js';

export type { Wording };

export function wording(language: Language): Words<Wording> {
  return ownWords(language === 'ja' ? japanese : english);
}
