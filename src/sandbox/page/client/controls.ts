// Buttons, links, select menus and the commands of apps under a message.
import { ComponentType, type APIMessageComponent, type APIStringSelectComponent } from 'discord-api-types/v10';
import type { StoredMessage } from '../../discord/types.js';
import { box, button } from './dom.js';
import { anchorTo } from './markdown.js';
import { wordsOf } from './words.js';

export interface ComponentHost {
  readonly locale: string;
  press(messageId: string, customId: string, values?: readonly string[]): void;
}

/** Keys that open the list of a menu, as do those with Alt: what is chosen in the list is meant. */
const OPENS_LIST = new Set(['Enter', ' ', 'F4']);

function renderSelect(component: APIStringSelectComponent, message: StoredMessage, host: ComponentHost): Node[] {
  const words = wordsOf(host.locale);
  const isMultiple = (component.max_values ?? 1) > 1;
  const select = document.createElement('select');
  select.multiple = isMultiple;
  select.disabled = component.disabled ?? false;
  select.setAttribute('aria-label', component.placeholder ?? words.choose);
  if (!isMultiple) select.append(new Option(component.placeholder ?? '', ''));
  select.append(
    ...component.options.map(({ label, description = '', value, default: isSet }) => {
      const text = description === '' ? label : `${label} – ${description}`;
      return new Option(text, value, isSet, isSet);
    }),
  );
  const chosen = (): string[] =>
    [...select.selectedOptions].map((option) => option.value).filter((value) => value !== '');
  const press = (): void => {
    if (chosen().length > 0) host.press(message.id, component.custom_id, chosen());
  };
  if (isMultiple) return [select, button(words.choose, press)];
  // Arrow keys choose what they pass; that is sent by Enter, else nobody could come to the third line without sending two.
  let isPassing = false;
  let isWaiting = false;
  select.addEventListener('keydown', ({ key, altKey }) => {
    if (key === 'Enter' && isWaiting) press();
    if (key === 'Enter') isWaiting = false;
    isPassing = !altKey && !OPENS_LIST.has(key);
  });
  // A key that leaves the menu, such as Tab, is let go elsewhere.
  for (const end of ['keyup', 'blur']) select.addEventListener(end, () => (isPassing = false));
  select.addEventListener('change', () => {
    isWaiting = isPassing;
    if (!isPassing) press();
  });
  return [select];
}

function renderControl(component: APIMessageComponent, message: StoredMessage, host: ComponentHost): Node[] {
  if (component.type === ComponentType.StringSelect) return renderSelect(component, message, host);
  if (component.type !== ComponentType.Button) return [];
  const label = 'label' in component ? (component.label ?? '') : '';
  if ('url' in component) {
    const anchor = anchorTo(document.createTextNode(`${label} ↗`), component.url);
    anchor.className = 'link';
    return [anchor];
  }
  if (!('custom_id' in component)) return [];
  const node = button(label, () => host.press(message.id, component.custom_id));
  node.disabled = component.disabled ?? false;
  return [node];
}

export function renderControls(message: StoredMessage, host: ComponentHost): HTMLElement[] {
  return (message.components ?? []).flatMap((row) =>
    row.type === ComponentType.ActionRow
      ? [box('div', 'controls', ...row.components.flatMap((component) => renderControl(component, message, host)))]
      : [],
  );
}
