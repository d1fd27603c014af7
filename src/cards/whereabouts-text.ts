// Whereabouts in words: why a paper came or did not come to a place, and how things stand there today.
import type { Taxonomy } from '../domain/category.js';
import type { CategoryDay } from '../domain/category-day.js';
import type { Language } from '../domain/language.js';
import type { MessageBody } from '../domain/message.js';
import type { Paper } from '../domain/paper.js';
import type { PaperDelivery, PaperHere, PlaceRest, PlaceState, RuleHere, Untranslated } from '../domain/posted.js';
import { code, inertLine, joinMarkdown, link, own, timestamp, wholeLines, type Markdown } from '../text/markdown.js';
import { catchupLink } from './alarm-notice.js';
import { headLines, paperUrl } from './paper-text.js';
import { keptWords, nextTime, prospectOf, SHOWN_REASON_POINTS, placeReason, waitingLines } from './prospects.js';
import { isOfProvider } from './wording/translation-reasons.js';
import { whereaboutsWording, type Asked } from './wording/whereabouts.js';

const VALUE_POINTS = 80;
/** Rules that an answer names. */
export const SHOWN_RULES = 10;
const DESCRIPTION_LIMIT = 4_096;
/** Of the categories of a day, so that what waits has its place. */
const DAYS_LIMIT = 2_000;

type W = ReturnType<typeof whereaboutsWording>;

const OUR_ERROR = /^an error of this program: ([^]*?)(; its message may stand)?$/;
const GIVEN_UP = /^given up after (\d+) attempts: ([^]*)$/;

/** Why a delivery was given up for good: by a refusal of Discord, or by a fault of the bot itself. */
function rejectionText(reason: string, asked: Asked): Markdown {
  const words = whereaboutsWording(asked);
  const { language } = asked;
  const [, error, isDoubtful] = OUR_ERROR.exec(reason) ?? [];
  if (error !== undefined)
    return words.failed[isDoubtful === undefined ? 'absent' : 'doubtful'](inertLine(error, SHOWN_REASON_POINTS));
  const [, attempts, last = ''] = GIVEN_UP.exec(reason) ?? [];
  if (attempts !== undefined) return words.gaveUp(Number(attempts), keptWords(last, language));
  return words.rejected(keptWords(reason, language));
}

/** One rule; `how` says by what it matched. */
function ruleText({ kind, value, isRemoved, isPaused }: RuleHere, how: Markdown | null, words: W): Markdown {
  const text = inertLine(value, VALUE_POINTS);
  const named = kind === 'keyword' ? code(value, VALUE_POINTS) : kind === 'author' ? words.author(text) : text;
  const notes = joinMarkdown([how, isRemoved ? words.removed : null, isPaused ? words.paused : null], words.separator);
  return notes === '' ? named : words.noted(named, notes);
}

function rulesText(rules: readonly RuleHere[], words: W): Markdown {
  const shown = rules.slice(0, SHOWN_RULES).map((rule) => ruleText(rule, null, words));
  return joinMarkdown([...shown, rules.length > SHOWN_RULES ? words.moreRules : null], words.separator);
}

export interface WhyOptions {
  readonly paper: Paper;
  readonly here: PaperHere;
  /** Words of the paper by which each keyword rule found it, by the rule's query. */
  readonly found: ReadonlyMap<string, readonly string[]>;
  /** Of the place; null in direct messages. */
  readonly guildId: string | null;
  readonly rest: PlaceRest | null;
  readonly now: Date;
  readonly language: Language;
  readonly taxonomy: Taxonomy;
}

const about = ({ language, guildId }: WhyOptions): Asked => ({ language, isPersonal: guildId === null });

/** By what a rule matched: the category with how the paper is filed there, the words that were found. */
function matchText(rule: RuleHere, options: WhyOptions): Markdown {
  const { paper, found, taxonomy } = options;
  const words = whereaboutsWording(about(options));
  if (rule.kind === 'category') {
    const code = paper.categories.find((category) => taxonomy.matches([category], rule.value)) ?? rule.value;
    const isPrimary = paper.primaryCategory !== null && taxonomy.matches([paper.primaryCategory], rule.value);
    const shown = inertLine(isPrimary ? (paper.primaryCategory ?? code) : code, VALUE_POINTS);
    // Where the primary category is unknown, each counts as it.
    const other = shown === rule.value ? null : shown;
    if (paper.primaryCategory === null) return ruleText(rule, other, words);
    return ruleText(rule, isPrimary ? words.primary(other) : words.crossListed(other), words);
  }
  const matches = found.get(rule.value) ?? [];
  const texts = matches.slice(0, 5).map((text) => inertLine(text, 40));
  return ruleText(rule, texts.length === 0 ? null : words.byWords(joinMarkdown(texts, words.separator)), words);
}

function deliveryText(delivery: PaperDelivery, options: WhyOptions): Markdown {
  const asked = about(options);
  const words = whereaboutsWording(asked);
  const { state, reason, mode, line, count, messageId, channelId, settledAt } = delivery;
  if (state === 'withheld') return words.withheld(placeReason(reason, asked));
  if (state === 'rejected') return rejectionText(reason ?? '', asked);
  if (state === 'held') return words.held(placeReason(reason, asked));
  if (state === 'sending') return words.sending;
  if (state === 'pending') {
    const prospect = prospectOf(delivery, options, asked);
    const waits = words.pending(prospect.when, words.modes[mode]);
    return joinMarkdown([waits, prospect.reason === null ? null : words.waitsFor(prospect.reason)], '\n');
  }
  const time = timestamp(settledAt ?? delivery.matchedAt, 'f');
  if (messageId === null) return words.postedGone(time);
  const address = `https://discord.com/channels/${options.guildId ?? '@me'}/${channelId}/${messageId}`;
  const message = link(words.openMessage, address);
  return line === null
    ? words.postedCard(message, time)
    : words.postedLine(message, time, { line, count: count ?? line });
}

