// Wording: every sentence that people read in Discord, in Japanese and English.
import type { Language } from '../domain/command.js';
import { english } from './wording-en.js';
import { japanese } from './wording-ja.js';

/** One entry per sentence; both languages have the same ones. */
export type Wording = typeof english;

export function wording(language: Language): Wording {
  return language === 'ja' ? japanese : english;
}
