// The sandbox page: channels, messages that update by themselves, a command form, the operator's corner.
import type { PageChannel, PageEvent, PageInteraction, PageInteractionAnswer, PageState } from '../page-types.js';
import { getMessages, getState, getStatus, giveDump, interact, listen } from './api.js';
import { createComposer } from './composer.js';
import { renderMessage, type MessageView } from './message.js';
import { wordsOf } from './words.js';

function byId<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

const languagePicker = byId<HTMLSelectElement>('language');
const userPicker = byId<HTMLSelectElement>('user');
const log = byId<HTMLDivElement>('messages');
let state: PageState;
let channelId = '';
/** Private answers live as long as the page is open, as in Discord, or until they are dismissed. */
const openedAt = Date.now();
const dismissed = new Set<string>();

const locale = (): string => languagePicker.value;
const channels = (): readonly PageChannel[] => state.guilds[0]?.channels ?? [];
const channelName = (id: string): string => channels().find((channel) => channel.id === id)?.name ?? id;

function notice(text: string): void {
  byId('notice').textContent = text;
}

type Deed = PageInteraction extends infer Each
  ? Each extends PageInteraction
    ? Omit<Each, 'userId' | 'locale' | 'channelId'>
    : never
  : never;

function act(deed: Deed): Promise<PageInteractionAnswer> {
  return interact({ ...deed, userId: userPicker.value, locale: locale(), channelId } as PageInteraction);
}

function report(answer: PageInteractionAnswer): void {
  const words = wordsOf(locale());
  if (answer.outcome === 'timeout') notice(words.timeout);
  else if (answer.outcome === 'refused') notice(words.refused + answer.reason);
  else notice(words.sent);
}

const view = (): MessageView => ({
  locale: locale(),
  channelName,
  press: (messageId, customId) => void act({ kind: 'component', messageId, customId }).then(report),
  dismiss: (id) => {
    dismissed.add(id);
    document.getElementById(`message-${id}`)?.remove();
  },
});

const composer = createComposer({
  locale,
  channels,
  run: async (command, subcommand, options) => report(await act({ kind: 'command', command, subcommand, options })),
  complete: (command, subcommand, options, focused) =>
    act({ kind: 'autocomplete', command, subcommand, options, focused }),
});

async function showMessages(): Promise<void> {
  const { messages } = await getMessages(channelId, userPicker.value);
  const shown = messages.filter(
    ({ id, visibleTo, timestamp }) => visibleTo === null || (Date.parse(timestamp) >= openedAt && !dismissed.has(id)),
  );
  log.replaceChildren(...shown.map((message) => renderMessage(message, view())));
  log.scrollTop = log.scrollHeight;
}

function showFrame(): void {
  const words = wordsOf(locale());
  document.documentElement.lang = locale();
  byId('guild').textContent = state.guilds[0]?.name ?? '';
  for (const name of ['language', 'user', 'command', 'operator', 'dump'] as const)
    byId(`label-${name}`).textContent = words[name];
  byId('send').textContent = words.send;
  byId('status').textContent = words.status;
  byId('operator').hidden = state.operator.length === 0;
  const current = channels().find((channel) => channel.id === channelId);
  byId('channel').textContent = `# ${current?.name ?? ''}`;
  byId('topic').textContent = current?.topic ?? '';
  byId('channels').replaceChildren(
    ...channels().map((channel) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = `# ${channel.name}`;
      button.setAttribute('aria-current', String(channel.id === channelId));
      button.addEventListener('click', () => void choose(channel.id));
      return button;
    }),
  );
  composer.show(state.commands);
}

async function choose(id: string): Promise<void> {
  channelId = id;
  notice('');
  showFrame();
  await showMessages();
}

async function refresh(): Promise<void> {
  state = await getState();
  const chosen = userPicker.value;
  const people = state.users.filter((user) => !user.isBot);
  userPicker.replaceChildren(...people.map((user) => new Option(user.name, user.id)));
  userPicker.value = people.some((user) => user.id === chosen) ? chosen : (people[0]?.id ?? '');
  await choose(channels().some((channel) => channel.id === channelId) ? channelId : (channels()[0]?.id ?? ''));
}

function onEvent(event: PageEvent): void {
  if (event.type === 'state') return void refresh();
  if (event.channelId !== channelId) return;
  if (event.type === 'delete') return document.getElementById(`message-${event.messageId}`)?.remove();
  if (event.message.visibleTo !== null && event.message.visibleTo !== userPicker.value) return;
  const node = renderMessage(event.message, view());
  const before = document.getElementById(node.id);
  if (before !== null) return before.replaceWith(node);
  log.append(node);
  log.scrollTop = log.scrollHeight;
}

async function operate(work: Promise<{ text: string }>): Promise<void> {
  byId('operator-answer').textContent = await work.then(
    (answer) => answer.text,
    (error: unknown) => String(error),
  );
}

languagePicker.value = navigator.language.startsWith('ja') ? 'ja' : 'en-US';
languagePicker.addEventListener('change', () => void choose(channelId));
userPicker.addEventListener('change', () => void choose(channelId));
byId('status').addEventListener('click', () => void operate(getStatus()));
byId<HTMLInputElement>('dump').addEventListener('change', (event) => {
  const [file] = (event.target as HTMLInputElement).files ?? [];
  if (file !== undefined) void operate(giveDump(file));
});
listen(onEvent, () => void refresh());
