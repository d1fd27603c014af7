// Discord's markdown as the page shows it: a small part, built from text nodes so that nothing from outside is markup.

const TOKEN =
  /\\([^0-9A-Za-z\s])|<t:(-?\d+)(?::[tTdDfFsSR])?>|<#(\d+)>|`([^`\n]+)`|\*\*((?:\\.|[^*])+)\*\*|\[((?:\\.|[^\]\\])+)\]\((https?:\/\/[^\s)]+)\)|<\/([\w -]+):\d+>/g;

function element(tag: string, text: string): HTMLElement {
  const node = document.createElement(tag);
  node.textContent = text;
  return node;
}

export function link(text: Node, url: string): HTMLAnchorElement {
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.target = '_blank';
  anchor.rel = 'noreferrer noopener';
  anchor.append(text);
  return anchor;
}

function inline(text: string, locale: string, channelName: (id: string) => string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let position = 0;
  for (const found of text.matchAll(TOKEN)) {
    const [whole, escaped, time, channel, code, bold, label, url, command] = found;
    fragment.append(text.slice(position, found.index));
    position = found.index + whole.length;
    if (escaped !== undefined) fragment.append(escaped);
    else if (time !== undefined) {
      const date = new Date(Number(time) * 1000);
      const node = element('time', date.toLocaleDateString(locale, { dateStyle: 'long' }));
      node.setAttribute('datetime', date.toISOString());
      fragment.append(node);
    } else if (channel !== undefined) fragment.append(element('span', `#${channelName(channel)}`));
    else if (code !== undefined) fragment.append(element('code', code));
    else if (bold !== undefined) {
      const node = document.createElement('strong');
      node.append(inline(bold, locale, channelName));
      fragment.append(node);
    } else if (label !== undefined && url !== undefined) fragment.append(link(inline(label, locale, channelName), url));
    else fragment.append(element('code', `/${command ?? ''}`));
  }
  fragment.append(text.slice(position));
  return fragment;
}

/** Lines of markdown; a line that begins with `-# ` is small print. */
export function renderMarkdown(text: string, locale: string, channelName: (id: string) => string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  text.split('\n').forEach((line, index) => {
    if (index > 0) fragment.append('\n');
    if (line.startsWith('-# ')) {
      const small = document.createElement('small');
      small.append(inline(line.slice(3), locale, channelName));
      fragment.append(small);
    } else fragment.append(inline(line, locale, channelName));
  });
  return fragment;
}
