// Rules for tests: what a person would ask for, with everything that the test does not care about filled in.
import { NO_OPTIONS, type NewSubscription, type Place } from '../../src/domain/subscription.js';

export const PLACE: Place = { name: null, language: null, fallback: 'ja' };

/** A rule of guild 1, made at the beginning of 2030. `value` of a category rule is its category. */
export function ruleFor(destination: string, value: string, more: Partial<NewSubscription> = {}): NewSubscription {
  const kind = more.kind ?? 'category';
  return {
    guildId: '1',
    destination,
    kind,
    value,
    category: kind === 'category' ? value : null,
    announcements: 'cross',
    options: NO_OPTIONS,
    mode: 'cards',
    hour: null,
    createdBy: '2',
    createdAt: '2030-01-01T00:00:00Z',
    ...more,
  };
}
