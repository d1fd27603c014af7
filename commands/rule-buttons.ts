// Buttons and menus under the answer about a rule: another format or channel, narrower, pause, resume, stop, a sample.
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { ruleReference } from '../src/cards/rule-reference.js';
import { placeText, subjectText } from '../src/cards/rule-text.js';
import { RULE_PREFIX } from '../src/cards/rule-view.js';
import { ruleWording } from '../src/cards/rule-wording.js';
import { wording } from '../src/cards/wording.js';
import type { Button, ChannelRef, Context, Press } from '../src/domain/context.js';
import type { MenuOption, MessageBody, PressResult, Row, Menu } from '../src/domain/message.js';
import {
  DEFAULT_HOUR,
  MODES,
  MOST_LEFT_OUT,
  MOST_NAMES_LEFT_OUT,
  type Mode,
  type Subscription,
} from '../src/domain/subscription.js';
import { mention, type Markdown } from '../src/text/markdown.js';
import { plain } from '../src/text/visible.js';
import { findRule, mayChange, reachesPerson, refusalFor, ruleAnswer } from './rule-answer.js';
import { narrowForm } from './rule-form.js';
import { moveForm } from './rule-move.js';
import { postSample } from './rule-sample.js';
import { chooseStrangers, leaveOutStrangers } from './rule-strangers.js';
import { hasThreads, missingPermissions, text } from './shared.js';

interface Asked {
  readonly rule: Subscription;
  readonly press: Press;
  readonly context: Context;
}

async function shown({ press, context }: Asked, rule: Subscription | null, ...lead: Markdown[]): Promise<PressResult> {
  if (rule === null) return { reply: text(ruleWording(press.language).gone) };
  return { update: await ruleAnswer(rule, lead, { caller: press, context }) };
}

const menuRow = (menu: Menu): Row => ({ type: ComponentType.ActionRow, components: [menu] });
const menuId = (what: string, rule: Subscription): string => `${RULE_PREFIX}:${what}:${ruleReference(rule)}`;

/** Where the rule is, if a thread a day can begin there; null for direct messages, too. */
async function threadPlace({ rule, press }: Asked): Promise<ChannelRef | null> {
  const channel = rule.guildId === null ? null : await press.channelHere(rule.destination);
  return channel !== null && hasThreads(channel) ? channel : null;
}

/** What is wrong with a format where the rule is; null when nothing is. */
async function modeFault(asked: Asked, mode: Mode): Promise<Markdown | null> {
  const { rule, press } = asked;
  if (mode !== 'thread' || mode === rule.mode) return null;
  const words = ruleWording(press.language);
  const channel = await threadPlace(asked);
  if (channel === null) return rule.guildId === null ? words.modeNotThere : words.threadsNotThere;
  const missing = missingPermissions(channel, press.language, 'threads');
  return missing.length === 0 ? null : wording(press.language).botLacks(mention(channel.id), missing);
}

async function modeMenu(asked: Asked): Promise<Row> {
  const words = ruleWording(asked.press.language);
  const hasThread = asked.rule.mode === 'thread' || (await threadPlace(asked)) !== null;
  const modes = MODES.filter((mode) => mode !== 'thread' || hasThread);
  const options = modes.map((mode): MenuOption => {
    return {
      label: words.modes[mode],
      description: words.modeHints[mode],
      value: mode,
      default: mode === asked.rule.mode,
    };
  });
  return menuRow({
    type: ComponentType.StringSelect,
    custom_id: menuId('setmode', asked.rule),
    placeholder: words.chooseMode,
    options,
  });
}

function hourMenu({ rule, press }: Asked): Row {
  const words = ruleWording(press.language);
  const options = Array.from({ length: 24 }, (_, hour): MenuOption => {
    return { label: plain(`${hour}:00`, 10), value: String(hour), default: hour === (rule.hour ?? DEFAULT_HOUR) };
  });
  return menuRow({
    type: ComponentType.StringSelect,
    custom_id: menuId('sethour', rule),
    placeholder: words.chooseHour,
    options,
  });
}

/** The view with menus in the place of its buttons. */
async function choosing(asked: Asked, rows: readonly Row[]): Promise<PressResult> {
  const { rule, press, context } = asked;
  const view: MessageBody = await ruleAnswer(rule, [], { caller: press, context });
  const label = ruleWording(press.language).back;
  const back: Row = {
    type: ComponentType.ActionRow,
    components: [{ type: ComponentType.Button, style: ButtonStyle.Secondary, label, custom_id: menuId('view', rule) }],
  };
  return { update: { ...view, components: [...rows, back] } };
}

