// Wording of rules and settings, in Japanese and English.
import type { Language } from '../domain/language.js';
import type { Words } from './wording.js';
import { rulesEnglish, type RuleWording } from './wording/rules-en.js';
import { rulesJapanese } from './wording/rules-ja.js';

/** The one place where these strings become words of our own. */
function ours(words: RuleWording): Words<RuleWording>;
function ours(words: RuleWording): unknown {
  return words;
}

export type RuleWords = Words<RuleWording>;

export function ruleWording(language: Language): RuleWords {
  return ours(language === 'ja' ? rulesJapanese : rulesEnglish);
}
