// A sample: the newest stored paper that a rule means, recent or not, posted where its papers go and marked as a sample.
import { paperCard } from '../src/cards/paper-card.js';
import { ruleWording } from '../src/cards/rule-wording.js';
import type { Caller, Context } from '../src/domain/context.js';
import { wordsLanguage } from '../src/domain/language.js';
import type { Subscription } from '../src/domain/subscription.js';
import type { Markdown } from '../src/text/markdown.js';

/** Newest papers that are looked at where none is recent: what a rule leaves out may be among them. */
const LOOKED_AT = 25;

/** Answers what is to be said about it. It mentions nobody, and no delivery stands for it. */
export async function postSample(rule: Subscription, caller: Caller, context: Context): Promise<Markdown> {
  const words = ruleWording(caller.language);
  const [recent] = (await context.rules.outlook(rule, caller.now)).examples;
  const paper = recent ?? (await context.rules.papersOf(rule, LOOKED_AT, caller.now))[0];
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
