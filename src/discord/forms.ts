// Forms: what was given in a submitted modal, each field as a list of texts.
import type { ModalSubmitInteraction } from 'discord.js';

/** Text of a field, chosen values, or `true` for a ticked box; nothing for what was left empty. */
function given(field: object): string[] {
  const { value, values } = field as { readonly value?: unknown; readonly values?: readonly string[] };
  if (values !== undefined) return [...values];
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  return value === true ? ['true'] : [];
}

export function formFields(interaction: ModalSubmitInteraction): Record<string, readonly string[]> {
  return Object.fromEntries([...interaction.fields.fields].map(([id, field]) => [id, given(field)]));
}
