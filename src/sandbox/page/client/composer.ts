// The composer: a message as plain text, or, after a slash, a command picked from a list and filled option by option.
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type APIApplicationCommand,
} from 'discord-api-types/v10';
import type { ActionOutcome } from '../../discord/types.js';
import type { PageChannel } from '../types.js';
import { createCombobox } from './combobox.js';
import { box, button, byId } from './dom.js';
import { createOptionField, describe, type OptionField, type Values } from './options.js';
import { commandLabel, typedCommand, type CommandEntry } from './typed-command.js';
import { wordsOf } from './words.js';

type CommandName = Pick<CommandEntry, 'command' | 'subcommand'>;

export interface ComposerHost {
  locale(): string;
  channels(): readonly PageChannel[];
  /** Those that the person may use here. */
  commands(): readonly APIApplicationCommand[];
  /** Why a line that begins with a command cannot run it here; null where it names none, or one that may be used. */
  refusal(text: string): 'notAllowed' | 'notHere' | null;
  write(text: string): Promise<void>;
  run(entry: CommandName, options: Values): Promise<void>;
  complete(entry: CommandName, options: Values, focused: string): Promise<ActionOutcome>;
  notice(text: string): void;
}

function toEntries(commands: readonly APIApplicationCommand[], locale: string): CommandEntry[] {
  return commands
    .filter((command) => command.type === ApplicationCommandType.ChatInput)
    .flatMap((command): CommandEntry[] => {
      const all = command.options ?? [];
      const subcommands = all.filter((option) => option.type === ApplicationCommandOptionType.Subcommand);
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

export interface Composer {
  show(): void;
  /** Begins a command by its name, such as `subscribe category`. */
  begin(name: string): void;
}

export function createMessageComposer(host: ComposerHost): Composer {
  const entries = (): CommandEntry[] => toEntries(host.commands(), host.locale());
  const form = byId<HTMLFormElement>('composer');
  let submit: () => Promise<void> = () => Promise.resolve();

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });

  function showPlain(hasFocus: boolean): HTMLInputElement {
    host.notice('');
    const words = wordsOf(host.locale());
    const combobox = createCombobox({
      name: 'message',
      label: words.placeholder,
      placeholder: words.placeholder,
      suggest(text) {
        if (!text.startsWith('/')) return [];
        return entries()
          .filter((entry) => commandLabel(entry).startsWith(text.trimEnd()))
          .map((entry) => ({ label: commandLabel(entry), detail: entry.description, value: commandLabel(entry) }));
      },
      choose(suggestion) {
        const entry = entries().find((each) => commandLabel(each) === suggestion.value);
        if (entry !== undefined) showCommand(entry);
      },
    });
    combobox.input.id = 'message-input';
    const send = button(words.send, () => undefined, 'primary');
    send.type = 'submit';
    const write = async (text: string): Promise<void> => {
      const next = showPlain(true);
      await host.write(text).catch((error: unknown) => {
        if (next.value === '') next.value = text;
        throw error;
      });
    };
    submit = async () => {
      const text = combobox.input.value.trim();
      if (text === '') return;
      if (!text.startsWith('/')) return write(text);
      const refusal = host.refusal(text);
      if (refusal !== null) return host.notice(wordsOf(host.locale())[refusal]);
      const typed = typedCommand(text, entries());
      if (typed === null) return askBefore(text, write);
      showCommand(typed.entry, typed.values);
      return submit();
    };
    form.replaceChildren(combobox.node, send);
    if (hasFocus) combobox.input.focus();
    return combobox.input;
  }

  /** What looks like a command and is none is sent only when that is wanted. */
  function askBefore(text: string, write: (text: string) => Promise<void>): void {
    const words = wordsOf(host.locale());
    host.notice(words.notACommand);
    const cancel = button(words.cancel, () => (showPlain(true).value = text));
    const send = button(words.sendAnyway, () => undefined, 'primary');
    send.type = 'submit';
    submit = () => write(text);
    form.replaceChildren(box('span', 'command-name', text), cancel, send);
    cancel.focus();
  }

  function showCommand(entry: CommandEntry, given: Readonly<Record<string, string>> = {}): void {
    host.notice('');
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
      complete: (given: Values, focused: string) => host.complete(entry, given, focused),
    };
    fields.push(...entry.options.map((option) => createOptionField(option, optionHost, values)));
    for (const field of fields) {
      const value = given[field.name];
      if (value !== undefined) field.fill(value);
    }
    const send = button(words.send, () => undefined, 'primary');
    send.type = 'submit';
    const cancel = button(words.cancel, () => showPlain(true));
    form.replaceChildren(
      box('span', 'command-name', commandLabel(entry)),
      ...fields.map((field) => field.node),
      box('div', 'row', send, cancel),
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
      const filled = values();
      showPlain(true);
      await host.run(entry, filled);
    };
    // What needs nothing runs by one more Enter.
    (fields.find((field) => field.isRequired)?.control ?? send).focus();
  }

  form.addEventListener('keydown', (event) => {
    // A message as it is typed stays; so does what an input method converts, where Escape ends the conversion alone.
    if (event.key === 'Escape' && !event.isComposing && document.getElementById('message-input') === null)
      showPlain(true);
  });
  return {
    show: () => void showPlain(false),
    begin(name) {
      const entry = entries().find((each) => commandLabel(each) === `/${name}`);
      if (entry !== undefined) showCommand(entry);
    },
  };
}
