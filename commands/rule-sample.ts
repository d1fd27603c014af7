// A sample: the newest paper that a rule would have had, posted where its papers go and marked as a sample.
import { paperCard } from '../src/cards/paper-card.js';
import { ruleWording } from '../src/cards/rule-wording.js';
import type { Caller, Context } from '../src/domain/context.js';
import { wordsLanguage } from '../src/domain/language.js';
import type { Subscription } from '../src/domain/subscription.js';
import type { Markdown } from '../src/text/markdown.js';

/** Answers what is to be said about it. It mentions nobody, and no delivery stands for it. */
export async function postSample(rule: Subscription, caller: Caller, context: Context): Promise<Markdown> {
  const words = ruleWording(caller.language);
  const [paper] = (await context.rules.outlook(rule, caller.now)).examples;
  if (paper === undefined) return words.sampleNone;
  const { taxonomy, zone } = context;
  const card = paperCard(paper, { language: rule.language, taxonomy, zone });
  const outcome = await context.rules.post(
    { id: rule.destination, isPerson: rule.guildId === null },
    { ...card, content: ruleWording(wordsLanguage(rule.language)).sampleMark },
    paper,
  );
  return outcome === 'posted' ? words.samplePosted : words.sampleFailed;
}
