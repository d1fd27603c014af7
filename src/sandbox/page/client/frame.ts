// The frame: channels with their threads, direct messages, members, and all words in the reader's language.
import type { PageChannel, PageState } from '../types.js';
import { box, button, byId } from './dom.js';
import { fillKeepingFocus } from './focus.js';
import { wordsOf, type PageWord } from './words.js';

export interface FrameView {
  readonly state: PageState;
  readonly channelId: string;
  readonly userId: string;
  readonly locale: string;
  choose(channelId: string): void;
}

function channelButton(channel: PageChannel, view: FrameView): HTMLButtonElement {
  const isThread = channel.parentId !== null;
  const sign = isThread ? '↳' : channel.recipientId === null ? '#' : '@';
  const node = button(`${sign} ${channel.name}`, () => view.choose(channel.id), isThread ? 'thread' : '');
  node.setAttribute('aria-current', String(channel.id === view.channelId));
  return node;
}

/** Channels of the guild, each followed by its threads, then the person's direct messages. */
export function visibleChannels(state: PageState, userId: string): PageChannel[] {
  const guild = state.guilds[0]?.channels ?? [];
  const ordered = guild
    .filter((channel) => channel.parentId === null)
    .flatMap((channel) => [channel, ...guild.filter((thread) => thread.parentId === channel.id)]);
  return [...ordered, ...state.directMessages.filter((channel) => channel.recipientId === userId)];
}

export function showFrame(view: FrameView): void {
  const { state, locale } = view;
  const words = wordsOf(locale);
  document.documentElement.lang = locale;
  for (const node of document.querySelectorAll<HTMLElement>('[data-word]'))
    node.textContent = words[node.dataset['word'] as PageWord];
  for (const node of document.querySelectorAll<HTMLElement>('[data-label]'))
    node.setAttribute('aria-label', words[node.dataset['label'] as PageWord]);
  byId('guild').textContent = state.guilds[0]?.name ?? '';
  const channels = visibleChannels(state, view.userId);
  const current = channels.find((channel) => channel.id === view.channelId);
  byId('channel').textContent = `${current?.recipientId === null ? '#' : '@'} ${current?.name ?? ''}`;
  byId('topic').textContent = current?.topic ?? '';
  const inGuild = channels.filter((channel) => channel.recipientId === null);
  const direct = channels.filter((channel) => channel.recipientId !== null);
  fillKeepingFocus(
    byId('channels'),
    ...inGuild.map((channel) => channelButton(channel, view)),
    box('h2', '', words.direct),
    ...direct.map((channel) => channelButton(channel, view)),
  );
  const people = state.users.filter((user) => state.guilds[0]?.memberIds.includes(user.id));
  byId('members').replaceChildren(
    ...people.map((user) => box('li', '', user.isBot ? `${user.name} (${words.app})` : user.name)),
  );
}
