// The languages that the bot speaks.

/** Languages that we speak; everything but a Japanese locale reads English. */
export type Language = 'ja' | 'en';
