// Apologies: what is answered in the place of an answer that cannot be given.
import type { Language } from '../domain/language.js';
import type { MessageBody } from '../domain/message.js';
import { code, inertLine } from '../text/markdown.js';
import { wording } from './wording.js';

/** Leaves room in the 2,000 code points of a message. */
const SENTENCE_POINTS = 1_900;

/** The sentence of an error that was made for people; it may name what they typed. */
export function sentence(text: string): MessageBody {
  return { content: inertLine(text, SENTENCE_POINTS) };
}

/** For work that was not carried out; `reference` finds the error in the log. */
export function apologyFor(reference: string, language: Language): MessageBody {
  return { content: wording(language).failed(code(reference)) };
}

/** For work that was carried out and whose answer cannot be shown: it may have changed something. */
export function unshownAnswer(reference: string, language: Language): MessageBody {
  return { content: wording(language).unshown(code(reference)) };
}
