// The options of a slash command as fields, one by one with their types, choices and autocomplete.
import { ApplicationCommandOptionType, type APIApplicationCommandOption } from 'discord-api-types/v10';
import type { ActionOutcome } from '../../discord/types.js';
import type { PageChannel } from '../types.js';
import { createCombobox, type Suggestion } from './combobox.js';
import { box } from './dom.js';
import type { PageWords } from './words.js';

export type Values = Record<string, string | number | boolean>;

export interface OptionHost {
  readonly words: PageWords;
  readonly locale: string;
  readonly channels: readonly PageChannel[];
  complete(values: Values, focused: string): Promise<ActionOutcome>;
}

export interface OptionField {
  readonly node: HTMLElement;
  readonly control: HTMLElement;
  readonly name: string;
  readonly isRequired: boolean;
  /** Undefined while nothing was given. */
  value(): string | number | boolean | undefined;
  /** Gives it what was typed for it. */
  fill(text: string): void;
}

type Made = Pick<OptionField, 'control' | 'value' | 'fill'> & { readonly parts: HTMLElement[] };

type Described = {
  readonly description: string;
  readonly description_localizations?: Partial<Record<string, string | null>> | null;
};

export function describe(item: Described, locale: string): string {
  return item.description_localizations?.[locale] ?? item.description;
}

function select(name: string, items: readonly (readonly [label: string, value: string])[]): HTMLSelectElement {
  const node = document.createElement('select');
  node.name = name;
  node.append(new Option('', ''), ...items.map(([label, value]) => new Option(label, value)));
  return node;
}

function choicesOf(option: APIApplicationCommandOption): Suggestion[] {
  const choices = 'choices' in option ? (option.choices ?? []) : [];
  return choices.map((choice) => ({ label: choice.name, detail: '', value: String(choice.value) }));
}

function textField(option: APIApplicationCommandOption, host: OptionHost, values: () => Values): Made {
  const fixed = choicesOf(option);
  const isCompleted = 'autocomplete' in option && option.autocomplete === true;
  const isNumber =
    option.type === ApplicationCommandOptionType.Integer || option.type === ApplicationCommandOptionType.Number;
  let chosen: Suggestion | null = null;
  const combobox = createCombobox({
    name: option.name,
    label: option.name,
    placeholder: '',
    async suggest(text) {
      if (chosen?.label === text) return [];
      chosen = null;
      if (!isCompleted) return fixed.filter((choice) => choice.label.toLowerCase().includes(text.toLowerCase()));
      const answer = await host.complete({ ...values(), [option.name]: text }, option.name);
      if (answer.outcome !== 'choices') return [];
      return answer.choices.map((choice) => ({ label: choice.name, detail: '', value: String(choice.value) }));
    },
    choose(suggestion) {
      chosen = suggestion;
      combobox.input.value = suggestion.label;
    },
  });
  const value = (): string | number | undefined => {
    const text = chosen?.value ?? combobox.input.value;
    if (text === '') return undefined;
    return isNumber ? Number(text) : text;
  };
  const fill = (text: string): void => {
    chosen = fixed.find((choice) => choice.label === text || choice.value === text) ?? null;
    combobox.input.value = chosen?.label ?? text;
  };
  return { parts: [combobox.node], control: combobox.input, value, fill };
}

/** A file becomes a `data:` URL with its name as soon as it is chosen. */
function fileField(name: string) {
  const control = document.createElement('input');
  control.type = 'file';
  control.name = name;
  let url: string | undefined;
  control.addEventListener('change', () => {
    const file = control.files?.[0];
    url = undefined;
    if (file === undefined) return;
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      const named = `data:application/json;name=${encodeURIComponent(file.name)};base64,`;
      if (typeof reader.result === 'string') url = reader.result.replace(/^data:[^,]*,/, named);
    });
    reader.readAsDataURL(file);
  });
  return { parts: [control], control, value: () => url, fill: () => undefined };
}

/** One field with its name, description and whether it is required. */
export function createOptionField(
  option: APIApplicationCommandOption,
  host: OptionHost,
  values: () => Values,
): OptionField {
  const isRequired = option.required === true;
  const description = describe(option, host.locale);
  let made: Made;
  if (option.type === ApplicationCommandOptionType.Boolean) {
    const node = select(option.name, [[host.words.yes, 'true']]);
    made = {
      parts: [node],
      control: node,
      value: () => (node.value === '' ? undefined : true),
      fill: (text) => (node.value = /^(?:true|yes|はい)$/i.test(text) ? 'true' : ''),
    };
  } else if (option.type === ApplicationCommandOptionType.Channel) {
    const types = ('channel_types' in option ? option.channel_types : undefined) as readonly number[] | undefined;
    const fitting = host.channels.filter((channel) => types === undefined || types.includes(channel.type));
    const node = select(
      option.name,
      fitting.map((channel) => [`#${channel.name}`, channel.id] as const),
    );
    made = {
      parts: [node],
      control: node,
      value: () => (node.value === '' ? undefined : node.value),
      fill: (text) => (node.value = fitting.find((channel) => channel.name === text.replace(/^#/, ''))?.id ?? ''),
    };
  } else if (option.type === ApplicationCommandOptionType.Attachment) made = fileField(option.name);
  else made = textField(option, host, values);
  made.control.setAttribute('aria-label', `${option.name}: ${description}`);
  if (isRequired) made.control.setAttribute('aria-required', 'true');
  const title = `${option.name}${isRequired ? ` (${host.words.required})` : ''}`;
  const node = box('div', 'option-field', box('span', '', title), ...made.parts, box('span', 'hint', description));
  return { node, control: made.control, name: option.name, isRequired, value: made.value, fill: made.fill };
}
