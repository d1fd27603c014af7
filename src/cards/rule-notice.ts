// What those who made rules, or an admin, are told when rules ended by themselves.
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
  const numbers = rules.slice(0, SHOWN).map((id) => own`${id}`);
  const more = rules.length > SHOWN ? [own`… (${rules.length})`] : [];
  const ended = joinMarkdown([...numbers, ...more], words.listSeparator);
  if (kind === 'left') return { content: words.leftTooLong(ended) };
  return { content: words.channelGone(inertLine(`#${name ?? '?'}`, NAME_POINTS), ended) };
}
