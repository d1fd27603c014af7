// What everybody sees of an answer: papers, and who asked for them. What a person typed is not repeated there, since the bot's
// messages pass the filters of a server.
import type { Language } from '../domain/language.js';
import type { MessageBody } from '../domain/message.js';
import { joinMarkdown, own, personMention } from '../text/markdown.js';
import { countPoints } from '../text/points.js';
import { wording } from './wording.js';

/** Discord's limit for a message's text, in code points. */
const CONTENT_LIMIT = 2_000;

/** Whether it shows papers: a sentence about what was typed is for one person alone. */
export function isShareable({ embeds = [] }: MessageBody): boolean {
  return embeds.length > 0;
}

/** The answer with a line above it; without the line where its text leaves no room. */
export function sharedBy(body: MessageBody, userId: string, language: Language): MessageBody {
  const line = own`-# ${wording(language).sharedBy(personMention(userId))}`;
  const { contentForAll, ...rest } = body;
  const said = contentForAll ?? body.content ?? null;
  const content = joinMarkdown([line, said], '\n');
  return { ...rest, content: countPoints(content) > CONTENT_LIMIT && said !== null ? said : content };
}
