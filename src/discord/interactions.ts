// Interactions: every one is answered once, in time, in the reader's language, and pings nobody.
import {
  MessageFlags,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type MessageContextMenuCommandInteraction,
  type ModalMessageModalSubmitInteraction,
  type StringSelectMenuInteraction,
} from 'discord.js';
import type { Button, Command, Context, FormHandler } from '../domain/context.js';
import type { Choice, ModalForm, MessageBody, PressResult, Reply } from '../domain/message.js';
import { apologyFor, unshownAnswer } from '../cards/apology.js';
import { isShareable, sharedBy } from '../cards/shared-answer.js';
import { wording } from '../cards/wording.js';
import type { Log } from '../log.js';
import { isAnsweredBefore, isRefusedBody } from './rest-errors.js';
import { apology } from './apology.js';
import { watchChanges } from './changes.js';
import { formFields } from './forms.js';
import { inTime } from './in-time.js';
import { createLateAnswers, type LateAnswers } from './late-answers.js';
import { languageOf, toCaller, toCompletion, toInvocation, toMessageInvocation } from './invocation.js';
import { isChoiceOffered, isCommandOffered } from './offered.js';
import { toPayload, visibility } from './payload.js';

const MAX_CHOICES = 25;

export interface InteractionOptions {
  readonly commands: readonly Command[];
  readonly buttons: readonly Button[];
  readonly forms: readonly FormHandler[];
  readonly context: Context;
  readonly now: () => Date;
  readonly log: Log;
  /** Ends the waiting for Discord. */
  readonly signal: AbortSignal;
  readonly random: () => number;
}

type CommandInteraction = ChatInputCommandInteraction | MessageContextMenuCommandInteraction;
type ClickInteraction = ButtonInteraction | StringSelectMenuInteraction;
/** A form is always opened by a press, and its answer goes where that one's would have gone. */
type PressInteraction = ClickInteraction | ModalMessageModalSubmitInteraction;

/** What is said in the place of an answer that Discord refuses as it stands. */
async function say(
  interaction: CommandInteraction | PressInteraction,
  body: MessageBody,
  late: LateAnswers,
): Promise<void> {
  const payload = { ...toPayload(body), ...visibility(true) };
  await (interaction.deferred || interaction.replied ? late.follow(interaction, payload) : interaction.reply(payload));
}

async function answerCommand(interaction: CommandInteraction, work: Promise<Reply>, late: LateAnswers): Promise<void> {
  const isShared = interaction.isChatInputCommand() && interaction.options.getBoolean('share', false) === true;
  const early = await inTime(work);
  if (early === null) await interaction.deferReply(visibility(!isShared));
  const [first, ...more] = (early ?? (await work)).messages;
  const isForAll = isShared && isShareable(first);
  const language = languageOf(interaction.locale);
  // A deferred answer is as visible as it was announced: another one is sent in its place.
  const isTakenBack = early === null && isShared && !isForAll;
  // What is sent while the announcement stands would fill it, for all to see.
  const isInTheWay = isTakenBack && !(await late.takeBack(interaction));
  const shown = isForAll ? sharedBy(first, interaction.user.id, language) : first;
  const messages = isInTheWay ? [{ content: wording(language).notNow }] : [shown, ...more];
  for (const [index, body] of messages.entries()) {
    const payload = { ...toPayload(body), ...visibility(!isForAll) };
    if (index > 0 || isTakenBack) await late.follow(interaction, payload);
    else await (early === null ? late.edit(interaction, toPayload(body)) : interaction.reply(payload));
  }
}

/** A message that all can see is changed only by who asked for it; a card that nobody asked for, by nobody. */
function mayChange(interaction: PressInteraction): boolean {
  const { flags, interactionMetadata } = interaction.message;
  return flags.has(MessageFlags.Ephemeral) || interactionMetadata?.user.id === interaction.user.id;
}

/** A form opens only as the first answer, and that had to be given before it was ready. */
const tooLate = ({ locale }: PressInteraction): MessageBody[] => [{ content: wording(languageOf(locale)).notNow }];

/**
 * A deferred press leaves its message as it is until the result changes it or comes as a private message. Whoever may not
 * change the message gets what it would have become as a private copy.
 */
async function answerPress(
  interaction: PressInteraction,
  work: Promise<PressResult>,
  late: LateAnswers,
): Promise<void> {
  late.pressed(interaction.message.interactionMetadata?.id ?? '');
  const early = await inTime(work);
  const isOwn = mayChange(interaction);
  if (early !== null && 'form' in early) return open(interaction, early.form);
  if (early === null) await (isOwn ? interaction.deferUpdate() : interaction.deferReply(visibility(true)));
  const result = early ?? (await work);
  const isSeenByAll = !interaction.message.flags.has(MessageFlags.Ephemeral);
  if ('update' in result && isOwn && (!isSeenByAll || isShareable(result.update))) {
    const shown = isSeenByAll
      ? sharedBy(result.update, interaction.user.id, languageOf(interaction.locale))
      : result.update;
    const body = { content: '', embeds: [], components: [], ...toPayload(shown) };
    // Sent again later, it could take the place of what another press shows by then.
    await (early === null ? interaction.editReply(body) : interaction.update(body));
    return;
  }
  const messages =
    'update' in result ? [result.update] : 'form' in result ? tooLate(interaction) : result.reply.messages;
  for (const [index, body] of messages.entries()) {
    const payload = { ...toPayload(body), ...visibility(true) };
    if (index > 0 || (early === null && isOwn)) await late.follow(interaction, payload);
    else await (early === null ? late.edit(interaction, toPayload(body)) : interaction.reply(payload));
  }
}

