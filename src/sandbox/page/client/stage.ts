// The stage's switches: the bot's permissions, the clock, faults, and the operator's corner.
import type { PageChannel, PageState } from '../types.js';
import { addFault, clearFaults, getFaults, getStatus, giveDump, moveClock, restart, setPermissions } from './api.js';
import { box, button, byId } from './dom.js';
import { wordsOf } from './words.js';

const PERMISSIONS = [
  'VIEW_CHANNEL',
  'SEND_MESSAGES',
  'EMBED_LINKS',
  'READ_MESSAGE_HISTORY',
  'SEND_MESSAGES_IN_THREADS',
  'CREATE_PUBLIC_THREADS',
];
const FAULTS = [
  'hang-after-accept',
  'reset-before',
  'reset-after-accept',
  '429',
  '500',
  '502',
  '401',
  '403',
  '404',
  'html-403',
];
const POSTING = 'POST /channels/:id/messages';
const HOUR_MS = 3_600_000;

async function operate(work: Promise<{ text: string }>): Promise<void> {
  byId('operator-answer').textContent = await work.then(
    (answer) => answer.text,
    (error: unknown) => String(error),
  );
}

async function showFaults(): Promise<void> {
  const faults = await getFaults();
  byId('fault-list').replaceChildren(...faults.map((fault) => box('li', '', `${fault.kind} × ${fault.times}`)));
}

function showPermissions(channel: PageChannel | undefined): void {
  const legend = byId('permissions').querySelector('legend')!;
  const boxes = PERMISSIONS.map((name) => {
    const input = document.createElement('input');
    input.type = 'checkbox';
    input.checked = channel?.botLacks.includes(name) !== true;
    input.disabled = channel === undefined || channel.recipientId !== null;
    input.addEventListener('change', () => {
      const lacks = new Set(channel?.botLacks ?? []);
      if (input.checked) lacks.delete(name);
      else lacks.add(name);
      if (channel !== undefined) void setPermissions(channel.id, [...lacks]);
    });
    return box('label', '', input, ` ${name}`);
  });
  byId('permissions').replaceChildren(legend, ...boxes);
}

let offsetMs = 0;

function showClock(state: PageState, locale: string): void {
  const words = wordsOf(locale);
  const move = (by: number): void => {
    offsetMs = by;
    void moveClock(offsetMs);
  };
  byId('clock').textContent = new Date(state.now).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
  byId('clock-buttons').replaceChildren(
    button(words.hour, () => move(offsetMs + HOUR_MS)),
    button(words.day, () => move(offsetMs + 24 * HOUR_MS)),
    button(words.now, () => move(0)),
  );
}

/** Shows what can be switched for a channel; called again whenever the world changes. */
export function showStage(state: PageState, channel: PageChannel | undefined, locale: string): void {
  byId('operator').hidden = !state.operator.includes('ingest');
  showPermissions(channel);
  showClock(state, locale);
}

/** Wires the controls once. */
export function startStage(): void {
  const kinds = byId<HTMLSelectElement>('fault-kind');
  kinds.append(...FAULTS.map((kind) => new Option(kind)));
  byId('fault-add').addEventListener(
    'click',
    () => void addFault({ route: POSTING, kind: kinds.value, times: 1 }).then(showFaults),
  );
  byId('fault-clear').addEventListener('click', () => void clearFaults().then(showFaults));
  byId('status').addEventListener('click', () => void operate(getStatus()));
  byId('restart').addEventListener('click', () => void operate(restart()));
  const take = (file: File | undefined): void => {
    if (file !== undefined) void operate(giveDump(file));
  };
  byId<HTMLInputElement>('dump').addEventListener('change', (event) =>
    take((event.target as HTMLInputElement).files?.[0]),
  );
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    document.body.classList.add('dropping');
  });
  document.addEventListener('dragleave', () => document.body.classList.remove('dropping'));
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    document.body.classList.remove('dropping');
    if (!byId('operator').hidden) take(event.dataTransfer?.files[0]);
  });
}
