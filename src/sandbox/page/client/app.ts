// The sandbox page: shows the world, lets a person act in it, and follows what happens.
import { ApplicationCommandType, ChannelType, type APIApplicationCommand, type Locale } from 'discord-api-types/v10';
import type { ActionOutcome, PersonAction, StoredMessage } from '../../discord/types.js';
import type { PageChannel, PageEvent, PageState } from '../types.js';
import { getMessages, getState, interact, listen, write } from './api.js';
import { createMessageComposer } from './composer.js';
import { box, button, byId } from './dom.js';
import { closeDrawers, startDrawers } from './drawers.js';
import { createDrawnMessages } from './drawn.js';
import { removeKeepingFocus, replaceKeepingFocus } from './focus.js';
import { showFrame, visibleChannels } from './frame.js';
import type { MessageView } from './message.js';
import { showModal } from './modal.js';
import { showOperator, startOperator } from './operator.js';
import { commandRefusal } from './refusal.js';
import { showStage, startStage } from './stage.js';
import { renderWelcome } from './welcome.js';
import { wordsOf } from './words.js';

const languagePicker = byId<HTMLSelectElement>('language');
const userPicker = byId<HTMLSelectElement>('user');
const log = byId<HTMLDivElement>('messages');
/** Private answers live as long as the page is open, as in Discord, or until they are dismissed. */
const openedAt = Date.now();
const dismissed = new Set<string>();
let state: PageState;
let channelId = '';
let loads = 0;
/** How often the world was asked for, and which of the answers is the newest on show. */
const states = { asked: 0, shown: 0 };
/** Events that came while messages were being fetched, which the answer may not hold yet; null when none is awaited. */
let missed: PageEvent[] | null = null;

const locale = (): string => languagePicker.value;
const channels = (): PageChannel[] => visibleChannels(state, userPicker.value);
const current = (): PageChannel | undefined => channels().find((channel) => channel.id === channelId);
const isForum = (): boolean => current()?.type === ChannelType.GuildForum;
const channelName = (id: string): string => channels().find((channel) => channel.id === id)?.name ?? id;

function notice(text: string): void {
  byId('notice').textContent = text;
}

type Deed = PersonAction extends infer Each
  ? Each extends PersonAction
    ? Omit<Each, 'userId' | 'locale' | 'channelId'>
    : never
  : never;

function act(deed: Deed): Promise<ActionOutcome> {
  return interact({ ...deed, userId: userPicker.value, locale: locale(), channelId } as PersonAction);
}

/** `messageId`: whose button was pressed, which a modal that comes of it belongs to. */
function report(answer: ActionOutcome, messageId?: string): void {
  const words = wordsOf(locale());
  if (answer.outcome === 'timeout') notice(words.timeout);
  else if (answer.outcome === 'refused') notice(words[answer.reason]);
  else notice(words.sent);
  if (answer.outcome !== 'modal') return;
  const { modal } = answer;
  const roles = state.guilds.flatMap((guild) => guild.roles);
  const channels = state.guilds.flatMap((guild) => guild.channels);
  const from = messageId === undefined ? {} : { messageId };
  showModal(modal, { locale: locale(), roles, channels }, (fields) =>
    perform({ kind: 'modal', customId: modal.custom_id, fields, ...from }),
  );
}

async function perform(deed: Deed, messageId?: string): Promise<void> {
  report(await act(deed), messageId);
}

const refusalOf = (command: APIApplicationCommand) =>
  commandRefusal(command, {
    isAdmin: state.users.find(({ id }) => id === userPicker.value)?.isAdmin === true,
    isDirect: current()?.recipientId !== null && current() !== undefined,
  });

/** Discord offers what may be used here. */
const offered = (): APIApplicationCommand[] => state.commands.filter((command) => refusalOf(command) === null);
const view = (): MessageView => ({
  locale: locale(),
  channelName,
  roleName: (id) => state.guilds.flatMap((guild) => guild.roles).find((role) => role.id === id)?.name ?? id,
  personName: (id) => state.users.find((user) => user.id === id)?.name ?? id,
  begin: (command) => composer.begin(command),
  messageCommands: state.commands
    .filter((command) => command.type === ApplicationCommandType.Message)
    .map(({ name, name_localizations: names }) => ({ name, label: names?.[locale() as Locale] ?? name })),
  press: (messageId, customId, values) =>
    void perform({ kind: 'component', messageId, customId, ...(values === undefined ? {} : { values }) }, messageId),
  useOn: (targetMessageId, command) =>
    void perform({ kind: 'command', command, subcommand: null, options: {}, targetMessageId }),
  threadName: (id) => channels().find((channel) => channel.id === id && channel.parentId === channelId)?.name ?? null,
  openThread: (id) => void choose(id),
  dismiss: (id) => {
    dismissed.add(id);
    removeKeepingFocus(document.getElementById(`message-${id}`));
  },
});

const drawn = createDrawnMessages(log, view);

