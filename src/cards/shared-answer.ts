// Adds a line to an answer that everybody sees: who asked for it.
import type { Language } from '../domain/language.js';
import type { MessageBody } from '../domain/message.js';
import { joinMarkdown, own, personMention } from '../text/markdown.js';
import { countPoints } from '../text/points.js';
import { wording } from './wording.js';

/** Discord's limit for a message's text, in code points. */
const CONTENT_LIMIT = 2_000;

/** The answer with a line above it; as it is where its text leaves no room. */
export function sharedBy(body: MessageBody, userId: string, language: Language): MessageBody {
  const line = own`-# ${wording(language).sharedBy(personMention(userId))}`;
  const content = joinMarkdown([line, body.content ?? null], '\n');
  return countPoints(content) > CONTENT_LIMIT ? body : { ...body, content };
}
