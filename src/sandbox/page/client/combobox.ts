// A text field with a list of suggestions: arrows move, Enter or Tab chooses, Escape closes. Enter waits for what is asked.
import { box } from './dom.js';

export interface Suggestion {
  readonly label: string;
  readonly detail: string;
  readonly value: string;
}

export interface ComboboxOptions {
  readonly name: string;
  readonly label: string;
  readonly placeholder: string;
  /** What fits the text; an empty list closes the suggestions. */
  suggest(text: string): Promise<readonly Suggestion[]> | readonly Suggestion[];
  choose(suggestion: Suggestion): void;
}

let count = 0;

export interface Combobox {
  readonly node: HTMLElement;
  readonly input: HTMLInputElement;
}

export function createCombobox(options: ComboboxOptions): Combobox {
  count += 1;
  const input = document.createElement('input');
  const list = document.createElement('ul');
  let suggestions: readonly Suggestion[] = [];
  let selected = -1;
  let asked = 0;
  let isAsking = false;
  /** Enter came before the answer to what was typed: it means the list to come, not the one on show. */
  let isEntered = false;

  input.name = options.name;
  input.placeholder = options.placeholder;
  input.setAttribute('aria-label', options.label);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  list.id = `list-${count}`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', options.label);
  input.setAttribute('aria-controls', list.id);

  function show(next: readonly Suggestion[]): void {
    suggestions = next;
    selected = next.length > 0 ? 0 : -1;
    draw();
  }

  function draw(): void {
    list.hidden = suggestions.length === 0;
    input.setAttribute('aria-expanded', String(suggestions.length > 0));
    list.replaceChildren(
      ...suggestions.map((suggestion, index) => {
        const item = box(
          'li',
          '',
          suggestion.label,
          ...(suggestion.detail === '' ? [] : [box('span', '', suggestion.detail)]),
        );
        item.id = `${list.id}-${index}`;
        item.setAttribute('role', 'option');
        item.setAttribute('aria-selected', String(index === selected));
        item.addEventListener('mousedown', (event) => {
          event.preventDefault();
          take(suggestion);
        });
        return item;
      }),
    );
    if (selected >= 0) {
      input.setAttribute('aria-activedescendant', `${list.id}-${selected}`);
      document.getElementById(`${list.id}-${selected}`)?.scrollIntoView({ block: 'nearest' });
    } else input.removeAttribute('aria-activedescendant');
  }

  /** Answers to what was asked before no longer count. */
  function forget(): void {
    asked += 1;
    isAsking = false;
    isEntered = false;
  }

  function take(suggestion: Suggestion): void {
    forget();
    show([]);
    options.choose(suggestion);
  }

  function enter(): void {
    const first = suggestions[selected];
    if (first === undefined) input.form?.requestSubmit();
    else take(first);
  }

  async function look(): Promise<void> {
    forget();
    isAsking = true;
    const mine = asked;
    try {
      const found = await options.suggest(input.value);
      if (mine === asked) show(found);
    } finally {
      if (mine === asked) isAsking = false;
    }
    if (mine === asked && isEntered) enter();
  }

  input.addEventListener('input', () => void look());
  input.addEventListener('focus', () => void look());
  input.addEventListener('blur', () => {
    forget();
    show([]);
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Enter' && isAsking) {
      isEntered = true;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (suggestions.length === 0) return;
    const current = suggestions[selected];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      selected = (selected + step + suggestions.length) % suggestions.length;
      draw();
    } else if (event.key === 'Escape') show([]);
    else if ((event.key === 'Enter' || event.key === 'Tab') && current !== undefined && !event.shiftKey) take(current);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  draw();
  return { node: box('div', 'combobox', input, list), input };
}
