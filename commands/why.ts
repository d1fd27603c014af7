// /why: by which subscription a paper came here, or what kept it back.
import { SHOWN_RULES, whyMessage } from '../src/cards/whereabouts-text.js';
import type { Command, Context, Invocation } from '../src/domain/context.js';
import type { Paper } from '../src/domain/paper.js';
import type { RuleHere } from '../src/domain/posted.js';
import { findOrFetch, referenceOption } from './reference.js';
import { searchBy } from './results.js';
import { described, text } from './shared.js';

/** The place of a command: its channel, or the person where they act for themselves. */
export function commandPlace({ isPersonal, here, userId }: Pick<Invocation, 'isPersonal' | 'here' | 'userId'>): string {
  return isPersonal ? userId : (here?.id ?? userId);
}

/** Words of the paper by which keyword rules found it, of the rules that the answer names: a channel may have thousands. */
async function foundBy(
  { rules, paper }: { readonly rules: readonly RuleHere[]; readonly paper: Paper },
  invocation: Invocation,
  context: Context,
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const { kind, value } of rules.slice(0, SHOWN_RULES)) {
    if (kind !== 'keyword') continue;
    const [highlight] = await context.highlight(searchBy(invocation, { text: value }), [paper], invocation.language);
    const parts = [...(highlight?.title ?? []), ...(highlight?.passage?.parts ?? [])];
    const matches = parts.filter(({ isMatch }) => isMatch).map((part) => part.text.trim());
    found.set(value, [...new Set(matches)]);
  }
  return found;
}

export const whyCommand: Command = {
  definition: {
    name: 'why',
    ...described('Why a paper was posted here, or was not', '論文がここに届いた理由、届かなかった理由を表示します'),
    options: [{ ...referenceOption, name: 'paper' }],
  },
  async run(invocation, context) {
    const { language } = invocation;
    const guildId = invocation.isPersonal ? null : invocation.guildId;
    const { paper, note } = await findOrFetch(String(invocation.options['paper'] ?? ''), invocation, context);
    if (paper === null) return text(note);
    const destination = await context.posted.destinationOf(commandPlace(invocation));
    const here = await context.posted.paperHere(paper.key, destination);
    const found = await foundBy({ rules: here.matched, paper }, invocation, context);
    const { now } = invocation;
    const rest = context.posted.restOf(destination);
    return { messages: [whyMessage({ paper, here, rest, found, guildId, now, language, taxonomy: context.taxonomy })] };
  },
};
