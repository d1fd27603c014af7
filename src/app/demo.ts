// The demo: the sandbox's admin subscribes three channels by real interactions - Japanese, English, a digest - and a sample comes in.
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
    readonly options: Readonly<Record<string, string | number>>;
  }): Promise<{ readonly outcome: string }>;
  setOperator(operator: Operator | null): void;
}

interface DemoSubscription {
  readonly channel: string;
  readonly category: string;
  readonly locale: string;
  readonly more?: Readonly<Record<string, string | number>>;
}

export interface DemoPlay {
  readonly stage: DemoStage;
  /** Rejects with TransientError when the store cannot be written now; the demo then starts without it. */
  readonly takeSample: () => Promise<void>;
  /** Makes the digest of a channel due now, so that a first visitor sees one. */
  readonly digestNow: (channelId: string) => Promise<void>;
  readonly say: (line: string) => void;
}

export async function playDemo({ stage, takeSample, digestNow, say }: DemoPlay): Promise<void> {
  const subscriptions: DemoSubscription[] = [
    { channel: 'cs-lg', category: 'cs.LG', locale: 'ja' },
    { channel: 'papers-en', category: 'stat', locale: 'en-US' },
    { channel: 'digest', category: 'cs.LG', locale: 'ja', more: { mode: 'digest' } },
  ];
  for (const { channel, category, locale, more = {} } of subscriptions) {
    const { outcome } = await stage.runInteraction({
      kind: 'command',
      userId: stage.demo.adminId,
      locale,
      channelId: stage.demo.channels[channel] ?? '',
      command: 'subscribe',
      subcommand: 'category',
      options: { category, ...more },
    });
    say(`The demo admin ran /subscribe category ${category} in #${channel} (${outcome}).`);
  }
  try {
    await takeSample();
    await digestNow(stage.demo.channels['digest'] ?? '');
  } catch (error) {
    if (!(error instanceof TransientError)) throw error;
    say(`The sample of the demo could not be taken in. ${errorText(error)}`);
  }
}
