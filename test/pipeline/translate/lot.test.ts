// The choice of texts for one request: they are looked at on the thread that also serves commands.
import { expect, it } from 'vitest';
import { gatherLot } from '../../../src/pipeline/translate/lot.js';
import { createGlossary } from '../../../src/translate/glossary.js';
import { openTranslating } from '../../helpers/translating.js';

it('gives way to others after each text', async () => {
  const translating = await openTranslating();
  const { translator } = translating.parts;
  const due = Array.from({ length: 40 }, (_, id) => {
    return { id, source: `${'$ '.repeat(200)}${id}`, stage: 'whole' as const, parts: {}, attempts: 0, isLeft: false };
  });
  let turns = 0;
  let timer = setImmediate(function others() {
    turns += 1;
    timer = setImmediate(others);
  });
  const options = {
    translator,
    limits: translator.limits,
    glossary: createGlossary([]),
    budget: 1e6,
    day: '2030-01-02',
  };
  const lot = await gatherLot(due, options);
  clearImmediate(timer);
  expect(lot.settled).toHaveLength(due.length);
  expect(turns).toBeGreaterThan(due.length / 2);
  await translating.close();
});
