// A modal of the bot: its text fields, sent back as one interaction.
import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import { box, button, byId } from './dom.js';
import { wordsOf } from './words.js';

interface TextInput {
  readonly custom_id: string;
  readonly label?: string;
  readonly style: number;
  readonly required?: boolean;
  readonly value?: string;
  readonly max_length?: number;
}

const PARAGRAPH = 2;

/** Text inputs stand in action rows, or each in a label. */
function inputsOf(modal: APIModalInteractionResponseCallbackData): TextInput[] {
  const rows = modal.components as unknown as readonly {
    readonly components?: readonly TextInput[];
    readonly component?: TextInput;
    readonly label?: string;
  }[];
  return rows.flatMap((row) => {
    if (row.component !== undefined)
      return [{ ...row.component, ...(row.label === undefined ? {} : { label: row.label }) }];
    return row.components ?? [];
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
    const field = document.createElement(input.style === PARAGRAPH ? 'textarea' : 'input');
    field.name = input.custom_id;
    field.required = input.required ?? true;
    field.value = input.value ?? '';
    if (input.max_length !== undefined) field.maxLength = input.max_length;
    return { field, label: box('label', '', input.label ?? input.custom_id, field) };
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
