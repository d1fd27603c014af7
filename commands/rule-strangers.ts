// "Not this person": papers of somebody else of the same name teach an author's rule which co-authors and categories to leave out.
import { ComponentType } from 'discord-api-types/v10';
import { ruleReference } from '../src/cards/rule-reference.js';
import { RULE_PREFIX } from '../src/cards/rule-view.js';
import { ruleWording } from '../src/cards/rule-wording.js';
import { nameMatcher } from '../src/domain/author.js';
import type { Caller, Context, Press } from '../src/domain/context.js';
import type { MenuOption, Row } from '../src/domain/message.js';
import type { Paper } from '../src/domain/paper.js';
import { shownTitle } from '../src/domain/shown-title.js';
import { MOST_NAMES_LEFT_OUT, type RuleOptions, type Subscription } from '../src/domain/subscription.js';
import { plain } from '../src/text/visible.js';
import { mayLeaveOut } from './rule-room.js';

/** Discord's limit of a menu. */
const MOST = 25;
const LABEL_POINTS = 100;
/** Co-authors that one press can leave out. */
const MOST_NAMES = 100;

const papersOf = (rule: Subscription, caller: Caller, context: Context): Promise<Paper[]> =>
  context.rules.papersOf(rule, MOST, caller.now);

/** Null where no paper is known. */
export async function chooseStrangers(rule: Subscription, press: Press, context: Context): Promise<Row | null> {
  const papers = await papersOf(rule, press, context);
  if (papers.length === 0) return null;
  const options = papers.map((paper): MenuOption => {
    const details = [...paper.authors.slice(0, 4), paper.categories.join(' ')].join(' · ');
    return {
      label: plain(shownTitle(paper), LABEL_POINTS),
      description: plain(details, LABEL_POINTS),
      value: paper.key,
    };
  });
  const placeholder = ruleWording(press.language).chooseStrangers;
  const custom_id = `${RULE_PREFIX}:strange:${ruleReference(rule)}`;
  return {
    type: ComponentType.ActionRow,
    components: [
      { type: ComponentType.StringSelect, custom_id, placeholder, options, min_values: 1, max_values: options.length },
    ],
  };
}

function without(values: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return [...new Set(values)].filter((value) => !known.has(value));
}

/**
 * What tells the papers of strangers from the others: co-authors, or, where they have none of their own, categories. Papers of
 * collaborations have thousands of authors: of as few as will do it is asked whether the rule means them.
 */
function narrowing(name: string, strange: readonly Paper[], own: readonly Paper[]): Partial<RuleOptions> {
  const isNamed = nameMatcher(name);
  const categories = (papers: readonly Paper[]) => papers.flatMap((paper) => paper.categories);
  const known = new Set(own.flatMap(({ authors }) => authors));
  const told = new Set<string>();
  for (const author of strange.flatMap(({ authors }) => authors)) {
    if (told.size === MOST_NAMES) break;
    if (!known.has(author) && !told.has(author) && !isNamed(author)) told.add(author);
  }
  const untold = strange.filter(({ authors }) => !authors.some((author) => told.has(author)));
  return { excludedAuthors: [...told], excludedCategories: without(categories(untold), categories(own)) };
}

/**
 * `same` where nothing tells them apart, `full` where the rule cannot leave out more, `full-in-all` where all rules of its owner
 * together cannot; null where there is no such rule any more.
 */
export async function leaveOutStrangers(
  rule: Subscription,
  press: Press,
  context: Context,
): Promise<Subscription | 'same' | 'full' | 'full-in-all' | null> {
  const papers = await papersOf(rule, press, context);
  const isStrange = (paper: Paper): boolean => press.values.includes(paper.key);
  const { excludedAuthors = [], excludedCategories = [] } = narrowing(
    rule.value,
    papers.filter(isStrange),
    papers.filter((paper) => !isStrange(paper)),
  );
  if (excludedAuthors.length + excludedCategories.length === 0) return 'same';
  const options: RuleOptions = {
    ...rule.options,
    excludedAuthors: [...new Set([...rule.options.excludedAuthors, ...excludedAuthors])],
    excludedCategories: [...new Set([...rule.options.excludedCategories, ...excludedCategories])],
  };
  if (Math.max(options.excludedAuthors.length, options.excludedCategories.length) > MOST_NAMES_LEFT_OUT) return 'full';
  if (!(await mayLeaveOut(rule, options, context))) return 'full-in-all';
  return context.rules.change(rule.id, { options }, press.now);
}
