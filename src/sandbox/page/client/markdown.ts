// Discord's markdown as the page shows it: a small part, built from text nodes so that nothing from outside is markup.
import { button } from './dom.js';

const TOKEN =
  /\\([^0-9A-Za-z\s])|<t:(-?\d+)(?::([tTdDfFsSR]))?>|<#(\d+)>|<@(?:!|(&))?(\d+)>|`([^`\n]+)`|\*\*((?:\\[^]|[^*\\])+)\*\*|~~((?:\\[^]|[^~\\])+)~~|\[((?:\\.|[^\]\\])+)\]\((https?:\/\/[^\s)]+)\)|<(https?:\/\/[^\s>]+)>|<\/([\w -]+):\d+>/g;
const CODE_BLOCK = /```(?:[a-z]+\n)?([^]*?)```/g;

/** Names of what a message mentions, and what a mentioned command does when it is pressed. */
export interface MarkdownView {
  readonly locale: string;
  readonly channelName: (id: string) => string;
  readonly personName: (id: string) => string;
  readonly roleName: (id: string) => string;
  begin(command: string): void;
}

function element(tag: string, text: string): HTMLElement {
  const node = document.createElement(tag);
  node.textContent = text;
  return node;
}

export function anchorTo(text: Node, url: string): HTMLAnchorElement {
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.target = '_blank';
  anchor.rel = 'noreferrer noopener';
  anchor.append(text);
  return anchor;
}

function within(tag: string, text: string, view: MarkdownView): HTMLElement {
  const node = document.createElement(tag);
  node.append(inline(text, view));
  return node;
}

/** Discord's styles of times, as far as they differ here: a date, a time of the day, or both. */
function timeForm(style = 'f'): Intl.DateTimeFormatOptions {
  if (style === 'd' || style === 'D') return { dateStyle: 'long' };
  return style === 't' || style === 'T' ? { timeStyle: 'short' } : { dateStyle: 'long', timeStyle: 'short' };
}

function inline(text: string, view: MarkdownView): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let position = 0;
  for (const found of text.matchAll(TOKEN)) {
    const [whole, escaped, time, style, channel, role, person, code, bold, struck, label, url, address, command] =
      found;
    fragment.append(text.slice(position, found.index));
    position = found.index + whole.length;
    if (escaped !== undefined) fragment.append(escaped);
    else if (time !== undefined) {
      const date = new Date(Number(time) * 1000);
      // A number beyond every calendar, which anybody can type, is shown as it is.
      if (Number.isNaN(date.getTime())) {
        fragment.append(whole);
        continue;
      }
      const node = element('time', date.toLocaleString(view.locale, timeForm(style)));
      node.setAttribute('datetime', date.toISOString());
      fragment.append(node);
    } else if (channel !== undefined) fragment.append(element('span', `#${view.channelName(channel)}`));
    else if (person !== undefined)
      fragment.append(element('span', `@${role === undefined ? view.personName(person) : view.roleName(person)}`));
    else if (code !== undefined) fragment.append(element('code', code));
    else if (bold !== undefined) fragment.append(within('strong', bold, view));
    else if (struck !== undefined) fragment.append(within('s', struck, view));
    else if (label !== undefined && url !== undefined) fragment.append(anchorTo(inline(label, view), url));
    else if (address !== undefined) fragment.append(anchorTo(document.createTextNode(address), address));
    else if (command !== undefined) fragment.append(button(`/${command}`, () => view.begin(command), 'command'));
  }
  fragment.append(text.slice(position));
  return fragment;
}

/** Lines of markdown; a line that begins with `-# ` is small print, one that begins with `- ` is of a list. */
function lines(text: string, view: MarkdownView): DocumentFragment {
  const fragment = document.createDocumentFragment();
  text.split('\n').forEach((line, index) => {
    if (index > 0) fragment.append('\n');
    if (line.startsWith('-# ')) fragment.append(within('small', line.slice(3), view));
    else fragment.append(inline(line.replace(/^- /, '• '), view));
  });
  return fragment;
}

/** Lines, and blocks of code between them. */
export function renderMarkdown(text: string, view: MarkdownView): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let position = 0;
  for (const { 0: whole, 1: code = '', index } of text.matchAll(CODE_BLOCK)) {
    fragment.append(lines(text.slice(position, index), view), element('pre', code.trimEnd()));
    position = index + whole.length;
  }
  fragment.append(lines(text.slice(position), view));
  return fragment;
}
