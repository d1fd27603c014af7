// Interactions: from what a person does on the page to the bot and back, with Discord's 3 seconds and 15 minutes.
import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10';
import type { Gateway } from './gateway.js';
import { findDefinition, interactionPayload } from './interaction-payload.js';
import { messagePayload, permissionsOf, userPayload } from './payloads.js';
import { badForm, gone, type HookResult } from './hook-result.js';
import { createShownModals, modalProblems } from './forms.js';
import type { ActionOutcome, ActionRefusal, PersonAction, StoredMessage } from './types.js';
import type { StoredChannel } from './world-data.js';
import type { World } from './state.js';
import { isEmptyMessage, messageProblems, type Json } from './validate.js';

const ANSWER_MS = 3_000;
const TOKEN_MS = 15 * 60_000;
const EPHEMERAL = 64;
/** Interactions that can still be answered, the newest ones. */
export const MOST_PENDING = 1_000;

export interface Pending {
  readonly id: string;
  readonly token: string;
  readonly channelId: string;
  readonly userId: string;
  readonly createdAt: number;
  readonly sourceMessageId: string | null;
  isLate: boolean;
  isAnswered: boolean;
  isPrivate: boolean;
  originalId: string | null;
  readonly produced: StoredMessage[];
  /** A deferred answer may come until the token ends. */
  waitLonger(): void;
  resolve(answer: ActionOutcome): void;
  /** It was not answered in time, or never will be. */
  giveUp(): void;
}

export interface InteractionHost {
  readonly world: World;
  readonly gateway: Gateway;
  readonly now: () => Date;
  publish(type: 'message' | 'edit' | 'delete', message: StoredMessage): void;
}

