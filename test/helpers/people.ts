// What people do at a sandbox where the bot runs beside it: commands, presses, choices, forms; and what the bot has kept of it.
import { expect } from 'vitest';
import type { Apart } from './apart.js';
import type { Card } from './control.js';
import { run } from './program.js';

export interface Where {
  readonly userId?: string;
  readonly channelId?: string;
  readonly locale?: string;
}

/** All words of a message. */
export const textOf = ({ content, embeds }: Card): string =>
  [content, ...embeds.flatMap(({ title = '', description = '' }) => [title, description])].join('\n');
export const controls = ({ components }: Card) => components.flatMap((row) => row.components);
/** The custom id of a rule's button or menu. */
export const idOf = (card: Card, what: string): string =>
  controls(card).find(({ custom_id: id }) => id?.startsWith(`rule:${what}:`) === true)!.custom_id!;

/** The admin in the lobby, in English, where nothing else is said. */
export function peopleOf({ sandbox, stage, env }: Apart) {
  const who = ({ userId = stage.adminId, channelId = stage.channels['lobby']!, locale = 'en-US' }: Where) => ({
    userId,
    channelId,
    locale,
  });

  async function use(
    command: string,
    subcommand: string | null,
    options: Record<string, string | number | boolean>,
    where: Where = {},
  ): Promise<Card> {
    const asked = { kind: 'command', ...who(where), command, subcommand, options };
    const { outcome, messages } = await sandbox.interact(asked);
    expect(outcome).toBe('answered');
    return messages[0]!;
  }

  async function press(card: Card, customId: string, values?: string[], where: Where = {}) {
    const more = values === undefined ? {} : { values };
    return sandbox.interact({ kind: 'component', ...who(where), messageId: card.id, customId, ...more });
  }

  return {
    who,
    use,
    subscribe: (kind: string, options: Record<string, string | number>, where?: Where): Promise<Card> =>
      use('subscribe', kind, options, where),
    press,
    async pressed(card: Card, what: string, values?: string[], where: Where = {}): Promise<Card> {
      const { outcome, messages } = await press(card, idOf(card, what), values, where);
      expect(outcome).toBe('answered');
      return messages[0]!;
    },
    /** Presses what opens a form, and submits that. */
    async filled(card: Card, what: string, fields: Record<string, unknown>, where: Where = {}): Promise<Card> {
      const opened = await press(card, idOf(card, what), undefined, where);
      expect(opened.outcome).toBe('modal');
      const { modal } = opened as unknown as { modal: { custom_id: string } };
      const given = { kind: 'modal', messageId: card.id, customId: modal.custom_id, fields };
      const { outcome, messages } = await sandbox.interact({ ...given, ...who(where) });
      expect(outcome).toBe('answered');
      return messages[0]!;
    },
    async choices(command: string, focused: string, typed: string, where: Where = {}): Promise<string[]> {
      const asked = { kind: 'autocomplete', command, subcommand: null, focused, options: { [focused]: typed } };
      const { choices = [] } = await sandbox.interact({ ...asked, ...who(where) });
      return choices.map(({ name }) => name);
    },
    /** The rules that stand. */
    async kept(): Promise<Record<string, unknown>[]> {
      const { stdout } = await run(['subscriptions', '--json'], env);
      const lines = stdout.split('\n').filter((line) => line !== '');
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
  };
}

export type People = ReturnType<typeof peopleOf>;
