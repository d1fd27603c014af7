// Calls from the page to its server.
import type {
  OperatorAnswer,
  PageEvent,
  PageInteraction,
  PageInteractionAnswer,
  PageMessages,
  PageState,
} from '../page-types.js';

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init);
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

export const getState = (): Promise<PageState> => ask('/page/state');

export const getMessages = (channelId: string, userId: string): Promise<PageMessages> =>
  ask(`/page/channels/${channelId}/messages?user=${userId}`);

export function interact(interaction: PageInteraction): Promise<PageInteractionAnswer> {
  return ask('/page/interactions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(interaction),
  });
}

export const getStatus = (): Promise<OperatorAnswer> => ask('/page/operator/status');

export const giveDump = (file: File): Promise<OperatorAnswer> =>
  ask('/page/operator/ingest', {
    method: 'POST',
    headers: { 'x-file-name': encodeURIComponent(file.name) },
    body: file,
  });

export function listen(onEvent: (event: PageEvent) => void, onReconnect: () => void): void {
  const events = new EventSource('/page/events');
  events.onmessage = (message: MessageEvent<string>) => onEvent(JSON.parse(message.data) as PageEvent);
  events.onopen = onReconnect;
}
