// A number that was given again: after a restore, messages about the rule that had it before change nothing of the one that has it now.
import { describe, expect, it } from 'vitest';
import { listButton } from '../../commands/subscriptions.js';
import { ruleButton } from '../../commands/rule-buttons.js';
import { narrowForm, ruleForm } from '../../commands/rule-form.js';
import { moveForm } from '../../commands/rule-move.js';
import { ruleReference } from '../../src/cards/rule-reference.js';
import { ruleView } from '../../src/cards/rule-view.js';
import { ruleWording } from '../../src/cards/rule-wording.js';
import type { Context, Press, Submission } from '../../src/domain/context.js';
import type { PressResult } from '../../src/domain/message.js';
import type { Subscription } from '../../src/domain/subscription.js';
import { ruleFor } from '../helpers/rules.js';
import { taxonomy } from '../helpers/stores.js';

const of = (value: string, madeAt: string): Subscription => {
  return { ...ruleFor('7', value, { guildId: null }), madeAt, id: 12, pausedAt: null, language: 'en', name: 'Ann' };
};
const before = of('cs.RO', '2026-11-01T00:00:00Z');
const now = of('cs.CV', '2026-11-02T00:00:00Z');
/** Has nothing by which the rule that has the number now could be changed: an attempt throws. */
const context = { rules: { find: () => Promise.resolve(now) } } as never as Context;
const caller = { language: 'en', userId: '7', guildId: null, now: new Date(0), values: [], fields: {} };
const press = (argument: string, values: readonly string[] = []): Press => ({ ...caller, argument, values }) as never;
const isGone = (result: PressResult): boolean =>
  'reply' in result && result.reply.messages[0].content === ruleWording('en').gone;
const argumentOf = (id: string): string => id.replace(/^rule:/, '');

describe('a message about a rule whose number another one has by now', () => {
  const outlook = { days: 0, papers: 0, isExact: true, examples: [] };
  const more = { outlook, zone: 'UTC', quiet: null, hasFeeds: false, nextFeedAt: null, now: new Date(0), lead: [] };
  const rows = ruleView({ rule: before, ...more }, taxonomy, 'en').components ?? [];
  const ids = rows.flatMap(({ components }) =>
    components.flatMap((each) => ('custom_id' in each ? each.custom_id : [])),
  );

  it('says that its rule is gone, whatever is pressed', async () => {
    expect(ids).toContain(`rule:remove:${ruleReference(before)}`);
    for (const id of ids) expect(isGone(await ruleButton.run(press(argumentOf(id)), context)), id).toBe(true);
  });

  it('says so to whoever sends its forms, or opens it from a list', async () => {
    for (const { custom_id: id } of [narrowForm(before, 'en'), moveForm(before, 'en')]) {
      const submission = { ...caller, argument: argumentOf(id) } as never as Submission;
      expect(isGone(await ruleForm.run(submission, context)), id).toBe(true);
    }
    expect(isGone(await listButton.run(press('open', [ruleReference(before)]), context))).toBe(true);
  });
});

it('a message of a former version names its rule by the number alone', async () => {
  expect(isGone(await ruleButton.run(press('narrow:12'), context))).toBe(false);
  expect(isGone(await ruleButton.run(press(`narrow:${ruleReference(now)}`), context))).toBe(false);
});
