// Days in zones: the format of a zone is made once, however many days are asked for.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dayIn } from '../../src/domain/calendar.js';

const { DateTimeFormat } = Intl;
let made = 0;
beforeEach(() => {
  made = 0;
  Intl.DateTimeFormat = class extends DateTimeFormat {
    constructor(...given: ConstructorParameters<typeof DateTimeFormat>) {
      super(...given);
      made += 1;
    }
  } as typeof DateTimeFormat;
});
afterEach(() => {
  Intl.DateTimeFormat = DateTimeFormat;
});

it('dayIn makes at most one format for each zone', () => {
  const at = new Date('2026-01-01T20:00:00Z');
  for (let times = 0; times < 50; times += 1) {
    expect(dayIn('Asia/Kathmandu', at)).toBe('2026-01-02');
    expect(dayIn('America/St_Johns', at)).toBe('2026-01-01');
  }
  // Tests of one worker share the module: another may have asked for a zone before.
  expect(made).toBeLessThanOrEqual(2);
});

it('dayIn throws for what is no zone', () => {
  expect(() => dayIn('Nowhere/Land', new Date())).toThrow(RangeError);
});
