// Wording of rules and settings, in Japanese and English.
import type { Language } from '../domain/language.js';
import { ownWords, type Words } from './own-words.js';
import { rulesEnglish, type RuleWording } from './wording/rules-en.js';
import { rulesJapanese } from './wording/rules-ja.js';

export type RuleWords = Words<RuleWording>;

export function ruleWording(language: Language): RuleWords {
  return ownWords(language === 'ja' ? rulesJapanese : rulesEnglish);
}
