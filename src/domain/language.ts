// The languages that the bot speaks.

/** Languages that we speak; everything but a Japanese locale reads English. */
export type Language = 'ja' | 'en';

/** What a destination reads; `both`: the Japanese title and gist, then one English sentence. */
export type CardLanguage = Language | 'both';

/** The language of the words around a paper's own texts. */
export function wordsLanguage(language: CardLanguage): Language {
  return language === 'both' ? 'ja' : language;
}
