// One message as Discord shows it: avatar, author, text, embeds, controls, and who may see it.
import type { APIEmbed } from 'discord-api-types/v10';
import type { StoredMessage } from '../../discord/types.js';
import { renderControls, type ComponentHost } from './controls.js';
import { box, button } from './dom.js';
import { anchorTo, renderMarkdown, type MarkdownView } from './markdown.js';
import { wordsOf } from './words.js';

export interface MessageView extends ComponentHost, MarkdownView {
  /** The context-menu commands on messages: their names, and what the reader's language calls them. */
  readonly messageCommands: readonly { readonly name: string; readonly label: string }[];
  useOn(messageId: string, command: string): void;
  /** The name of the thread that began at a message; null where none did. Its id is the message's. */
  threadName(messageId: string): string | null;
  openThread(id: string): void;
  dismiss(messageId: string): void;
}

function renderEmbed(embed: APIEmbed, view: MessageView): HTMLElement {
  const markdown = (text: string): DocumentFragment => renderMarkdown(text, view);
  const node = box('div', 'embed');
  if (embed.color !== undefined) node.style.borderLeftColor = `#${embed.color.toString(16).padStart(6, '0')}`;
  if (embed.title !== undefined) {
    node.append(
      box('h3', '', embed.url === undefined ? markdown(embed.title) : anchorTo(markdown(embed.title), embed.url)),
    );
  }
  if (embed.description !== undefined) node.append(box('div', 'text', markdown(embed.description)));
  for (const field of embed.fields ?? []) {
    node.append(box('div', 'field', box('b', '', markdown(field.name)), box('div', 'text', markdown(field.value))));
  }
  if (embed.footer !== undefined) node.append(box('div', 'footer', embed.footer.text));
  return node;
}

function renderAuthor(message: StoredMessage, view: MessageView): HTMLElement {
  const words = wordsOf(view.locale);
  const time = document.createElement('time');
  time.dateTime = message.timestamp;
  time.textContent = new Date(message.timestamp).toLocaleString(view.locale, {
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const tag = message.author.bot === true ? [box('span', 'tag', words.app)] : [];
  const edited = message.edited_timestamp === null ? [] : [box('span', 'mark', words.edited)];
  return box('div', 'author', message.author.global_name ?? message.author.username, ...tag, time, ...edited);
}

/** Files to keep; what they hold came with the message. */
function renderFiles(message: StoredMessage): HTMLElement[] {
  return message.attachments.map(({ filename, url }) => {
    const anchor = document.createElement('a');
    anchor.href = url;
    anchor.download = filename;
    anchor.textContent = filename;
    return box('div', 'file', anchor);
  });
}

export function renderMessage(message: StoredMessage, view: MessageView): HTMLElement {
  const words = wordsOf(view.locale);
  const name = message.author.global_name ?? message.author.username;
  const avatar = box('div', 'avatar', [...name][0] ?? '');
  avatar.setAttribute('aria-hidden', 'true');
  const body = box('div', '', renderAuthor(message, view));
  if (message.content !== '') body.append(box('div', 'text', renderMarkdown(message.content, view)));
  body.append(
    ...message.embeds.map((embed) => renderEmbed(embed, view)),
    ...renderFiles(message),
    ...renderControls(message, view),
  );
  const thread = view.threadName(message.id);
  if (thread !== null) body.append(button(`↳ ${thread}`, () => view.openThread(message.id), 'post'));
  if (message.visibleTo !== null) {
    body.append(
      box(
        'div',
        'controls',
        box('span', 'mark', words.onlyYou),
        button(words.dismiss, () => view.dismiss(message.id)),
      ),
    );
  } else if (view.messageCommands.length > 0) {
    const uses = view.messageCommands.map(({ name, label }) => button(label, () => view.useOn(message.id, name)));
    body.append(box('details', '', box('summary', 'mark', words.apps), box('div', 'controls', ...uses)));
  }
  const node = box('article', message.visibleTo === null ? '' : 'private', avatar, body);
  node.id = `message-${message.id}`;
  node.tabIndex = -1;
  return node;
}
