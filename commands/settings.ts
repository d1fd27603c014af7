// /settings: language, zone, format, quiet hours, notices; all rules as a file, exported and imported.
import { ApplicationCommandOptionType, ChannelType } from 'discord-api-types/v10';
import { ruleWording } from '../src/cards/rule-wording.js';
import { SETTINGS_PREFIX, settingsView } from '../src/cards/settings-view.js';
import { wording } from '../src/cards/wording.js';
import type { Button, Caller, Command, Context, Invocation } from '../src/domain/context.js';
import type { CardLanguage } from '../src/domain/language.js';
import { isZone } from '../src/domain/local-time.js';
import { settingsFile } from '../src/domain/settings-file.js';
import type { AttachedFile, Reply } from '../src/domain/message.js';
import { createOneByOne } from '../src/domain/one-by-one.js';
import {
  DESTINATION_LANGUAGES,
  MODES,
  type Mode,
  type Settings,
  type Subscription,
} from '../src/domain/subscription.js';
import { comparisonForm } from '../src/text/comparison.js';
import { inertLine, mention, type Markdown } from '../src/text/markdown.js';
import { plain } from '../src/text/visible.js';
import { rulesSeen } from './rules-seen.js';
import { importFile } from './settings-file.js';
import { choicesIn, described, MANAGE_GUILD, mayManageGuild, missingPermissions, text } from './shared.js';

const ZONES = Intl.supportedValuesOf('timeZone');
const CHOICES = 25;
const FILE_NAME = 'shinchaku-settings.json';

const ownerOf = ({ isPersonal, guildId, userId }: Pick<Invocation, 'isPersonal' | 'guildId' | 'userId'>): string =>
  isPersonal || guildId === null ? userId : guildId;

/** What goes back to its default, by the name of its option. */
const RESETS = { language: 'language', zone: 'zone', mode: 'defaultMode', notices: 'noticesChannel' } as const;
const RESETTABLE = Object.keys(RESETS) as (keyof typeof RESETS)[];

/** `22-7` or `22:00-7:00` in full or half width; null for `off`, undefined for what is neither. */
function readQuiet(typed: string): Pick<Settings, 'quietFrom' | 'quietUntil'> | undefined {
  const plainText = comparisonForm(typed).trim();
  if (/^(?:off|none|なし|オフ)$/i.test(plainText)) return { quietFrom: null, quietUntil: null };
  const found = /^(\d{1,2})(?::00)?\s*(?:時)?\s*[-‐−–—ー~〜から]+\s*(\d{1,2})(?::00)?\s*(?:時)?$/.exec(plainText);
  const [from, until] = [Number(found?.[1] ?? 99), Number(found?.[2] ?? 99)];
  return from > 23 || until > 23 || from === until ? undefined : { quietFrom: from, quietUntil: until };
}

const zoneForm = (typed: string): string => comparisonForm(typed).trim().replace(/ +/g, '_').toLowerCase();

/** A zone as its list spells it, typed in any case, width, or with blanks (`new york`); null for what is none. */
function zoneOf(typed: string): string | null {
  const wanted = zoneForm(typed);
  const name = ZONES.find((zone) => zoneForm(zone) === wanted) ?? comparisonForm(typed).trim();
  return isZone(name) ? name : null;
}

/** What the options say; or a sentence about what is wrong with them. */
function readChange({ options, channels, language, isPersonal }: Invocation): Partial<Settings> | Markdown {
  const words = ruleWording(language);
  const { zone, quiet, reset: named } = options;
  const { notices } = channels;
  const quietHours = quiet === undefined ? {} : readQuiet(String(quiet));
  if (quietHours === undefined) return words.quietUnclear;
  if (isPersonal && options['mode'] === 'thread') return words.modeNotThere;
  if (isPersonal && (notices !== undefined || named === 'notices')) return words.noticesNotThere;
  if (notices !== undefined) {
    const missing = missingPermissions(notices, language, 'notices');
    if (missing.length > 0) return wording(language).botLacks(mention(notices.id), missing);
  }
  const asked = zone === undefined ? undefined : zoneOf(String(zone));
  if (asked === null) return words.zoneUnknown(inertLine(String(zone), 60));
  const reset = RESETTABLE.find((each) => each === named);
  return {
    ...(reset === undefined ? {} : { [RESETS[reset]]: null }),
    ...quietHours,
    ...(asked === undefined ? {} : { zone: asked }),
    ...(options['language'] === undefined ? {} : { language: options['language'] as CardLanguage }),
    ...(options['mode'] === undefined ? {} : { defaultMode: options['mode'] as Mode }),
    ...(notices === undefined ? {} : { noticesChannel: notices.id }),
  };
}

