// Small helpers to build elements; text is never read as HTML.

export function byId<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

export function box(tag: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const node = document.createElement(tag);
  if (className !== '') node.className = className;
  node.append(...children);
  return node;
}

export function button(text: string, onClick: () => void, className = ''): HTMLButtonElement {
  const node = document.createElement('button');
  node.type = 'button';
  node.textContent = text;
  if (className !== '') node.className = className;
  node.addEventListener('click', onClick);
  return node;
}