/** A submitted form cannot open another one. */
async function open(interaction: PressInteraction, form: ModalForm): Promise<void> {
  if (interaction.isModalSubmit()) throw new TypeError('a form was answered by a form');
  await interaction.showModal(form);
}

/** Builds the listener for `interactionCreate`; its promise never rejects. */
export function createInteractionListener(options: InteractionOptions): (interaction: Interaction) => Promise<void> {
  const { context, now, log } = options;
  const late = createLateAnswers(options);
  const commands = new Map(options.commands.map((command) => [command.definition.name, command]));
  const buttons = new Map(options.buttons.map((button) => [button.prefix, button]));
  const forms = new Map(options.forms.map((form) => [form.prefix, form]));

  /**
   * Answers with the reply of work that may change something, or with what is said where it fails. Where Discord refuses
   * the answer as it stands, or it cannot even be written down, an apology goes instead.
   */
  async function answered<Result>(
    interaction: CommandInteraction | PressInteraction,
    work: (watched: Context) => Promise<Result>,
    show: (reply: Promise<Result | Reply>) => Promise<void>,
  ): Promise<void> {
    const watched = watchChanges(context);
    const reply = work(watched.context).catch((error: unknown) => ({
      messages: [apology(interaction, error, { log, mayHaveChanged: watched.mayHaveChanged() })] as const,
    }));
    try {
      await show(reply);
    } catch (error) {
      if (!isRefusedBody(error)) throw error;
      log.error({ interaction: interaction.id, err: error }, 'an answer was refused');
      // Only then is it known what the work changed.
      await reply;
      const apologyOf = watched.mayHaveChanged() ? unshownAnswer : apologyFor;
      await say(interaction, apologyOf(interaction.id, languageOf(interaction.locale)), late);
    }
  }

  async function replyTo(interaction: CommandInteraction, watched: Context): Promise<Reply> {
    const command = commands.get(interaction.commandName);
    const invocation = interaction.isChatInputCommand()
      ? toInvocation(interaction, now())
      : toMessageInvocation(interaction, now());
    const isKnown =
      command !== undefined && (!interaction.isChatInputCommand() || isCommandOffered(interaction, command.definition));
    if (!isKnown) return { messages: [{ content: wording(invocation.language).unknownCommand }] };
    return await command.run(invocation, watched);
  }

  async function runCommand(interaction: CommandInteraction): Promise<void> {
    await answered(
      interaction,
      (watched) => replyTo(interaction, watched),
      (reply) => answerCommand(interaction, reply, late),
    );
  }

  /** Empty where the choices come too late for Discord. */
  async function choicesOf(interaction: AutocompleteInteraction): Promise<Choice[]> {
    try {
      const command = commands.get(interaction.commandName);
      const choices = command?.complete?.(toCompletion(interaction, now()), context);
      return (choices === undefined ? null : await inTime(choices)) ?? [];
    } catch (error) {
      log.error({ interaction: interaction.id, err: error }, 'completing an option failed');
      return [];
    }
  }

  async function complete(interaction: AutocompleteInteraction): Promise<void> {
    await interaction.respond((await choicesOf(interaction)).slice(0, MAX_CHOICES));
  }

  async function resultOf(interaction: PressInteraction, watched: Context): Promise<PressResult> {
    const [prefix = '', ...rest] = interaction.customId.split(':');
    const caller = toCaller(interaction, now());
    const argument = rest.join(':');
    if (interaction.isModalSubmit()) {
      const form = forms.get(prefix);
      if (form === undefined) return { reply: { messages: [{ content: wording(caller.language).oldButton }] } };
      return await form.run({ ...caller, argument, fields: formFields(interaction) }, watched);
    }
    const values = interaction.isStringSelectMenu() ? interaction.values : [];
    const isOffered = !interaction.isStringSelectMenu() || isChoiceOffered(interaction);
    const button = buttons.get(prefix);
    if (button === undefined || !isOffered)
      return { reply: { messages: [{ content: wording(caller.language).oldButton }] } };
    return await button.run({ ...caller, argument, values }, watched);
  }

  async function press(interaction: PressInteraction): Promise<void> {
    await answered(
      interaction,
      (watched) => resultOf(interaction, watched),
      (reply) =>
        answerPress(
          interaction,
          reply.then((each) => ('messages' in each ? { reply: each } : each)),
          late,
        ),
    );
  }

  return async function listen(interaction) {
    try {
      if (interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand()) await runCommand(interaction);
      else if (interaction.isAutocomplete()) await complete(interaction);
      else if (
        interaction.isButton() ||
        interaction.isStringSelectMenu() ||
        (interaction.isModalSubmit() && interaction.isFromMessage())
      )
        await press(interaction);
      else
        log.warn(
          { interaction: interaction.id, type: interaction.type },
          'an interaction of a kind that nobody here knows',
        );
    } catch (error) {
      // The answer itself failed (too late, acknowledged twice, no network): the person cannot be told.
      if (isAnsweredBefore(error))
        log.warn(
          { interaction: interaction.id },
          'somebody else has answered: does another program run with this token? Both would post the same papers',
        );
      else log.warn({ interaction: interaction.id, err: error }, 'an answer did not arrive');
    }
  };
}