interface Around {
  /** Where the settings name no zone. */
  readonly zone: string;
  readonly lead: readonly Markdown[];
}

function shown(settings: Settings, { isPersonal, now, language }: Caller, { zone, lead }: Around): Reply {
  return { messages: [settingsView({ settings, isPerson: isPersonal, zone, now, lead }, language)] };
}

/** Settings of a server are changed, and its rules carried off, by those who may manage it. */
function refused({ isPersonal, guildId, here, language }: Caller): Reply | null {
  if (isPersonal || guildId === null || mayManageGuild(here?.memberPermissions ?? 0n)) return null;
  return text(ruleWording(language).settingsRights);
}

async function run(invocation: Invocation, context: Context): Promise<Reply> {
  const refusal = refused(invocation);
  if (refusal !== null) return refusal;
  const owner = ownerOf(invocation);
  const change = readChange(invocation);
  if (typeof change === 'string') return text(change);
  const file = invocation.files['file'];
  if (file !== undefined) {
    const words = ruleWording(invocation.language);
    if (Object.keys(change).length > 0) return text(words.importAlone);
    const content = await file.text();
    if (content === null) return text(words.importTooLarge);
    if (typeof content !== 'string') return text(words.importNotHad(content.status));
    return importFile(content, invocation, context);
  }
  const { zone } = context.rules;
  if (Object.keys(change).length === 0)
    return shown(await context.rules.settings(owner), invocation, { zone, lead: [] });
  const settings = await context.rules.changeSettings(owner, change, invocation.now);
  return shown(settings, invocation, { zone, lead: [ruleWording(invocation.language).settingsSaved] });
}

/** One piece of a file is written in each turn of the event loop, however many people ask for theirs at once. */
const turn = createOneByOne();

async function fileOf(settings: Settings, rules: readonly Subscription[]): Promise<AttachedFile> {
  const pieces: Buffer[] = [];
  for (const piece of settingsFile(settings, rules)) {
    await turn();
    pieces.push(Buffer.from(piece));
  }
  return { name: FILE_NAME, bytes: Buffer.concat(pieces) };
}

/** The file with the settings and all rules that somebody may know of. */
export const exportButton: Button = {
  prefix: SETTINGS_PREFIX,
  async run(press, context) {
    const refusal = refused(press);
    if (refusal !== null) return { reply: refusal };
    const { isPersonal, guildId, language } = press;
    const settings = await context.rules.settings(ownerOf(press));
    const rules = await rulesSeen(press, context);
    const isOwn = isPersonal || guildId === null;
    const count = isOwn ? rules.length : (await context.rules.countOf({ guildId, destination: '' })).rules;
    const content = ruleWording(language).exported(rules.length, count - rules.length);
    return { reply: { messages: [{ content, files: [await fileOf(settings, rules)] }] } };
  },
};

export const settingsCommand: Command = {
  definition: {
    name: 'settings',
    ...described('What is set here, and whatever you name changed', '設定を表示します。項目を指定すると変更します'),
    default_member_permissions: MANAGE_GUILD,
    contexts: [0, 1],
    integration_types: [0, 1],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'language',
        ...described('Language of new destinations', '新しい配信先の表示言語'),
        choices: choicesIn(DESTINATION_LANGUAGES, (language, each) => ruleWording(language).languages[each]),
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'zone',
        ...described('Time zone, such as Asia/Tokyo', 'タイムゾーン（例: Asia/Tokyo）'),
        autocomplete: true,
        max_length: 60,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'mode',
        ...described('Format of new subscriptions', '新しい配信の形式'),
        choices: choicesIn(MODES, (language, mode) => ruleWording(language).modes[mode]),
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'quiet',
        ...described(
          'Hours without posts, such as 22-7; off ends them',
          '配信しない時間（例: 22-7。なしにするには off）',
        ),
        max_length: 30,
      },
      {
        type: ApplicationCommandOptionType.Channel,
        name: 'notices',
        ...described('Channel for notices about subscriptions', 'お知らせを送るチャンネル'),
        channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'reset',
        ...described('Setting to put back to its default', '初期設定に戻す項目'),
        choices: choicesIn(RESETTABLE, (language, each) => ruleWording(language).settingNames[RESETS[each]]),
      },
      {
        type: ApplicationCommandOptionType.Attachment,
        name: 'file',
        ...described(
          'A file that was exported here: its subscriptions are added',
          '書き出したファイルを読み込み、配信を追加します',
        ),
      },
    ],
  },
  run,
  complete(completion) {
    const typed = zoneForm(completion.value);
    const fitting = ZONES.filter((zone) => zoneForm(zone).includes(typed)).slice(0, CHOICES);
    return Promise.resolve(fitting.map((zone) => ({ name: plain(zone, 100), value: zone })));
  },
};
