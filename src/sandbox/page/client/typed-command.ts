// A command typed in one line: its name, then options as `name:value`, or the value of the first option alone.
import { ApplicationCommandOptionType, type APIApplicationCommandOption } from 'discord-api-types/v10';

export interface CommandEntry {
  readonly command: string;
  readonly subcommand: string | null;
  readonly description: string;
  readonly options: readonly APIApplicationCommandOption[];
}

export interface TypedCommand {
  readonly entry: CommandEntry;
  /** What was typed for each option. */
  readonly values: Readonly<Record<string, string>>;
}

export const commandLabel = (entry: CommandEntry): string =>
  `/${entry.command}${entry.subcommand === null ? '' : ` ${entry.subcommand}`}`;

/** A part in quotation marks, which holds no names, or the name of an option with its colon, also of full width. */
const PART = /"[^"]*"|“[^”]*”|「[^」]*」|(?<=^|\s)([\w-]+)[:：]/gu;

/** Whether it takes one of a few values. */
const isFew = (option: APIApplicationCommandOption): boolean =>
  option.type !== ApplicationCommandOptionType.String || 'choices' in option;
/** Whether it takes any text as it is, with its quotation marks. */
const isFree = (option: APIApplicationCommandOption): boolean =>
  !isFew(option) && !('autocomplete' in option && option.autocomplete === true);

function valueOf(typed: string, option: APIApplicationCommandOption): string {
  const text = typed.trim();
  return isFree(option) ? text : text.replace(/^["“「](.*)["”」]$/u, '$1');
}

/**
 * What was typed behind a command: `query:強化学習 share:true`, or the value of the first option alone before other names.
 * A value lasts until the next option's name; behind a bare text only until one of a few values is named, because
 * `since:7d` may be a word of that text.
 */
function valuesOf(rest: string, options: CommandEntry['options']): Record<string, string> {
  const first = options.find((option) => option.required === true) ?? options[0];
  const named = [...rest.matchAll(PART)].flatMap(({ 0: mark, 1: name, index }) => {
    const option = options.find((each) => each.name === name?.toLowerCase());
    return option === undefined ? [] : [{ option, at: index, from: index + mark.length }];
  });
  const isBare = named[0]?.at !== 0;
  const behind = isBare && first !== undefined && isFree(first) ? named.filter(({ option }) => isFew(option)) : named;
  const values = [...(isBare && first !== undefined ? [{ option: first, at: 0, from: 0 }] : []), ...behind];
  return Object.fromEntries(
    values.map(({ option, from }, index) => [option.name, valueOf(rest.slice(from, values[index + 1]?.at), option)]),
  );
}

/** The command that a line names, the longest name first; null where it names none. */
export function typedCommand(line: string, entries: readonly CommandEntry[]): TypedCommand | null {
  const text = line.trim();
  const entry = entries
    .filter((each) => text === commandLabel(each) || text.startsWith(`${commandLabel(each)} `))
    .sort((a, b) => commandLabel(b).length - commandLabel(a).length)[0];
  if (entry === undefined) return null;
  const rest = text.slice(commandLabel(entry).length).trim();
  return { entry, values: rest === '' ? {} : valuesOf(rest, entry.options) };
}
