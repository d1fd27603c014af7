// The form of a rule's rarer options: what to leave out, which announcements, whom to mention, silence, empty days.
import { ComponentType, SelectMenuDefaultValueType, TextInputStyle } from 'discord-api-types/v10';
import { ruleReference } from '../src/cards/rule-reference.js';
import { RULE_PREFIX } from '../src/cards/rule-view.js';
import { ruleWording } from '../src/cards/rule-wording.js';
import type { FormHandler, Submission } from '../src/domain/context.js';
import type { Language } from '../src/domain/language.js';
import type { ModalForm } from '../src/domain/message.js';
import {
  ANNOUNCEMENTS,
  MOST_LEFT_OUT,
  MOST_WORDS_LEFT_OUT,
  type Announcements,
  type RuleOptions,
  type Subscription,
} from '../src/domain/subscription.js';
import { code, joinMarkdown, own, type Markdown } from '../src/text/markdown.js';
import { findRule, mayChange, refusalFor, ruleAnswer } from './rule-answer.js';
import { moveRule } from './rule-move.js';
import {
  BETWEEN_CATEGORIES,
  BETWEEN_WORDS,
  entriesOf,
  FIELD_LIMIT,
  FIELDS,
  fitting,
  markOf,
  overwrites,
  submitted,
} from './rule-form-entries.js';
import { faultText, isEveryone } from './rule-request.js';
import { mayLeaveOut } from './rule-room.js';
import { findCategory, text } from './shared.js';
import type { Context } from '../src/domain/context.js';

/** Unknown categories that the answer names, and the code points of what it names. */
const UNKNOWN_SHOWN = 10;
const UNKNOWN_POINTS = 60;

/** People have no roles to mention in their direct messages. */
export function narrowForm(rule: Subscription, language: Language): ModalForm {
  const words = ruleWording(language);
  const { role, isSilent, tellsEmptyDays } = rule.options;
  const shown = entriesOf(rule);
  const left = fitting(rule.options.excludedWords, BETWEEN_WORDS);
  const leftCategories = fitting(rule.options.excludedCategories, BETWEEN_CATEGORIES);
  const manners = [
    { value: 'silent', label: words.formSilentBox, default: isSilent },
    ...(rule.mode === 'digest' ? [{ value: 'empty', label: words.formEmptyBox, default: tellsEmptyDays }] : []),
  ];
  const field = { type: ComponentType.TextInput, required: false } as const;
  const inGuild: ModalForm['components'] = [
    {
      type: ComponentType.Label,
      label: words.formRole,
      description: words.formRoleHint,
      component: {
        type: ComponentType.RoleSelect,
        custom_id: 'role',
        required: false,
        min_values: 0,
        ...(role === null ? {} : { default_values: [{ id: role, type: SelectMenuDefaultValueType.Role }] }),
      },
    },
  ];
  return {
    custom_id: `${RULE_PREFIX}:narrow:${ruleReference(rule)}:${FIELDS.map((field) => markOf(shown[field])).join('.')}`,
    title: words.formTitle,
    components: [
      {
        type: ComponentType.Label,
        label: words.formWords,
        description: left.kept.length === 0 ? words.formWordsHint : words.formKept(left.kept.length),
        component: {
          ...field,
          custom_id: 'words',
          style: TextInputStyle.Paragraph,
          max_length: FIELD_LIMIT,
          value: left.shown,
        },
      },
      {
        type: ComponentType.Label,
        label: words.formCategories,
        description:
          leftCategories.kept.length === 0 ? words.formCategoriesHint : words.formKept(leftCategories.kept.length),
        component: {
          ...field,
          custom_id: 'categories',
          style: TextInputStyle.Short,
          max_length: FIELD_LIMIT,
          value: leftCategories.shown,
        },
      },
      {
        type: ComponentType.Label,
        label: words.formAnnouncements,
        component: {
          type: ComponentType.RadioGroup,
          custom_id: 'announcements',
          required: true,
          options: ANNOUNCEMENTS.map((value) => {
            return { value, label: words.announcements[value], default: value === rule.announcements };
          }),
        },
      },
      ...(rule.guildId === null ? [] : inGuild),
      {
        type: ComponentType.Label,
        label: words.formManner,
        component: {
          type: ComponentType.CheckboxGroup,
          custom_id: 'manner',
          required: false,
          min_values: 0,
          max_values: manners.length,
          options: manners,
        },
      },
    ],
  };
}

