// The control interface of a sandbox, as tests use it, and waiting for what they wait for.

export interface Card {
  readonly id: string;
  readonly content: string;
  readonly nonce?: string;
  readonly embeds: {
    readonly title?: string;
    readonly description?: string;
    readonly footer?: { readonly text: string };
  }[];
  readonly flags?: number;
  /** Set on answers to commands. */
  readonly webhook_id?: string;
  readonly components: {
    readonly components: {
      readonly custom_id?: string;
      readonly label?: string;
      /** Of a menu. */
      readonly options?: readonly { readonly value: string }[];
    }[];
  }[];
}

export interface Stage {
  readonly guildId: string;
  readonly channels: Readonly<Record<string, string>>;
  readonly adminId: string;
  readonly memberId: string;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly body: Record<string, unknown>;
  readonly answer: unknown;
}

/** The control interface of a sandbox. */
export function control(url: string) {
  /** A message with a text of its own, as another program posts it. */
  async function say(channelId: string, content: string): Promise<Card> {
    const response = await fetch(`${url}api/v10/channels/${channelId}/messages`, {
      method: 'POST',
      headers: { authorization: 'Bot t', 'content-type': 'application/json' },
      body: JSON.stringify({ content }),
    });
    if (!response.ok) throw new Error(`a message: ${response.status} ${await response.text()}`);
    return (await response.json()) as Card;
  }
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const init =
      body === undefined
        ? { method }
        : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${url}control/${path}`, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
  return {
    state: () => call<Stage>('GET', 'state'),
    messages: (channel: string) => call<Card[]>('GET', `messages?channel=${channel}`),
    nonces: () => call<{ nonce: string; channelId: string; messageId: string }[]>('GET', 'nonces'),
    requests: () => call<SeenRequest[]>('GET', 'requests'),
    clearRequests: () => call('DELETE', 'requests'),
    fault: (fault: Record<string, unknown>) => call('POST', 'faults', fault),
    clearFaults: () => call('DELETE', 'faults'),
    permissions: (channelId: string, lacks: string[]) => call('POST', 'permissions', { channelId, lacks }),
    memberRights: (channelId: string, userId: string, given: { allows?: string[]; lacks?: string[] }) =>
      call('POST', 'member-rights', { channelId, userId, ...given }),
    /** While silent, the gateway takes connections and says nothing on them. */
    silenceGateway: (silent: boolean) => call('POST', 'gateway', { silent }),
    dropGateway: (code: number) => call('POST', 'gateway', { code }),
    newChannel: (name: string, type: number) => call<{ id: string }>('POST', 'channels', { name, type }),
    /** Channels, threads and forum posts of the demo server. */
    channels: () => call<{ id: string; name: string; type: number; parentId: string | null }[]>('GET', 'channels'),
    say,
    rateLimit: (perWindow: number | null) => call('POST', 'rate-limit', { perWindow }),
    interact: (interaction: Record<string, unknown>) =>
      call<{ outcome: string; reason?: string; messages: Card[]; choices?: { name: string; value: string }[] }>(
        'POST',
        'interactions',
        interaction,
      ),
  };
}

/** Moves the sandbox's own clock (milliseconds ahead of the machine's). */
export async function moveSandboxClock(url: string, offsetMs: number): Promise<void> {
  const init = { method: 'POST', body: JSON.stringify({ offsetMs }) };
  const response = await fetch(`${url}page/clock`, init);
  if (!response.ok) throw new Error(`clock: ${response.status}`);
}

export type Control = ReturnType<typeof control>;

/** Waits until a condition holds; rejects after fifty seconds with what was waited for. */
export async function until<T>(what: string, look: () => Promise<T | null> | T | null): Promise<T> {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = await look();
    if (found !== null) return found;
    await new Promise((again) => setTimeout(again, 100));
  }
  throw new Error(`waited in vain for ${what}`);
}
