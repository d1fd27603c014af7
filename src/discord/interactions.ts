// Interactions: every one is answered once, in time, in the reader's language, and pings nobody.
import {
  MessageFlags,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
} from 'discord.js';
import type { APIEmbed } from 'discord-api-types/v10';
import type { Button, Command, Context, MessageBody, Reply } from '../domain/command.js';
import { wording } from '../cards/wording.js';
import { errorText, UserError } from '../errors.js';
import type { Log } from '../log.js';
import { toCaller, toCompletion, toInvocation } from './invocation.js';

/** A command that takes longer is deferred; Discord allows three seconds. */
const DEFER_AFTER_MS = 1_500;
const MAX_CHOICES = 25;

export interface InteractionOptions {
  readonly commands: readonly Command[];
  readonly buttons: readonly Button[];
  readonly context: Context;
  readonly now: () => Date;
  readonly log: Log;
}

function toPayload(body: MessageBody) {
  return {
    ...(body.content === undefined ? {} : { content: body.content }),
    ...(body.embeds === undefined ? {} : { embeds: body.embeds as APIEmbed[] }),
    ...(body.components === undefined ? {} : { components: body.components }),
    allowedMentions: { parse: [] },
  };
}

async function answer(
  interaction: ChatInputCommandInteraction | ButtonInteraction,
  work: Promise<Reply>,
  isPrivate: boolean,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), DEFER_AFTER_MS);
  });
  const inTime = await Promise.race([work, tooLong]);
  clearTimeout(timer);
  const privately = isPrivate ? { flags: MessageFlags.Ephemeral as const } : {};
  if (inTime === null) await interaction.deferReply(privately);
  const [first, ...more] = (inTime ?? (await work)).messages;
  if (inTime === null) await interaction.editReply(toPayload(first));
  else await interaction.reply({ ...toPayload(first), ...privately });
  for (const body of more) await interaction.followUp({ ...toPayload(body), ...privately });
}

/** Builds the listener for `interactionCreate`; its promise never rejects. */
export function createInteractionListener(options: InteractionOptions): (interaction: Interaction) => Promise<void> {
  const { context, now, log } = options;
  const commands = new Map(options.commands.map((command) => [command.definition.name, command]));
  const buttons = new Map(options.buttons.map((button) => [button.prefix, button]));

  function apology(interaction: ChatInputCommandInteraction | ButtonInteraction, error: unknown): Reply {
    const { language } = toCaller(interaction, now());
    if (error instanceof UserError) return { messages: [{ content: error.message }] };
    log.error({ interaction: interaction.id, error: errorText(error) }, 'a command failed');
    return { messages: [{ content: wording(language).failed(interaction.id) }] };
  }

  async function runCommand(interaction: ChatInputCommandInteraction): Promise<void> {
    const command = commands.get(interaction.commandName);
    const invocation = toInvocation(interaction, now());
    const reply =
      command === undefined
        ? Promise.resolve({ messages: [{ content: wording(invocation.language).unknownCommand }] } satisfies Reply)
        : command.run(invocation, context).catch((error: unknown) => apology(interaction, error));
    await answer(interaction, reply, invocation.options['share'] !== true);
  }

  async function complete(interaction: AutocompleteInteraction): Promise<void> {
    const command = commands.get(interaction.commandName);
    const choices = command?.complete?.(toCompletion(interaction, now()), context) ?? [];
    await interaction.respond(choices.slice(0, MAX_CHOICES));
  }

  async function press(interaction: ButtonInteraction): Promise<void> {
    const [prefix = '', ...rest] = interaction.customId.split(':');
    const caller = toCaller(interaction, now());
    const button = buttons.get(prefix);
    if (button === undefined) {
      return answer(
        interaction,
        Promise.resolve({ messages: [{ content: wording(caller.language).oldButton }] }),
        true,
      );
    }
    const result = await button
      .run({ ...caller, argument: rest.join(':') }, context)
      .catch((error: unknown) => ({ reply: apology(interaction, error) }));
    if ('update' in result) {
      const { content = '', embeds = [], components = [] } = result.update;
      await interaction.update({ content, embeds, components, allowedMentions: { parse: [] } });
      return;
    }
    await answer(interaction, Promise.resolve(result.reply), true);
  }

  return async function listen(interaction) {
    try {
      if (interaction.isChatInputCommand()) await runCommand(interaction);
      else if (interaction.isAutocomplete()) await complete(interaction);
      else if (interaction.isButton()) await press(interaction);
    } catch (error) {
      // The answer itself failed (too late, acknowledged twice, no network): nobody can be told any more.
      log.warn({ interaction: interaction.id, error: errorText(error) }, 'an answer did not arrive');
    }
  };
}
