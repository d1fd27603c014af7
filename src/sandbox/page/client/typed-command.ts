// A command typed in one line: its name, then options as `name:value`, or the value of the first option alone.
import type { APIApplicationCommandOption } from 'discord-api-types/v10';

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

/** `query:強化学習 share:true`: each value lasts until the next option's name. */
function named(rest: string, options: CommandEntry['options']): Record<string, string> | null {
  const marks = [...rest.matchAll(/(?:^|\s)([\w-]+):/g)].filter(({ 1: name }) =>
    options.some((option) => option.name === name),
  );
  if (marks[0]?.index !== 0) return null;
  return Object.fromEntries(
    marks.map(({ 0: mark, 1: name = '', index }, at) => [
      name,
      rest.slice(index + mark.length, marks[at + 1]?.index ?? rest.length).trim(),
    ]),
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
  if (rest === '') return { entry, values: {} };
  const first = entry.options.find((option) => option.required === true) ?? entry.options[0];
  return { entry, values: named(rest, entry.options) ?? (first === undefined ? {} : { [first.name]: rest }) };
}