const composer = createMessageComposer({
  locale,
  notice,
  channels: () => channels().filter((channel) => channel.recipientId === null),
  commands: offered,
  refusal(text) {
    const named = state.commands.find(({ name, type }) => {
      return type === ApplicationCommandType.ChatInput && `${text} `.startsWith(`/${name} `);
    });
    return named === undefined ? null : refusalOf(named);
  },
  write: async (text) => void (await write(userPicker.value, channelId, text)),
  run: ({ command, subcommand }, options) => perform({ kind: 'command', command, subcommand, options }),
  complete: ({ command, subcommand }, options, focused) =>
    act({ kind: 'autocomplete', command, subcommand, options, focused }),
});

const isVisible = ({ id, visibleTo, timestamp }: StoredMessage): boolean =>
  visibleTo === null || (visibleTo === userPicker.value && Date.parse(timestamp) >= openedAt && !dismissed.has(id));

/** Near enough to the newest message to follow what comes. */
const END_PX = 80;
const isAtEnd = (): boolean => log.scrollHeight - log.scrollTop - log.clientHeight < END_PX;
const toEnd = (): void => void (log.scrollTop = log.scrollHeight);

/** Nodes that were there before keep the focus. */
function fill(nodes: readonly Node[]): void {
  const focused = document.activeElement;
  log.replaceChildren(...nodes);
  if (focused instanceof HTMLElement && log.contains(focused)) focused.focus({ preventScroll: true });
}

/** `isOpened`: the channel was just chosen, and is shown from its newest message on. */
async function showMessages(isOpened: boolean): Promise<void> {
  loads += 1;
  const mine = loads;
  missed = null;
  drawn.turnTo(`${channelId} ${userPicker.value}`);
  if (isForum()) {
    // The newest first, as Discord has them.
    const posts = channels()
      .filter((channel) => channel.parentId === channelId)
      .toReversed();
    fill(
      posts.length > 0
        ? posts.map((post) => button(`↳ ${post.name}`, () => void choose(post.id), 'post'))
        : [box('p', '', wordsOf(locale()).noPosts)],
    );
    return;
  }
  missed = [];
  const { messages } = await getMessages(channelId, userPicker.value).catch((error: unknown) => {
    if (mine === loads) showMissed();
    throw error;
  });
  if (mine !== loads) return;
  const welcome = renderWelcome(locale());
  const [isFollowing, place] = [isOpened || isAtEnd(), log.scrollTop];
  fill([...messages.filter(isVisible).map((message) => drawn.draw(message)), ...(welcome === null ? [] : [welcome])]);
  drawn.trim();
  if (isFollowing) toEnd();
  else log.scrollTop = place;
  showMissed();
}

function showMissed(): void {
  const since = missed ?? [];
  missed = null;
  since.forEach(onEvent);
}

function show(): void {
  // As in Discord, people write and run commands in the posts of a forum, not in the forum.
  for (const id of ['composer', 'to-composer']) byId(id).hidden = isForum();
  showFrame({ state, channelId, userId: userPicker.value, locale: locale(), choose: (id) => void choose(id) });
  showStage(state, current(), locale());
  showOperator(state, locale());
}

async function openChannel(id: string): Promise<void> {
  channelId = channels().some((channel) => channel.id === id) ? id : (channels()[0]?.id ?? '');
  notice('');
  show();
  composer.show();
  await showMessages(true);
}

function choose(id: string): Promise<void> {
  closeDrawers();
  return openChannel(id);
}

function showPeople(): void {
  const chosen = userPicker.value;
  const people = state.users.filter((user) => !user.isBot);
  userPicker.replaceChildren(...people.map((user) => new Option(user.name, user.id)));
  userPicker.value = people.some((user) => user.id === chosen) ? chosen : (people[0]?.id ?? '');
}

/** A reader begins where the cards are in their language. */
function firstChannelId(): string {
  const { firstChannel } = wordsOf(locale());
  return channels().find(({ name }) => name === firstChannel)?.id ?? '';
}

/** Draws the world again: who is there, threads that began, posts of a forum. */
async function refresh(): Promise<void> {
  states.asked += 1;
  const mine = states.asked;
  const next = await getState();
  if (mine < states.shown) return;
  states.shown = mine;
  state = next;
  showPeople();
  if (channelId === '') return openChannel(firstChannelId());
  show();
  return showMessages(false);
}

function onEvent(event: PageEvent): void {
  if (event.type === 'state') return void refresh();
  if (event.channelId !== channelId) return;
  if (missed !== null) return void missed.push(event);
  if (event.type === 'delete') return removeKeepingFocus(document.getElementById(`message-${event.messageId}`));
  if (!isVisible(event.message)) return;
  const before = document.getElementById(`message-${event.message.id}`);
  const node = drawn.draw(event.message);
  if (before === node) return;
  const isFollowing = isAtEnd();
  if (before !== null) replaceKeepingFocus(before, node);
  else log.append(node);
  drawn.trim();
  const isOwn = before === null && [event.message.visibleTo, event.message.author.id].includes(userPicker.value);
  if (isFollowing || isOwn) toEnd();
}

languagePicker.value = navigator.language.startsWith('ja') ? 'ja' : 'en-US';
languagePicker.addEventListener('change', () => void choose(channelId));
userPicker.addEventListener('change', () => void choose(channelId));
// Whatever was asked of the server and failed, by whomever.
addEventListener('unhandledrejection', () => notice(wordsOf(locale()).failed));
startStage();
startOperator();
startDrawers();
listen(onEvent, () => void refresh());
