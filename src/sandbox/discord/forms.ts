// Modals: what Discord enforces of one, and what a submitted one sends to the bot.
import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import { channelPayload, rolePayload } from './payloads.js';
import type { FieldValue } from './types.js';
import type { World } from './state.js';
import type { Json, Problem } from './validate.js';

export type Modal = APIModalInteractionResponseCallbackData;

const TYPE = { row: 1, text: 4, roleSelect: 6, channelSelect: 8, label: 18, radio: 21, checkbox: 23 } as const;
const MOST = { title: 45, label: 45, description: 100, components: 5, radio: 10 };

const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const points = (value: unknown): number => (typeof value === 'string' ? [...value].length : 0);

/** The one component of a label or a row. */
function inner(part: Json): Json {
  return (part['component'] as Json | undefined) ?? list(part['components'])[0] ?? {};
}

function length(path: string, value: unknown, [least, most]: readonly [number, number]): Problem[] {
  const size = Array.isArray(value) ? value.length : points(value);
  if (size >= least && size <= most) return [];
  return [{ path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between ${least} and ${most} in length.` }];
}

/** What is wrong with a modal; empty when Discord would show it. */
export function modalProblems(modal: Json): Problem[] {
  const parts = list(modal['components']);
  const ids = parts.map((part) => inner(part)['custom_id']).filter((id) => id !== undefined);
  return [
    ...length('title', modal['title'], [1, MOST.title]),
    ...length('custom_id', modal['custom_id'], [1, 100]),
    ...length('components', parts, [1, MOST.components]),
    ...(new Set(ids).size < ids.length
      ? [{ path: 'components', code: 'COMPONENT_CUSTOM_ID_DUPLICATED', message: 'Custom id cannot be duplicated' }]
      : []),
    ...parts.flatMap((part, index) => {
      const path = `components.${index}`;
      const isLabel = part['type'] === TYPE.label;
      const component = inner(part);
      return [
        ...(isLabel ? length(`${path}.label`, part['label'], [1, MOST.label]) : []),
        ...(isLabel ? length(`${path}.description`, part['description'], [0, MOST.description]) : []),
        ...(component['type'] === TYPE.radio
          ? length(`${path}.component.options`, component['options'], [2, MOST.radio])
          : []),
      ];
    }),
  ];
}

/** Modals kept until they are submitted. */
const MOST_SHOWN = 1_000;

/** The modals that were shown last, by person and custom id. */
export function createShownModals() {
  const shown = new Map<string, Modal>();
  return {
    /** `checked` is one of which modalProblems found nothing. */
    keep(userId: string, checked: object): Modal {
      const modal = checked as Modal;
      if (shown.size >= MOST_SHOWN) shown.clear();
      shown.set(`${userId} ${modal.custom_id}`, modal);
      return modal;
    },
    find: (userId: string, customId: string): Modal | null => shown.get(`${userId} ${customId}`) ?? null,
  };
}

function filled(component: Json, value: FieldValue | undefined): Json {
  const { type, custom_id: id } = component;
  if (type === TYPE.text) return { type, custom_id: id, value: typeof value === 'string' ? value : '' };
  if (type === TYPE.radio)
    return { type, custom_id: id, value: typeof value === 'string' && value !== '' ? value : null };
  if (type === TYPE.checkbox) return { type, custom_id: id, value: value === true };
  return { type, custom_id: id, values: Array.isArray(value) ? value : [] };
}

/** The data of a submitted modal; one that was never shown has text fields alone. */
export function submittedData(
  world: World,
  { customId, fields, shown }: { customId: string; fields: Readonly<Record<string, FieldValue>>; shown: Modal | null },
): Json {
  if (shown === null) {
    const components = Object.entries(fields).map(([id, value]) => ({
      type: TYPE.row,
      components: [{ type: TYPE.text, custom_id: id, value }],
    }));
    return { custom_id: customId, components };
  }
  const components = list(shown.components).map((part, index) => {
    const component = filled(inner(part), fields[String(inner(part)['custom_id'])]);
    const isLabel = part['type'] === TYPE.label;
    return { type: part['type'], id: index + 1, ...(isLabel ? { component } : { components: [component] }) };
  });
  const chosen = (type: number): string[] =>
    list(shown.components)
      .filter((part) => inner(part)['type'] === type)
      .flatMap((part) => fields[String(inner(part)['custom_id'])] ?? [])
      .map(String);
  const roleIds = chosen(TYPE.roleSelect);
  const roles = world.data.guilds.flatMap((guild) => guild.roles ?? []).filter(({ id }) => roleIds.includes(id));
  const channels = chosen(TYPE.channelSelect).flatMap((id) => world.channel(id) ?? []);
  const resolved = {
    roles: Object.fromEntries(roles.map((role) => [role.id, rolePayload(role)])),
    channels: Object.fromEntries(channels.map((channel) => [channel.id, channelPayload(world, channel)])),
  };
  return { custom_id: customId, components, resolved };
}
