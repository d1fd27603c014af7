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

/** Where it is pressed, and what is chosen in a menu. */
export interface Pressing extends Where {
  readonly values?: string[];
}

/** The button that opens a form, and what is filled in. */
export interface Filling {
  readonly form: string;
  readonly fields: Record<string, unknown>;
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

  /** `name` has the subcommand behind it, as in `subscribe category`. */
  async function use(
    name: string,
    options: Record<string, string | number | boolean>,
    where: Where = {},
  ): Promise<Card> {
    const [command, subcommand = null] = name.split(' ');
    const asked = { kind: 'command', ...who(where), command, subcommand, options };
    const { outcome, messages } = await sandbox.interact(asked);
    expect(outcome).toBe('answered');
    return messages[0]!;
  }

  async function press(card: Card, customId: string, { values, ...where }: Pressing = {}) {
    const more = values === undefined ? {} : { values };
    return sandbox.interact({ kind: 'component', ...who(where), messageId: card.id, customId, ...more });
  }

  return {
    who,
    use,
    subscribe: (kind: string, options: Record<string, string | number>, where?: Where): Promise<Card> =>
      use(`subscribe ${kind}`, options, where),
    press,
    async pressed(card: Card, what: string, pressing: Pressing = {}): Promise<Card> {
      const { outcome, messages } = await press(card, idOf(card, what), pressing);
      expect(outcome).toBe('answered');
      return messages[0]!;
    },
    /** Presses what opens a form, and submits that. */
    async filled(card: Card, { form, fields }: Filling, where: Where = {}): Promise<Card> {
      const opened = await press(card, idOf(card, form), where);
      expect(opened.outcome).toBe('modal');
      const { modal } = opened as unknown as { modal: { custom_id: string } };
      const given = { kind: 'modal', messageId: card.id, customId: modal.custom_id, fields };
      const { outcome, messages } = await sandbox.interact({ ...given, ...who(where) });
      expect(outcome).toBe('answered');
      return messages[0]!;
    },
    /** `typed` has the one option that is being typed. */
    async choices(command: string, typed: Record<string, string>, where: Where = {}): Promise<string[]> {
      const asked = { kind: 'autocomplete', command, subcommand: null, focused: Object.keys(typed)[0], options: typed };
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
