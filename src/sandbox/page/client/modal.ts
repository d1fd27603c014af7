// A modal of the bot: its text fields, sent back as one interaction.
import {
  ComponentType,
  TextInputStyle,
  type APIModalInteractionResponseCallbackData,
  type APITextInputComponent,
} from 'discord-api-types/v10';
import { box, button, byId } from './dom.js';
import { wordsOf } from './words.js';

/** Text inputs stand in action rows, or each in a label; other fields are not shown here. */
function inputsOf(modal: APIModalInteractionResponseCallbackData): (APITextInputComponent & { shown: string })[] {
  return modal.components.flatMap((row) => {
    if (row.type === ComponentType.ActionRow)
      return row.components.flatMap((input) =>
        input.type === ComponentType.TextInput ? [{ ...input, shown: input.label ?? input.custom_id }] : [],
      );
    if (row.type !== ComponentType.Label || row.component.type !== ComponentType.TextInput) return [];
    return [{ ...row.component, shown: row.label }];
  });
}

export function showModal(
  modal: APIModalInteractionResponseCallbackData,
  locale: string,
  send: (fields: Record<string, string>) => void,
): void {
  const words = wordsOf(locale);
  const dialog = byId<HTMLDialogElement>('modal');
  const form = document.createElement('form');
  const fields = inputsOf(modal).map((input) => {
    const field = document.createElement(input.style === TextInputStyle.Paragraph ? 'textarea' : 'input');
    field.name = input.custom_id;
    field.required = input.required ?? true;
    field.value = input.value ?? '';
    if (input.max_length !== undefined) field.maxLength = input.max_length;
    return { field, label: box('label', '', input.shown, field) };
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
    send(Object.fromEntries(fields.map(({ field }) => [field.name, field.value])));
  });
  dialog.replaceChildren(form);
  dialog.setAttribute('aria-label', modal.title);
  dialog.showModal();
}
