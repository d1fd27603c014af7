// The private answer about one rule: the rule in words, its volume, examples, the next delivery, and what can be done.
import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { Taxonomy } from '../domain/category.js';
import { nextHour, quietEnd, type QuietHours } from '../domain/due.js';
import type { Language } from '../domain/language.js';
import type { LabelledButton, MessageBody, Row } from '../domain/message.js';
import { DEFAULT_HOUR, type RuleOutlook, type Subscription } from '../domain/subscription.js';
import { hasCjk } from '../text/cjk.js';
import { joinMarkdown, link, own, timestamp, type Markdown } from '../text/markdown.js';
import { paperUrl, titleLines } from './paper-text.js';
import { ruleReference } from './rule-reference.js';
import { howText, optionLines, placeText, subjectText } from './rule-text.js';
import { ruleWording } from './rule-wording.js';

/** Prefix of the buttons and menus of a rule; the argument is what to do and the rule's reference. */
export const RULE_PREFIX = 'rule';
/** From this many papers an announcement day on, a digest is offered first. */
export const BUSY = 20;

const URL_POINTS = 160;

export interface RuleView {
  readonly rule: Subscription;
  readonly outlook: RuleOutlook;
  /** Of the server or person (IANA). */
  readonly zone: string;
  readonly quiet: QuietHours | null;
  readonly hasFeeds: boolean;
  readonly nextFeedAt: Date | null;
  readonly now: Date;
  /** What just happened, above all else. */
  readonly lead: readonly Markdown[];
}

/** Papers an announcement day, as a person would say it. */
function perDay({ papers, days }: RuleOutlook): number {
  const each = papers / Math.max(days, 1);
  return each >= 10 ? Math.round(each) : Math.round(each * 10) / 10;
}

function volumeLines(outlook: RuleOutlook, language: Language): Markdown[] {
  const words = ruleWording(language);
  if (outlook.days === 0) return [words.noVolume];
  if (outlook.papers === 0) return [words.noneLately(outlook.days)];
  const examples = outlook.examples.map(
    (paper) => own`- ${link(titleLines(paper, language).title, paperUrl(paper, URL_POINTS))}`,
  );
  return [words.volume(words.papers(perDay(outlook)), outlook.days), words.examples, ...examples];
}

function nextLine({ rule, zone, quiet, hasFeeds, nextFeedAt, now }: RuleView, language: Language): Markdown {
  const words = ruleWording(language);
  /** What falls into the quiet hours comes at their end. */
  const shown = (at: Date): Markdown =>
    timestamp(((quiet === null ? null : quietEnd(quiet, at)) ?? at).toISOString(), 'f');
  if (rule.mode === 'digest') return words.nextDigest(shown(nextHour(rule.hour ?? DEFAULT_HOUR, zone, now)));
  return hasFeeds && nextFeedAt !== null ? words.nextFeed(shown(nextFeedAt)) : words.nextUntimed;
}

function buttonsOf({ rule, outlook }: RuleView, language: Language): Row<LabelledButton>[] {
  const words = ruleWording(language);
  const reference = ruleReference(rule);
  const button = (
    what: string,
    label: LabelledButton['label'],
    style: APIButtonComponentWithCustomId['style'] = ButtonStyle.Secondary,
  ): LabelledButton => {
    return { type: ComponentType.Button, style, label, custom_id: `${RULE_PREFIX}:${what}:${reference}` };
  };
  const isBusy = perDay(outlook) > BUSY && rule.mode !== 'digest';
  const first = [
    ...(isBusy ? [button('digest', words.useDigest, ButtonStyle.Primary)] : []),
    button('mode', words.changeMode),
    button('narrow', words.narrow),
    ...(rule.guildId === null ? [] : [button('move', words.move)]),
    button('sample', words.sample),
  ];
  const second = [
    rule.pausedAt === null ? button('pause', words.pause) : button('resume', words.resume, ButtonStyle.Primary),
    ...(rule.kind === 'author' ? [button('strangers', words.notThisPerson)] : []),
    ...(rule.guildId === null
      ? [button('repeats', rule.options.withRepeats ? words.withoutRepeatsButton : words.withRepeats)]
      : []),
    button('remove', words.remove, ButtonStyle.Danger),
  ];
  return [
    { type: ComponentType.ActionRow, components: first },
    { type: ComponentType.ActionRow, components: second },
  ];
}

export function ruleView(view: RuleView, taxonomy: Taxonomy, language: Language): MessageBody {
  const { rule, outlook, lead, hasFeeds } = view;
  const words = ruleWording(language);
  const subject = subjectText(rule, taxonomy, language);
  const isBusy = perDay(outlook) > BUSY && rule.mode !== 'digest';
  const lines = [
    ...lead,
    rule.guildId === null ? words.sentToYou(subject) : words.postedIn(subject, placeText(rule, language)),
    ...(rule.pausedAt === null ? [] : [words.pausedSince(timestamp(rule.pausedAt, 'f'))]),
    howText(rule, language),
    ...optionLines(rule, language),
    ...volumeLines(outlook, language),
    ...(isBusy ? [words.busy(words.papers(perDay(outlook)))] : []),
    ...(rule.pausedAt === null ? [nextLine(view, language)] : []),
    ...(rule.category === null && !hasFeeds ? [words.withoutFeeds] : []),
    ...(rule.kind === 'author' && outlook.papers === 0 && hasCjk(rule.value) ? [words.latinNames] : []),
    ...(rule.guildId === null && !rule.options.withRepeats ? [words.withoutRepeats] : []),
    words.changeLanguage,
    words.fromNowOn,
  ];
  return { embeds: [{ description: joinMarkdown(lines, '\n') }], components: buttonsOf(view, language) };
}
