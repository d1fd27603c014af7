// What an admin is told when rules ended by themselves.
import { wordsLanguage, type CardLanguage } from '../domain/language.js';
import type { MessageBody } from '../domain/message.js';
import { inertLine, joinMarkdown, own } from '../text/markdown.js';
import { ruleWording } from './rule-wording.js';

const NAME_POINTS = 100;
const SHOWN = 20;

export interface EndedRules {
  readonly kind: 'channel-gone' | 'left';
  readonly language: CardLanguage;
  /** Of the channel, as last seen. */
  readonly name: string | null;
  /** Their numbers. */
  readonly rules: readonly number[];
}

export function ruleNotice({ kind, language, name, rules }: EndedRules): MessageBody {
  const words = ruleWording(wordsLanguage(language));
  const shown = inertLine(`#${name ?? '?'}`, NAME_POINTS);
  if (kind === 'left') return { content: words.leftTooLong(shown) };
  const numbers = rules.slice(0, SHOWN).map((id) => own`${id}`);
  return { content: words.channelGone(shown, joinMarkdown(numbers, words.listSeparator)) };
}
