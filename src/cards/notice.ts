// The notice to an admin about deliveries whose outcome is unknown, and what to do about them.
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { Language } from '../domain/language.js';
import type { MessageBody } from '../domain/message.js';
import type { UnknownDelivery } from '../domain/delivery.js';
import type { Paper } from '../domain/paper.js';
import { bareLink, code, joinMarkdown, own, mention, timestamp, type Markdown } from '../text/markdown.js';
import { countPoints } from '../text/points.js';
import { paperUrl, titleText } from './paper-text.js';
import { wording } from './wording.js';

/** Prefix of the button that shows the candidates; its argument is the destination. */
export const UNKNOWN_PREFIX = 'unknown';

export function unknownNotice(destination: string, count: number, language: Language): MessageBody {
  const words = wording(language);
  return {
    content: words.outcomeUnknown(mention(destination), count),
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.Button,
            style: ButtonStyle.Primary,
            label: words.showCandidates,
            custom_id: `${UNKNOWN_PREFIX}:${destination}`,
          },
        ],
      },
    ],
  };
}

/** Cards that are named; of the others their number is told. */
export const CANDIDATES_SHOWN = 10;
const TITLE_POINTS = 90;
/** Discord's limit for a message's text, in code points, and what is left of it for the line that counts the rest. */
const CONTENT_POINTS = 2_000;
const REST_POINTS = 60;
/** An address that would be cut is left out. Angle brackets suppress its preview. */
const URL_POINTS = 1_000;

type Candidate = UnknownDelivery & { readonly paper: Paper | null };

/**
 * What the button answers: the first cards, each with its paper's title and when it was sent, so that a person can look; `count`
 * is of all.
 */
export function candidateList(
  destination: string,
  { count, first }: { readonly count: number; readonly first: readonly Candidate[] },
  language: Language,
): Markdown {
  const words = wording(language);
  const channel = mention(destination);
  if (count === 0) return words.noCandidates(channel);
  const lines = first.slice(0, CANDIDATES_SHOWN).map(({ paper, paperKey, firstAttemptAt }) => {
    const title = paper === null ? code(paperKey) : titleText(paper, TITLE_POINTS);
    const url = paper === null ? null : bareLink(paperUrl(paper, URL_POINTS));
    const time = firstAttemptAt === null ? null : words.sentAbout(timestamp(firstAttemptAt, 'f'));
    return own`- ${joinMarkdown([title, time, url], ' · ')}`;
  });
  const title = words.candidatesTitle(channel, count);
  let room = CONTENT_POINTS - REST_POINTS - countPoints(title);
  const fitting = lines.findIndex((line) => (room -= countPoints(line) + 1) < 0);
  const shown = fitting < 0 ? lines : lines.slice(0, fitting);
  const more = count - shown.length;
  return joinMarkdown([title, ...shown, more > 0 ? words.moreCandidates(more) : null], '\n');
}
