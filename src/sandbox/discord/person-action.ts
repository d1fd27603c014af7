// What a person does, as it comes in a request: checked before anything is done with it.
import { z } from 'zod';
import type { PersonAction } from './types.js';

const who = { userId: z.string(), locale: z.string().default('ja'), channelId: z.string() };
const typed = {
  command: z.string(),
  subcommand: z.string().nullable().default(null),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
};

const action = z.discriminatedUnion('kind', [
  z.object({ ...who, kind: z.literal('command'), ...typed, targetMessageId: z.string().exactOptional() }),
  z.object({ ...who, kind: z.literal('autocomplete'), ...typed, focused: z.string() }),
  z.object({
    ...who,
    kind: z.literal('component'),
    messageId: z.string(),
    customId: z.string(),
    values: z.array(z.string()).exactOptional(),
  }),
  z.object({
    ...who,
    kind: z.literal('modal'),
    customId: z.string(),
    fields: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.boolean()])),
    messageId: z.string().exactOptional(),
  }),
]) satisfies z.ZodType<PersonAction>;

/** Null for what is none. */
export function personAction(value: unknown): PersonAction | null {
  const read = action.safeParse(value);
  return read.success ? read.data : null;
}