function absenceText(options: WhyOptions): Markdown {
  const { here, paper, language } = options;
  const words = whereaboutsWording(about(options));
  const { announcedAt, silentReason, rules } = here;
  if (announcedAt === null) return words.notAnnounced(keptWords(silentReason ?? '', language));
  if (rules.length === 0) return words.noRules;
  if (rules.every(({ createdAt }) => createdAt > announcedAt)) return words.olderThanRules(timestamp(announcedAt, 'f'));
  const categories = joinMarkdown(
    paper.categories.map((code) => inertLine(code, 30)),
    words.separator,
  );
  return words.noMatch(rulesText(rules, words), categories);
}

/** A check refused the translation, or there was none to check. */
function kindOf({ state, reason }: Untranslated): Untranslated['state'] {
  return isOfProvider(reason) ? 'dropped' : state;
}

/** Why a paper came here, comes, or does not. */
export function whyMessage(options: WhyOptions): MessageBody {
  const { paper, here, language } = options;
  const words = whereaboutsWording(about(options));
  const { untranslated } = here;
  const matched = [
    ...here.matched.slice(0, SHOWN_RULES).map((rule) => matchText(rule, options)),
    ...(here.matched.length > SHOWN_RULES ? [words.moreRules] : []),
  ];
  const lines = [
    here.delivery === null ? absenceText(options) : deliveryText(here.delivery, options),
    ...(matched.length === 0 ? [] : [words.matched(joinMarkdown(matched, words.separator))]),
    ...(untranslated === null
      ? []
      : [words.untranslated[kindOf(untranslated)](keptWords(untranslated.reason, language))]),
  ];
  const description = wholeLines(lines, DESCRIPTION_LIMIT, words.moreLines);
  return { embeds: [{ title: headLines(paper, language).title, url: paperUrl(paper, 2048), description }] };
}

export interface StatusOptions {
  readonly place: PlaceState;
  readonly rest: PlaceRest | null;
  /** Today in the categories that this place follows; null where feeds are not read. */
  readonly days: readonly CategoryDay[] | null;
  readonly nextFeedAt: Date | null;
  readonly lastIngestAt: string | null;
  readonly now: Date;
  readonly asked: Asked;
}

/** How a day stands, with arXiv's own list of it. */
function dayText(given: CategoryDay, asked: Asked): Markdown {
  const words = whereaboutsWording(asked);
  const list = link(words.listOfDay, catchupLink(given.category, given.day));
  return own`${stateText(given, words, asked.language)} · ${list}`;
}

function stateText({ category, state, papers, reason }: CategoryDay, words: W, language: Language): Markdown {
  const code = inertLine(category, 40);
  if (state === 'complete') return words.dayComplete(code, papers ?? 0);
  if (state === 'partial') return words.dayPartial(code, papers ?? 0);
  if (state === 'stale') return words.dayStale(code);
  if (reason?.kind === 'failing') return words.dayFailing(code, timestamp(reason.since, 'f'));
  if (reason?.kind === 'not-read') return words.dayNotRead(code);
  if (state === 'waiting') return words.dayWaiting(code);
  if (reason?.kind === 'holiday') {
    const { name, nameJa } = reason.holiday;
    const named = inertLine(language === 'ja' ? nameJa : name, VALUE_POINTS);
    return words.dayNone(code, words.holiday(named, reason.isGuess));
  }
  const kind = reason?.kind ?? 'other';
  const why = kind === 'weekend' || kind === 'unlisted' || kind === 'quiet' ? kind : 'other';
  return words.dayNone(code, words.why[why]);
}

/** How things stand at a place. */
export function statusMessage({ place, rest, days, nextFeedAt, lastIngestAt, now, asked }: StatusOptions): MessageBody {
  const words = whereaboutsWording(asked);
  const next = nextTime(place, { rest, now }, asked);
  const rules = place.rules.length === 0 ? words.noRules : words.rulesHere(rulesText(place.rules, words));
  const each = days?.map((day) => own`- ${dayText(day, asked)}`) ?? [words.noFeeds];
  const lines = [
    ...(each.length === 0 ? [] : [wholeLines(each, DAYS_LIMIT, words.moreDays)]),
    ...(nextFeedAt === null ? [] : [words.nextFeed(timestamp(nextFeedAt.toISOString(), 'f'))]),
    lastIngestAt === null ? words.noIngest : words.lastIngest(timestamp(lastIngestAt, 'f')),
    words.postedToday(place.posted),
    ...(next === null ? [] : [words.nextDelivery(timestamp(next, 'f'))]),
    ...(place.waiting.length === 0
      ? [words.nothingWaits]
      : waitingLines(place, { rest, now }, asked).map((line) => own`- ${line}`)),
    rules,
  ];
  const description = wholeLines(lines, DESCRIPTION_LIMIT, words.moreLines);
  return { embeds: [{ title: words.statusTitle, description }] };
}
