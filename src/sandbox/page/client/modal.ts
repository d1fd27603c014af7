// A modal of the bot: its fields of every kind, sent back as one interaction.
import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import type { FieldValue } from '../../discord/types.js';
import type { PageChannel, PageRole } from '../types.js';
import { box, button, byId } from './dom.js';
import { wordsOf } from './words.js';

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
  readonly default?: boolean;
}

interface Component {
  readonly type: number;
  readonly custom_id: string;
  readonly label?: string;
  readonly style?: number;
  readonly required?: boolean;
  readonly value?: string;
  readonly max_length?: number;
  readonly max_values?: number;
  readonly options?: readonly Choice[];
  readonly default?: boolean;
  readonly default_values?: readonly { readonly id: string }[];
  readonly channel_types?: readonly number[];
}

interface Known {
  readonly roles: readonly PageRole[];
  readonly channels: readonly PageChannel[];
}

interface Field {
  readonly name: string;
  readonly node: HTMLElement;
  value(): FieldValue;
}

const TYPE = { select: 3, text: 4, role: 6, channel: 8, radio: 21, checkboxes: 22, checkbox: 23 } as const;
const PARAGRAPH = 2;

function textField(component: Component, name: string): Field {
  const field = document.createElement(component.style === PARAGRAPH ? 'textarea' : 'input');
  field.name = name;
  field.required = component.required ?? true;
  field.value = component.value ?? '';
  if (component.max_length !== undefined) field.maxLength = component.max_length;
  return { name, node: field, value: () => field.value };
}

function selectField(component: Component, name: string, choices: readonly Choice[]): Field {
  const field = document.createElement('select');
  const isMultiple = (component.max_values ?? 1) > 1;
  field.name = name;
  field.multiple = isMultiple;
  field.required = component.required ?? true;
  if (!isMultiple) field.append(new Option('', ''));
  field.append(...choices.map(({ label, value, default: isSet }) => new Option(label, value, isSet, isSet)));
  const value = (): string[] => [...field.selectedOptions].map((option) => option.value).filter((each) => each !== '');
  return { name, node: field, value };
}

/** Radio buttons, or boxes to tick. */
function choiceField(component: Component, name: string, kind: 'radio' | 'checkbox'): Field {
  const inputs = (component.options ?? []).map((option) => {
    const input = document.createElement('input');
    input.type = kind;
    input.name = name;
    input.value = option.value;
    input.checked = option.default === true;
    input.required = kind === 'radio' && component.required !== false;
    return { input, label: box('label', 'choice', input, ` ${option.label}`) };
  });
  const chosen = (): string[] => inputs.filter(({ input }) => input.checked).map(({ input }) => input.value);
  return {
    name,
    node: box('div', 'choices', ...inputs.map(({ label }) => label)),
    value: () => (kind === 'radio' ? (chosen()[0] ?? '') : chosen()),
  };
}

function checkboxField(component: Component, name: string): Field {
  const input = document.createElement('input');
  input.type = 'checkbox';
  input.name = name;
  input.checked = component.default === true;
  return { name, node: input, value: () => input.checked };
}

function fieldOf(component: Component, { roles, channels }: Known): Field | null {
  const name = component.custom_id;
  switch (component.type) {
    case TYPE.text:
      return textField(component, name);
    case TYPE.select:
      return selectField(component, name, component.options ?? []);
    case TYPE.role: {
      const set = (component.default_values ?? []).map(({ id }) => id);
      const choices = roles.map(({ id, name: label }) => ({
        value: id,
        label: `@${label}`,
        default: set.includes(id),
      }));
      return selectField(component, name, choices);
    }
    case TYPE.channel: {
      const { channel_types: types } = component;
      const fitting = channels.filter(({ type }) => types === undefined || types.includes(type));
      const choices = fitting.map(({ id, name: label }) => ({ value: id, label: `#${label}` }));
      return selectField(component, name, choices);
    }
    case TYPE.radio:
      return choiceField(component, name, 'radio');
    case TYPE.checkboxes:
      return choiceField(component, name, 'checkbox');
    case TYPE.checkbox:
      return checkboxField(component, name);
    default:
      return null;
  }
}

/** Components stand in action rows, or each in a label with a description. */
function partsOf(modal: APIModalInteractionResponseCallbackData) {
  const parts: readonly object[] = modal.components;
  return (
    parts as readonly {
      readonly components?: readonly Component[];
      readonly component?: Component;
      readonly label?: string;
      readonly description?: string;
    }[]
  ).flatMap(({ component, components = [], label, description = '' }) =>
    (component === undefined ? components : [component]).map((each) => ({
      component: each,
      label: label ?? each.label ?? each.custom_id,
      description,
    })),
  );
}

export function showModal(
  modal: APIModalInteractionResponseCallbackData,
  { locale, ...known }: Known & { readonly locale: string },
  send: (fields: Record<string, FieldValue>) => Promise<void>,
): void {
  const words = wordsOf(locale);
  const dialog = byId<HTMLDialogElement>('modal');
  const form = document.createElement('form');
  const fields = partsOf(modal).flatMap(({ component, label, description }) => {
    const field = fieldOf(component, known);
    if (field === null) return [];
    const hint = description === '' ? [] : [box('span', 'hint', description)];
    const isGroup = component.type === TYPE.radio || component.type === TYPE.checkboxes;
    const node = isGroup
      ? box('fieldset', '', box('legend', '', label), ...hint, field.node)
      : box('label', '', label, ...hint, field.node);
    return [{ ...field, label: node }];
  });
  const submit = button(words.submit, () => undefined, 'primary');
  submit.type = 'submit';
  form.append(box('h2', '', modal.title), ...fields.map(({ label }) => label));
  form.append(
    box(
      'div',
      'row',
      submit,
      button(words.cancel, () => dialog.close()),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    dialog.close();
    void send(Object.fromEntries(fields.map(({ name, value }) => [name, value()]))).catch((error: unknown) => {
      // What was filled in is not lost.
      if (dialog.contains(form)) dialog.showModal();
      throw error;
    });
  });
  dialog.replaceChildren(form);
  dialog.setAttribute('aria-label', modal.title);
  dialog.showModal();
}
