// What those who made rules, or an admin, are told when rules ended by themselves.
import { wordsLanguage, type CardLanguage } from '../domain/language.js';
import type { MessageBody } from '../domain/message.js';
import { inertLine, joinMarkdown, own } from '../text/markdown.js';
import { ruleText } from './day-thread.js';
import { ruleWording } from './rule-wording.js';

const NAME_POINTS = 100;
const SHOWN = 20;

export interface EndedRules {
  readonly kind: 'channel-gone' | 'left';
  readonly language: CardLanguage;
  /** Of the channel, as last seen. */
  readonly name: string | null;
  /** What they were about. */
  readonly rules: readonly { readonly kind: string; readonly value: string }[];
}

export function ruleNotice({ kind, language, name, rules }: EndedRules): MessageBody {
  const words = ruleWording(wordsLanguage(language));
  const shown = rules.slice(0, SHOWN).map((rule) => ruleText(rule.kind, rule.value, wordsLanguage(language)));
  const names = joinMarkdown(shown, words.listSeparator);
  const ended = rules.length > SHOWN ? own`${names}${words.more(rules.length - SHOWN)}` : names;
  if (kind === 'left') return { content: words.leftTooLong(ended) };
  return { content: words.channelGone(inertLine(`#${name ?? '?'}`, NAME_POINTS), ended) };
}
