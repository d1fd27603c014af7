// A modal of the bot: texts, one of several, any of several, sent back as one interaction.
import {
  ComponentType,
  TextInputStyle,
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  type APITextInputComponent,
} from 'discord-api-types/v10';
import type { FormField } from '../../discord/types.js';
import { box, button, byId } from './dom.js';
import { wordsOf } from './words.js';

interface Field {
  readonly id: string;
  readonly node: HTMLElement;
  value(): FormField;
}

function textField(input: APITextInputComponent, shown: string, isInLabel: boolean): Field {
  const control = document.createElement(input.style === TextInputStyle.Paragraph ? 'textarea' : 'input');
  control.name = input.custom_id;
  control.required = input.required ?? true;
  control.value = input.value ?? '';
  if (input.max_length !== undefined) control.maxLength = input.max_length;
  return {
    id: input.custom_id,
    node: box('label', '', shown, control),
    value: () => (isInLabel ? { type: ComponentType.TextInput, values: [control.value] } : control.value),
  };
}

type Choosing = Extract<APIComponentInLabel, { readonly type: ComponentType.RadioGroup | ComponentType.CheckboxGroup }>;

function choiceField(component: Choosing, shown: string): Field {
  const isOne = component.type === ComponentType.RadioGroup;
  const boxes = component.options.map((option) => {
    const control = document.createElement('input');
    control.type = isOne ? 'radio' : 'checkbox';
    control.name = component.custom_id;
    control.value = option.value;
    control.checked = option.default ?? false;
    return { control, node: box('label', 'choice', control, option.label) };
  });
  return {
    id: component.custom_id,
    node: box('fieldset', '', box('legend', '', shown), ...boxes.map(({ node }) => node)),
    value: () => ({
      type: component.type,
      values: boxes.filter(({ control }) => control.checked).map(({ control }) => control.value),
    }),
  };
}

/** Those that the page can show: there are no roles here to choose from, and no files to give. */
function fieldsOf(modal: APIModalInteractionResponseCallbackData): Field[] {
  return modal.components.flatMap((row): Field[] => {
    if (row.type === ComponentType.ActionRow)
      return row.components.flatMap((input) =>
        input.type === ComponentType.TextInput ? [textField(input, input.label ?? input.custom_id, false)] : [],
      );
    if (row.type !== ComponentType.Label) return [];
    const { component } = row;
    const shown = row.description === undefined ? row.label : `${row.label} – ${row.description}`;
    if (component.type === ComponentType.TextInput) return [textField(component, shown, true)];
    if (component.type === ComponentType.RadioGroup || component.type === ComponentType.CheckboxGroup)
      return [choiceField(component, shown)];
    return [];
  });
}

export function showModal(
  modal: APIModalInteractionResponseCallbackData,
  locale: string,
  send: (fields: Record<string, FormField>) => void,
): void {
  const words = wordsOf(locale);
  const dialog = byId<HTMLDialogElement>('modal');
  const form = document.createElement('form');
  const fields = fieldsOf(modal);
  const submit = button(words.submit, () => undefined, 'primary');
  submit.type = 'submit';
  form.append(box('h2', '', modal.title), ...fields.map(({ node }) => node));
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
    send(Object.fromEntries(fields.map(({ id, value }) => [id, value()])));
  });
  dialog.replaceChildren(form);
  dialog.setAttribute('aria-label', modal.title);
  dialog.showModal();
}
