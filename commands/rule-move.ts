// Moving a rule to another channel of its server, with what waits because of it.
import { ComponentType } from 'discord-api-types/v10';
import { placeText } from '../src/cards/rule-text.js';
import { ruleReference } from '../src/cards/rule-reference.js';
import { RULE_PREFIX } from '../src/cards/rule-view.js';
import { ruleWording } from '../src/cards/rule-wording.js';
import type { Context, Submission } from '../src/domain/context.js';
import type { Language } from '../src/domain/language.js';
import type { ModalForm, PressResult } from '../src/domain/message.js';
import type { Subscription } from '../src/domain/subscription.js';
import { ruleAnswer } from './rule-answer.js';
import { refusedPlace } from './rule-request.js';
import { CHANNEL_TYPES, text } from './shared.js';

export function moveForm(rule: Subscription, language: Language): ModalForm {
  const words = ruleWording(language);
  return {
    custom_id: `${RULE_PREFIX}:move:${ruleReference(rule)}`,
    title: words.moveTitle,
    components: [
      {
        type: ComponentType.Label,
        label: words.moveChannel,
        description: words.moveHint,
        component: {
          type: ComponentType.ChannelSelect,
          custom_id: 'channel',
          required: true,
          channel_types: CHANNEL_TYPES,
        },
      },
    ],
  };
}

/** What was submitted, by somebody who may change the rule where it is; the same is asked of the new channel as by /subscribe. */
export async function moveRule(rule: Subscription, submission: Submission, context: Context): Promise<PressResult> {
  const { language, now, fields } = submission;
  const words = ruleWording(language);
  const channel = await submission.channelHere(fields['channel']?.[0] ?? '');
  if (channel === null || rule.guildId === null) return { reply: text(words.channelUnknown) };
  const shown = placeText({ guildId: rule.guildId, destination: channel.id }, language);
  if (channel.id === rule.destination) return { reply: text(words.alreadyThere(shown)) };
  const refusal = refusedPlace(channel, rule.mode, { language, taxonomy: context.taxonomy });
  if (refusal !== null) return { reply: refusal };
  if (rule.options.role !== null && !(await submission.mayMention(rule.options.role, channel.id)))
    return { reply: text(words.roleNotYours) };
  const place = { name: channel.name, language: null, fallback: rule.language };
  const moved = await context.rules.move(rule.id, { destination: channel.id, place }, now);
  if (moved === null) return { reply: text(words.gone) };
  if (moved === 'exists') return { reply: text(words.alreadyThere(shown)) };
  const isSame = moved.language === rule.language;
  const lead = [words.moved(shown), ...(isSame ? [] : [words.languageThere(words.languages[moved.language])])];
  return { update: await ruleAnswer(moved, lead, { caller: submission, context }) };
}
