// The composer: a message as plain text, or, after a slash, a command picked from a list and filled option by option.
import type { APIApplicationCommand, APIApplicationCommandOption } from 'discord-api-types/v10';
import type { ActionOutcome } from '../../discord/types.js';
import type { PageChannel } from '../types.js';
import { createCombobox } from './combobox.js';
import { box, button, byId } from './dom.js';
import { createOptionField, describe, type OptionField, type Values } from './options.js';
import { wordsOf } from './words.js';

interface Entry {
  readonly command: string;
  readonly subcommand: string | null;
  readonly description: string;
  readonly options: readonly APIApplicationCommandOption[];
}

export interface ComposerHost {
  locale(): string;
  channels(): readonly PageChannel[];
  commands(): readonly APIApplicationCommand[];
  write(text: string): Promise<void>;
  run(command: string, subcommand: string | null, options: Values): Promise<void>;
  complete(command: string, subcommand: string | null, options: Values, focused: string): Promise<ActionOutcome>;
  notice(text: string): void;
}

const CHAT_INPUT = 1;
const SUBCOMMAND = 1;

function toEntries(commands: readonly APIApplicationCommand[], locale: string): Entry[] {
  return commands
    .filter((command) => command.type === CHAT_INPUT)
    .flatMap((command): Entry[] => {
      const all = command.options ?? [];
      const subcommands = all.filter((option) => option.type === SUBCOMMAND);
      if (subcommands.length === 0) {
        return [{ command: command.name, subcommand: null, description: describe(command, locale), options: all }];
      }
      return subcommands.map((option) => ({
        command: command.name,
        subcommand: option.name,
        description: describe(option, locale),
        options: option.options ?? [],
      }));
    });
}

const nameOf = (entry: Entry): string => `/${entry.command}${entry.subcommand === null ? '' : ` ${entry.subcommand}`}`;

export function createComposer(host: ComposerHost): { show(): void } {
  const form = byId<HTMLFormElement>('composer');
  let submit: () => Promise<void> = () => Promise.resolve();

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });

  function showPlain(hasFocus: boolean): void {
    const words = wordsOf(host.locale());
    const combobox = createCombobox({
      name: 'message',
      label: words.placeholder,
      placeholder: words.placeholder,
      suggest(text) {
        if (!text.startsWith('/')) return [];
        return toEntries(host.commands(), host.locale())
          .filter((entry) => nameOf(entry).startsWith(text.trimEnd()))
          .map((entry) => ({ label: nameOf(entry), detail: entry.description, value: nameOf(entry) }));
      },
      choose(suggestion) {
        const entry = toEntries(host.commands(), host.locale()).find((each) => nameOf(each) === suggestion.value);
        if (entry !== undefined) showCommand(entry);
      },
    });
    const send = button(words.send, () => undefined, 'primary');
    send.type = 'submit';
    submit = async () => {
      const text = combobox.input.value.trim();
      if (text === '') return;
      combobox.input.value = '';
      await host.write(text);
    };
    form.replaceChildren(combobox.node, send);
    if (hasFocus) combobox.input.focus();
  }

  function showCommand(entry: Entry): void {
    const words = wordsOf(host.locale());
    const fields: OptionField[] = [];
    const values = (): Values =>
      Object.fromEntries(
        fields.flatMap((field): [string, string | number | boolean][] => {
          const value = field.value();
          return value === undefined ? [] : [[field.name, value]];
        }),
      );
    const optionHost = {
      words,
      locale: host.locale(),
      channels: host.channels(),
      complete: (given: Values, focused: string) => host.complete(entry.command, entry.subcommand, given, focused),
    };
    fields.push(...entry.options.map((option) => createOptionField(option, optionHost, values)));
    const send = button(words.send, () => undefined, 'primary');
    send.type = 'submit';
    const cancel = button(words.cancel, () => showPlain(true));
    form.replaceChildren(
      box('span', 'command-name', nameOf(entry)),
      ...fields.map((field) => field.node),
      send,
      cancel,
    );
    submit = async () => {
      for (const field of fields)
        field.control.setAttribute('aria-invalid', String(field.isRequired && field.value() === undefined));
      const missing = fields.find((field) => field.isRequired && field.value() === undefined);
      if (missing !== undefined) {
        host.notice(`${missing.name}: ${words.missing}`);
        missing.control.focus();
        return;
      }
      const given = values();
      showPlain(true);
      await host.run(entry.command, entry.subcommand, given);
    };
    (fields[0]?.control ?? send).focus();
  }

  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') showPlain(true);
  });
  return { show: () => showPlain(false) };
}
