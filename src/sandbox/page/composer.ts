// The form that runs a slash command: pick one, fill its options, with autocomplete as one types.
import type { APIApplicationCommand, APIApplicationCommandOption } from 'discord-api-types/v10';
import type { PageChannel, PageInteractionAnswer } from '../page-types.js';
import { wordsOf } from './words.js';

interface Entry {
  readonly command: string;
  readonly subcommand: string | null;
  readonly description: string;
  readonly options: readonly APIApplicationCommandOption[];
}

type Values = Record<string, string | number | boolean>;

export interface ComposerHost {
  locale(): string;
  channels(): readonly PageChannel[];
  run(command: string, subcommand: string | null, options: Values): Promise<void>;
  complete(
    command: string,
    subcommand: string | null,
    options: Values,
    focused: string,
  ): Promise<PageInteractionAnswer>;
}

type Described = {
  readonly description: string;
  readonly description_localizations?: Partial<Record<string, string | null>> | null;
};

function describe(item: Described, locale: string): string {
  return item.description_localizations?.[locale] ?? item.description;
}

function toEntries(commands: readonly APIApplicationCommand[], locale: string): Entry[] {
  return commands.flatMap((command): Entry[] => {
    const subcommands = (command.options ?? []).filter((option) => option.type === 1);
    if (subcommands.length === 0) {
      return [
        {
          command: command.name,
          subcommand: null,
          description: describe(command, locale),
          options: command.options ?? [],
        },
      ];
    }
    return subcommands.map((option) => ({
      command: command.name,
      subcommand: option.name,
      description: describe(option, locale),
      options: option.options ?? [],
    }));
  });
}

function byId<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

export function createComposer(host: ComposerHost) {
  const form = byId<HTMLFormElement>('composer');
  const picker = byId<HTMLSelectElement>('command');
  const fields = byId<HTMLDivElement>('options');
  let entries: Entry[] = [];

  const entry = (): Entry | undefined => entries[picker.selectedIndex];

  function values(): Values {
    const filled = [...fields.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[name]')].flatMap(
      (field): [string, string | boolean][] => {
        if (field instanceof HTMLInputElement && field.type === 'checkbox')
          return field.checked ? [[field.name, true]] : [];
        return field.value === '' ? [] : [[field.name, field.dataset['value'] ?? field.value]];
      },
    );
    return Object.fromEntries(filled);
  }

  async function suggest(field: HTMLInputElement, list: HTMLDataListElement): Promise<void> {
    const chosen = [...list.options].find((option) => option.value === field.value);
    if (chosen?.dataset['value'] !== undefined) {
      field.dataset['value'] = chosen.dataset['value'];
      return;
    }
    delete field.dataset['value'];
    const current = entry();
    if (current === undefined) return;
    const answer = await host.complete(
      current.command,
      current.subcommand,
      { ...values(), [field.name]: field.value },
      field.name,
    );
    if (answer.outcome !== 'choices') return;
    list.replaceChildren(
      ...answer.choices.map((choice) => {
        const option = document.createElement('option');
        option.value = choice.name;
        option.dataset['value'] = String(choice.value);
        return option;
      }),
    );
  }

  function textField(option: APIApplicationCommandOption): HTMLElement[] {
    const field = document.createElement('input');
    field.name = option.name;
    field.required = option.required ?? false;
    if (option.type === 5) {
      field.type = 'checkbox';
      return [field];
    }
    if (!('autocomplete' in option) || option.autocomplete !== true) return [field];
    const list = document.createElement('datalist');
    list.id = `choices-${option.name}`;
    field.setAttribute('list', list.id);
    field.addEventListener('input', () => void suggest(field, list));
    field.addEventListener('focus', () => void suggest(field, list));
    return [field, list];
  }

  function channelField(option: APIApplicationCommandOption): HTMLElement[] {
    const select = document.createElement('select');
    select.name = option.name;
    select.append(new Option('', ''), ...host.channels().map((channel) => new Option(`#${channel.name}`, channel.id)));
    return [select];
  }

  function showOptions(): void {
    const words = wordsOf(host.locale());
    const current = entry();
    byId('command-description').textContent = current?.description ?? '';
    fields.replaceChildren(
      ...(current?.options ?? []).map((option) => {
        const label = document.createElement('label');
        const name = document.createElement('span');
        name.textContent = `${option.name}${option.required === true ? words.required : ''} – ${describe(option, host.locale())}`;
        label.append(name, ...(option.type === 7 ? channelField(option) : textField(option)));
        return label;
      }),
    );
  }

  picker.addEventListener('change', showOptions);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const current = entry();
    if (current !== undefined) void host.run(current.command, current.subcommand, values());
  });

  return {
    show(commands: readonly APIApplicationCommand[]): void {
      const before = picker.value;
      entries = toEntries(commands, host.locale());
      picker.replaceChildren(
        ...entries.map(
          ({ command, subcommand }) => new Option(`/${command}${subcommand === null ? '' : ` ${subcommand}`}`),
        ),
      );
      if (entries.length > 0)
        picker.value = [...picker.options].some((option) => option.value === before)
          ? before
          : picker.options[0]!.value;
      showOptions();
    },
  };
}
