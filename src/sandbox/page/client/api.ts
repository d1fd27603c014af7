// Calls from the page to its server.
import type { ActionOutcome, PersonAction } from '../../discord/types.js';
import type { DumpAnswer, PageEvent, PageMessages, PageState, StatusAnswer } from '../types.js';

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init);
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

function post<T>(path: string, body: unknown): Promise<T> {
  return ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

export const getState = (): Promise<PageState> => ask('/page/state');
export const getMessages = (channelId: string, userId: string): Promise<PageMessages> =>
  ask(`/page/channels/${channelId}/messages?user=${userId}`);
export const interact = (interaction: PersonAction): Promise<ActionOutcome> => post('/page/interactions', interaction);
export const write = (userId: string, channelId: string, content: string): Promise<unknown> =>
  post('/page/messages', { userId, channelId, content });
export const moveClock = (offsetMs: number): Promise<unknown> => post('/page/clock', { offsetMs });
export const sendPermissions = (channelId: string, lacks: readonly string[]): Promise<unknown> =>
  post('/control/permissions', { channelId, lacks });

export interface PlannedFault {
  readonly route: string;
  readonly kind: string;
  readonly times: number;
}
export const getFaults = (): Promise<PlannedFault[]> => ask('/control/faults');
export const addFault = (fault: PlannedFault): Promise<unknown> => post('/control/faults', fault);
export const clearFaults = (): Promise<unknown> => ask('/control/faults', { method: 'DELETE' });

export const getStatus = (): Promise<StatusAnswer> => ask('/page/operator/status');
export const restart = (): Promise<unknown> => post('/page/operator/restart', {});
export const giveDump = (file: File): Promise<DumpAnswer[]> =>
  ask('/page/operator/ingest', {
    method: 'POST',
    headers: { 'x-file-name': encodeURIComponent(file.name) },
    body: file,
  });

/**
 * Browsers allow six connections to one server for all their tabs together. A tab that nobody looks at gives its own up, else
 * no tab could do anything any more; it connects again, and asks for everything, when it is looked at.
 */
export function listen(onEvent: (event: PageEvent) => void, onConnect: () => void): void {
  let events: EventSource | null = null;
  const follow = (): void => {
    if (document.hidden) {
      events?.close();
      events = null;
    } else if (events === null) {
      events = new EventSource('/page/events');
      events.onmessage = (message: MessageEvent<string>) => onEvent(JSON.parse(message.data) as PageEvent);
      events.onopen = onConnect;
    }
  };
  document.addEventListener('visibilitychange', follow);
  follow();
}
