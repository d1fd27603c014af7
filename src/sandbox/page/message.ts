// One message as Discord shows it: author, text, embeds, buttons.
import type { APIEmbed, APIMessageComponent } from 'discord-api-types/v10';
import type { PageMessage } from '../page-types.js';
import { link, renderMarkdown } from './markdown.js';
import { wordsOf } from './words.js';

export interface MessageView {
  readonly locale: string;
  readonly channelName: (id: string) => string;
  press(messageId: string, customId: string): void;
  dismiss(messageId: string): void;
}

function box(className: string, ...children: (Node | string)[]): HTMLElement {
  const node = document.createElement('div');
  node.className = className;
  node.append(...children);
  return node;
}

function renderEmbed(embed: APIEmbed, view: MessageView): HTMLElement {
  const markdown = (text: string): DocumentFragment => renderMarkdown(text, view.locale, view.channelName);
  const node = box('embed');
  if (embed.color !== undefined) node.style.borderLeftColor = `#${embed.color.toString(16).padStart(6, '0')}`;
  if (embed.title !== undefined) {
    const title = document.createElement('h4');
    title.append(embed.url === undefined ? markdown(embed.title) : link(markdown(embed.title), embed.url));
    node.append(title);
  }
  if (embed.description !== undefined) node.append(box('text', markdown(embed.description)));
  for (const field of embed.fields ?? []) {
    const name = document.createElement('b');
    name.append(markdown(field.name));
    node.append(box('field', name, box('text', markdown(field.value))));
  }
  if (embed.footer !== undefined) node.append(box('footer', embed.footer.text));
  return node;
}

function renderControl(component: APIMessageComponent, message: PageMessage, view: MessageView): Node[] {
  if (component.type !== 2) return [];
  const label = 'label' in component ? (component.label ?? '') : '';
  if ('url' in component) {
    const anchor = link(document.createTextNode(`${label} ↗`), component.url);
    anchor.className = 'link';
    return [anchor];
  }
  if (!('custom_id' in component)) return [];
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.disabled = component.disabled ?? false;
  button.addEventListener('click', () => view.press(message.id, component.custom_id));
  return [button];
}

export function renderMessage(message: PageMessage, view: MessageView): HTMLElement {
  const words = wordsOf(view.locale);
  const node = document.createElement('article');
  node.id = `message-${message.id}`;
  const time = document.createElement('time');
  time.dateTime = message.timestamp;
  time.textContent = new Date(message.timestamp).toLocaleString(view.locale, {
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const author = box('author', message.author.global_name ?? message.author.username, time);
  if (message.edited_timestamp !== null) author.append(' ', words.edited);
  node.append(author);
  if (message.content !== '') node.append(box('text', renderMarkdown(message.content, view.locale, view.channelName)));
  node.append(...message.embeds.map((embed) => renderEmbed(embed, view)));
  for (const row of message.components ?? []) {
    if (row.type !== 1) continue;
    node.append(box('buttons', ...row.components.flatMap((component) => renderControl(component, message, view))));
  }
  if (message.visibleTo !== null) {
    node.classList.add('private');
    const dismiss = document.createElement('button');
    dismiss.type = 'button';
    dismiss.textContent = words.dismiss;
    dismiss.addEventListener('click', () => view.dismiss(message.id));
    node.append(box('buttons', box('mark', words.onlyYou), dismiss));
  }
  return node;
}