export function createInteractions(host: InteractionHost) {
  const { world, gateway, now } = host;
  const modals = createShownModals();
  const pending = new Map<string, Pending>();

  function refusal(asked: PersonAction, channel: StoredChannel): ActionRefusal | null {
    if (!gateway.isConnected()) return 'noBot';
    if (asked.kind !== 'command' && asked.kind !== 'autocomplete') return null;
    const command = findDefinition(world, asked.command);
    if (command === undefined) return 'unknownCommand';
    const contexts = command['contexts'];
    const isDirect = channel.recipientId !== null;
    if (Array.isArray(contexts) && !contexts.includes(isDirect ? 1 : 0)) return 'notHere';
    if (isDirect) return null;
    const needed = command['default_member_permissions'];
    const has = BigInt(permissionsOf(world, asked.userId, channel));
    if (typeof needed === 'string' && (has & BigInt(needed)) !== BigInt(needed)) return 'notAllowed';
    return null;
  }

  /** Forgets those whose tokens have ended, and the oldest beyond the most. */
  function keep(entry: Pending): void {
    pending.set(entry.token, entry);
    const ended = now().getTime() - TOKEN_MS;
    for (const [token, { createdAt, giveUp }] of pending) {
      if (createdAt >= ended && pending.size <= MOST_PENDING) return;
      pending.delete(token);
      giveUp();
    }
  }

  /** Sends the interaction to the bot; resolves when it answers, or after 3 seconds with `timeout`. */
  function run(asked: PersonAction): Promise<ActionOutcome & { messages: StoredMessage[] }> {
    const channel = world.channel(asked.channelId);
    if (channel === undefined) return Promise.resolve({ outcome: 'refused', reason: 'unknownChannel', messages: [] });
    const reason = refusal(asked, channel);
    if (reason !== null) return Promise.resolve({ outcome: 'refused', reason, messages: [] });
    return new Promise((done) => {
      const id = world.nextId();
      const entry: Pending = {
        id,
        token: `interaction-${id}`,
        channelId: channel.id,
        userId: asked.userId,
        createdAt: now().getTime(),
        sourceMessageId: asked.kind === 'component' || asked.kind === 'modal' ? (asked.messageId ?? null) : null,
        isLate: false,
        isAnswered: false,
        isPrivate: false,
        originalId: null,
        produced: [],
        waitLonger() {
          clearTimeout(timer);
          timer = setTimeout(entry.giveUp, TOKEN_MS).unref();
        },
        resolve(answer) {
          clearTimeout(timer);
          done({ ...answer, messages: entry.produced });
        },
        giveUp() {
          entry.isLate = true;
          entry.resolve({ outcome: 'timeout' });
        },
      };
      let timer = setTimeout(entry.giveUp, ANSWER_MS).unref();
      keep(entry);
      const shown = asked.kind === 'modal' ? modals.find(asked.userId, asked.customId) : null;
      gateway.dispatch('INTERACTION_CREATE', interactionPayload(world, asked, { ...entry, channel, shown }));
    });
  }

  /** Answers to interactions come through the application's webhook, and show it. */
  const throughWebhook = () => ({ webhook_id: world.data.applicationId, application_id: world.data.applicationId });
  const origin = ({ webhook_id: hook, interaction_metadata: metadata }: StoredMessage) =>
    hook === undefined ? {} : { ...throughWebhook(), interaction_metadata: metadata };
  /** Who asked for the answer, as Discord tells it. */
  const askedBy = ({ id, userId, sourceMessageId }: Pending) => ({
    id,
    type: sourceMessageId === null ? 2 : 3,
    user: userPayload(world, userId),
    authorizing_integration_owners: {},
  });

  function post(entry: Pending, body: Json, isPrivate: boolean): HookResult {
    const problems = messageProblems(body);
    if (problems.length > 0) return badForm(problems);
    if (isEmptyMessage(body)) return { ok: false, status: 400, code: 50006, message: 'Cannot send an empty message' };
    const visibleTo = isPrivate ? entry.userId : null;
    const { channelId } = entry;
    const more = { ...throughWebhook(), interaction_metadata: askedBy(entry) };
    const message = messagePayload(world, { channelId, authorId: world.data.botId, body, now: now(), visibleTo, more });
    world.putMessage(message);
    entry.produced.push(message);
    entry.originalId ??= message.id;
    host.publish('message', message);
    return { ok: true, message };
  }

  function edit(entry: Pending, id: string, body: Json): HookResult {
    const problems = messageProblems(body);
    if (problems.length > 0) return badForm(problems);
    const before = world.messagesOf(entry.channelId).find((message) => message.id === id);
    if (before === undefined) return gone(10008, 'Unknown Message');
    const fresh = messagePayload(world, {
      channelId: entry.channelId,
      authorId: world.data.botId,
      body: { ...before, ...body } as Json,
      now: now(),
      visibleTo: before.visibleTo,
    });
    const times = { timestamp: before.timestamp, edited_timestamp: now().toISOString() };
    const message: StoredMessage = { ...fresh, ...origin(before), id, ...times };
    world.putMessage(message);
    if (!entry.produced.some((each) => each.id === id)) entry.produced.push(message);
    host.publish('edit', message);
    return { ok: true, message };
  }

  /** POST /interactions/:id/:token/callback */
  function callback(token: string, body: Json): HookResult {
    const entry = pending.get(token);
    if (entry === undefined || entry.isLate) return gone(10062, 'Unknown interaction');
    if (entry.isAnswered)
      return { ok: false, status: 400, code: 40060, message: 'Interaction has already been acknowledged.' };
    const type = body['type'];
    const data = (body['data'] ?? {}) as Json;
    const isPrivate = (Number(data['flags'] ?? 0) & EPHEMERAL) !== 0;
    if (type === 8) {
      entry.isAnswered = true;
      entry.resolve({ outcome: 'choices', choices: (data['choices'] ?? []) as APIApplicationCommandOptionChoice[] });
      return { ok: true, message: null };
    }
    if (type === 9) {
      const problems = modalProblems(data);
      if (problems.length > 0) return badForm(problems);
      entry.isAnswered = true;
      const modal = modals.keep(entry.userId, data);
      entry.resolve({ outcome: 'modal', modal });
      return { ok: true, message: null };
    }
    entry.isPrivate = isPrivate;
    const result =
      type === 4
        ? post(entry, data, isPrivate)
        : type === 7
          ? edit(entry, entry.sourceMessageId ?? '', data)
          : { ok: true as const, message: null };
    if (!result.ok) return result;
    entry.isAnswered = true;
    if (type === 4 || type === 7) entry.resolve({ outcome: 'answered' });
    if (type === 5 || type === 6) entry.waitLonger();
    if (type === 6 || type === 7) entry.originalId = entry.sourceMessageId;
    return result;
  }

  function live(token: string): Pending | null {
    const entry = pending.get(token);
    return entry === undefined || now().getTime() - entry.createdAt > TOKEN_MS ? null : entry;
  }

  /** POST /webhooks/:app/:token */
  function followUp(token: string, body: Json): HookResult {
    const entry = live(token);
    if (entry === null) return gone(10015, 'Unknown Webhook');
    const result = post(entry, body, (Number(body['flags'] ?? 0) & EPHEMERAL) !== 0);
    if (result.ok) entry.resolve({ outcome: 'answered' });
    return result;
  }

  /** PATCH /webhooks/:app/:token/messages/:id; `@original` of a deferred answer is posted by its first edit. */
  function editFollowUp(token: string, id: string, body: Json): HookResult {
    const entry = live(token);
    if (entry === null) return gone(10015, 'Unknown Webhook');
    const edited = id === '@original' ? entry.originalId : id;
    const result = edited === null ? post(entry, body, entry.isPrivate) : edit(entry, edited, body);
    if (result.ok) entry.resolve({ outcome: 'answered' });
    return result;
  }

  /** DELETE /webhooks/:app/:token/messages/:id; of a deferred answer nothing was posted yet. */
  function takeBack(token: string, id: string): HookResult {
    const entry = live(token);
    if (entry === null) return gone(10015, 'Unknown Webhook');
    const message = entry.produced.find((each) => each.id === (id === '@original' ? entry.originalId : id));
    if (message !== undefined) world.deleteMessage(entry.channelId, message.id);
    if (message !== undefined) host.publish('delete', message);
    return { ok: true, message: null };
  }

  return {
    run,
    callback,
    followUp,
    editFollowUp,
    takeBack,
    pendingCount: (): number => pending.size,
    /** Whoever still waits for an answer gets `timeout`. */
    close(): void {
      for (const { giveUp } of pending.values()) giveUp();
      pending.clear();
    },
  };
}

export type Interactions = ReturnType<typeof createInteractions>;