const isAnnouncements = (value: string | undefined): value is Announcements =>
  ANNOUNCEMENTS.some((each) => each === value);

interface Read {
  readonly options: RuleOptions;
  readonly announcements: Announcements;
}

/** What a submitted form says of a rule; or a sentence about what is wrong with it. */
async function read(rule: Subscription, submission: Submission, context: Context): Promise<Read | Markdown> {
  const { language } = submission;
  const words = ruleWording(language);
  const entries = submitted(rule, submission);
  const role = entries.role[0] ?? null;
  if (isEveryone(role, rule.guildId)) return words.roleEveryone;
  // A role that is named already was named by somebody who may.
  const isOther = role !== null && role !== rule.options.role;
  if (isOther && !(await submission.mayMention(role, rule.destination))) return words.roleNotYours;
  const typedWords = entries.words;
  const { kept: keptWords } = fitting(rule.options.excludedWords, BETWEEN_WORDS);
  const excludedWords = [...new Set([...typedWords, ...keptWords])];
  if (excludedWords.length > MOST_WORDS_LEFT_OUT) return words.tooManyWords(MOST_WORDS_LEFT_OUT);
  for (const query of typedWords) {
    const fault = await context.rules.faultOf(query);
    if (fault !== null) return own`${code(query, UNKNOWN_POINTS)}: ${faultText(fault, language)}`;
  }
  const typed = entries.categories;
  const found = typed.map((each) => findCategory(each, context));
  const unknown = typed.filter((_, index) => found[index] === null);
  if (unknown.length > 0) {
    const named = unknown.slice(0, UNKNOWN_SHOWN).map((each) => code(each, UNKNOWN_POINTS));
    const more = unknown.length > UNKNOWN_SHOWN ? words.more(unknown.length - UNKNOWN_SHOWN) : own``;
    return words.unknownCategories(own`${joinMarkdown(named, words.listSeparator)}${more}`);
  }
  const { kept: keptCategories } = fitting(rule.options.excludedCategories, BETWEEN_CATEGORIES);
  const excludedCategories = [...new Set([...found.filter((each) => each !== null), ...keptCategories])];
  const [announcements] = entries.announcements;
  return {
    announcements: isAnnouncements(announcements) ? announcements : rule.announcements,
    options: {
      ...rule.options,
      excludedWords,
      excludedCategories,
      role,
      isSilent: entries.silent.length > 0,
      tellsEmptyDays: rule.mode === 'digest' ? entries.empty.length > 0 : rule.options.tellsEmptyDays,
    },
  };
}

/** Argument: `narrow` or `move`, the rule's reference and, of `narrow`, the marks of what its fields showed. */
export const ruleForm: FormHandler = {
  prefix: RULE_PREFIX,
  async run(submission, context) {
    const words = ruleWording(submission.language);
    const [what, reference = ''] = submission.argument.split(':');
    const rule = await findRule(reference, context);
    if (rule === null) return { reply: text(words.gone) };
    if (!(await mayChange(rule, submission))) return { reply: await refusalFor(rule, submission) };
    if (what === 'move') return moveRule(rule, submission, context);
    const wanted = await read(rule, submission, context);
    if (typeof wanted === 'string') return { reply: text(wanted) };
    if (!(await mayLeaveOut(rule, wanted.options, context)))
      return { reply: text(words.tooMuchLeftOut(MOST_LEFT_OUT)) };
    const changed = await context.rules.change(rule.id, wanted, submission.now);
    if (changed === null) return { reply: text(words.gone) };
    const lead = overwrites(rule, submission) ? [words.changed, words.overwritten] : [words.changed];
    return { update: await ruleAnswer(changed, lead, { caller: submission, context }) };
  },
};
