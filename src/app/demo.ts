// The demo: the sandbox's admin subscribes two channels by real interactions, one in each language, and a sample comes in.
import { errorText, TransientError } from '../errors.js';
import type { Operator } from '../sandbox/page/types.js';

/** What the demo needs of the local Discord; main hands over the sandbox itself. */
export interface DemoStage {
  readonly url: string;
  readonly demo: { readonly adminId: string; readonly channels: Readonly<Record<string, string>> };
  runInteraction(asked: {
    readonly kind: 'command';
    readonly userId: string;
    readonly locale: string;
    readonly channelId: string;
    readonly command: string;
    readonly subcommand: string | null;
    readonly options: Readonly<Record<string, string>>;
  }): Promise<{ readonly outcome: string }>;
  setOperator(operator: Operator | null): void;
}

const SUBSCRIPTIONS = [
  { channel: 'cs-lg', category: 'cs.LG', locale: 'ja' },
  { channel: 'papers-en', category: 'stat', locale: 'en-US' },
];

/** `takeSample` rejects with TransientError when the store cannot be written now: then the demo goes without. */
export async function playDemo(
  stage: DemoStage,
  takeSample: () => Promise<void>,
  say: (line: string) => void,
): Promise<void> {
  for (const { channel, category, locale } of SUBSCRIPTIONS) {
    const { outcome } = await stage.runInteraction({
      kind: 'command',
      userId: stage.demo.adminId,
      locale,
      channelId: stage.demo.channels[channel] ?? '',
      command: 'subscribe',
      subcommand: 'category',
      options: { category },
    });
    say(`The demo admin ran /subscribe category ${category} in #${channel} (${outcome}).`);
  }
  try {
    await takeSample();
  } catch (error) {
    if (!(error instanceof TransientError)) throw error;
    say(`The sample of the demo could not be taken in. ${errorText(error)}`);
  }
}