async function setMode(asked: Asked, mode: Mode, hour: number): Promise<PressResult> {
  const { rule, press, context } = asked;
  const words = ruleWording(press.language);
  const changed = await context.rules.change(rule.id, { mode, hour }, press.now);
  return shown(asked, changed, words.changed);
}

const isMode = (value: string | undefined): value is Mode => MODES.some((mode) => mode === value);

async function resume(asked: Asked): Promise<PressResult> {
  const { rule, press, context } = asked;
  const words = ruleWording(press.language);
  if (!(await reachesPerson({ ...rule, pausedAt: null }, { caller: press, context })))
    return shown(asked, rule, words.closedMessages);
  const resumed = await context.rules.resume(rule.id, press.now);
  const isWithoutRepeats = rule.guildId === null && !rule.options.withRepeats;
  return shown(asked, resumed?.subscription ?? null, words.resumed(resumed?.woken ?? 0, isWithoutRepeats));
}

async function remove({ rule, press, context }: Asked): Promise<PressResult> {
  const { language, now } = press;
  const words = ruleWording(language);
  const removed = await context.rules.remove(rule.id, now);
  if (removed === null) return { reply: text(words.gone) };
  const subject = subjectText(rule, context.taxonomy, language);
  return { update: { content: words.removed(subject, placeText(rule, language), removed.withheld) } };
}

const ACTIONS: Readonly<Record<string, (asked: Asked) => Promise<PressResult>>> = {
  view: (asked) => shown(asked, asked.rule),
  digest: (asked) => setMode(asked, 'digest', asked.rule.hour ?? DEFAULT_HOUR),
  async mode(asked) {
    const menu = await modeMenu(asked);
    return choosing(asked, asked.rule.mode === 'digest' ? [menu, hourMenu(asked)] : [menu]);
  },
  async setmode(asked) {
    const [mode] = asked.press.values;
    if (!isMode(mode)) return shown(asked, asked.rule);
    const fault = await modeFault(asked, mode);
    return fault === null ? setMode(asked, mode, asked.rule.hour ?? DEFAULT_HOUR) : { reply: text(fault) };
  },
  sethour: (asked) => setMode(asked, 'digest', Number(asked.press.values[0] ?? DEFAULT_HOUR)),
  narrow: ({ rule, press }) => Promise.resolve({ form: narrowForm(rule, press.language) }),
  move: ({ rule, press }) => Promise.resolve({ form: moveForm(rule, press.language) }),
  async pause(asked) {
    const paused = await asked.context.rules.pause(asked.rule.id, asked.press.now);
    return shown(asked, paused, ruleWording(asked.press.language).paused);
  },
  resume,
  remove,
  async repeats(asked) {
    const { rule, press, context } = asked;
    const options = { ...rule.options, withRepeats: !rule.options.withRepeats };
    return shown(
      asked,
      await context.rules.change(rule.id, { options }, press.now),
      ruleWording(press.language).changed,
    );
  },
  async sample({ rule, press, context }) {
    return { reply: text(await postSample(rule, press, context)) };
  },
  async strangers(asked) {
    const menu = await chooseStrangers(asked.rule, asked.press, asked.context);
    return menu === null ? { reply: text(ruleWording(asked.press.language).strangersNone) } : choosing(asked, [menu]);
  },
  async strange(asked) {
    const changed = await leaveOutStrangers(asked.rule, asked.press, asked.context);
    const words = ruleWording(asked.press.language);
    if (changed === 'same') return { reply: text(words.strangersSame) };
    if (changed === 'full') return { reply: text(words.strangersFull(MOST_NAMES_LEFT_OUT)) };
    if (changed === 'full-in-all') return { reply: text(words.tooMuchLeftOut(MOST_LEFT_OUT)) };
    return shown(asked, changed, words.changed);
  },
};

/** Argument: what to do, and the rule's reference. The rights are looked at with every press. */
export const ruleButton: Button = {
  prefix: RULE_PREFIX,
  async run(press, context) {
    const [what = '', reference = ''] = press.argument.split(':');
    const rule = await findRule(reference, context);
    const act = Object.hasOwn(ACTIONS, what) ? ACTIONS[what] : undefined;
    if (rule === null || act === undefined) return { reply: text(ruleWording(press.language).gone) };
    if (!(await mayChange(rule, press))) return { reply: await refusalFor(rule, press) };
    return act({ rule, press, context });
  },
};
