// Whether what came in was offered: Discord lets nothing else through, other servers that speak its protocol may.
import type { ChatInputCommandInteraction, StringSelectMenuInteraction } from 'discord.js';
import type { CommandDefinition } from '../domain/context.js';

interface OptionLimits {
  readonly name: string;
  readonly choices?: readonly { readonly value: string | number }[];
  readonly min_value?: number;
  readonly max_value?: number;
  /** Of a subcommand. */
  readonly options?: readonly OptionLimits[];
}

function fits(value: string | number | boolean, limits: OptionLimits | undefined): boolean {
  if (limits === undefined) return false;
  const { choices = [], min_value: least, max_value: most } = limits;
  if (choices.length > 0) return choices.some((choice) => choice.value === value);
  if (least === undefined && most === undefined) return true;
  return Number.isInteger(value) && Number(value) >= (least ?? -Infinity) && Number(value) <= (most ?? Infinity);
}

/** Whether every option is one of the command's, and one of its choices and within its limits where it has them. */
export function isCommandOffered({ options }: ChatInputCommandInteraction, definition: CommandDefinition): boolean {
  const known: readonly OptionLimits[] = 'options' in definition ? (definition.options ?? []) : [];
  const subcommand = options.getSubcommand(false);
  const limits = subcommand === null ? known : known.find(({ name }) => name === subcommand)?.options;
  const given = subcommand === null ? options.data : (options.data[0]?.options ?? []);
  return given.every(
    ({ name, value }) =>
      value === undefined ||
      fits(
        value,
        limits?.find((each) => each.name === name),
      ),
  );
}

/** Whether the message has the menu, and the menu what was chosen. */
export function isChoiceOffered({ message, customId, values }: StringSelectMenuInteraction): boolean {
  const menu = message.resolveComponent(customId);
  const offered = menu !== null && 'options' in menu ? menu.options.map((option) => option.value) : [];
  return values.every((value) => offered.includes(value));
}
