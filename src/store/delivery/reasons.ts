// Reasons of deliveries that several queries look for.

/** Of a person's delivery: a channel that they read showed the paper already. */
export const SHOWN_ELSEWHERE = 'shown in a channel that the person reads';
