// The settings of a server or a person, in words.
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { wallTime } from '../domain/local-time.js';
import type { Language } from '../domain/language.js';
import type { MessageBody } from '../domain/message.js';
import type { Settings } from '../domain/subscription.js';
import { inertLine, joinMarkdown, mention, own, type Markdown } from '../text/markdown.js';
import { ruleWording } from './rule-wording.js';

/** Prefix of the button under the settings. */
export const SETTINGS_PREFIX = 'settings';

export interface SettingsView {
  readonly settings: Settings;
  readonly isPerson: boolean;
  /** The operator's zone. */
  readonly zone: string;
  readonly now: Date;
  /** What just happened, above all else. */
  readonly lead: readonly Markdown[];
}

const ZONE_POINTS = 60;

export function settingsView({ settings, isPerson, zone, now, lead }: SettingsView, language: Language): MessageBody {
  const words = ruleWording(language);
  const { quietFrom, quietUntil, noticesChannel, defaultMode } = settings;
  const inZone = settings.zone ?? zone;
  const orDefault = (line: Markdown, isSet: boolean): Markdown => (isSet ? line : own`${line}${words.byDefault}`);
  const standard = isPerson ? words.modes.digest : words.modes.cards;
  const notices = noticesChannel === null ? words.settingNoticesPerson : words.settingNotices(mention(noticesChannel));
  const lines = [
    ...lead,
    words.settingLanguage(
      settings.language === null ? (isPerson ? words.byOwnLocale : words.byLocale) : words.languages[settings.language],
    ),
    orDefault(
      words.settingZone(inertLine(inZone, ZONE_POINTS), inertLine(wallTime(now, inZone).slice(11, 16), ZONE_POINTS)),
      settings.zone !== null,
    ),
    orDefault(words.settingMode(defaultMode === null ? standard : words.modes[defaultMode]), defaultMode !== null),
    quietFrom === null || quietUntil === null ? words.settingNoQuiet : words.settingQuiet(quietFrom, quietUntil),
    ...(isPerson ? [] : [notices]),
    words.settingsHint,
  ];
  const title = isPerson ? words.settingsOwnTitle : words.settingsTitle;
  return {
    embeds: [{ title, description: joinMarkdown(lines, '\n') }],
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.Button,
            style: ButtonStyle.Secondary,
            label: words.exportAll,
            custom_id: `${SETTINGS_PREFIX}:export`,
          },
        ],
      },
    ],
  };
}
