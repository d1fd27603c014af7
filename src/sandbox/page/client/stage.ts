// The stage's switches: the bot's permissions, the clock, and errors to simulate.
import type { PageChannel, PageState } from '../types.js';
import { addFault, clearFaults, getFaults, moveClock, sendPermissions } from './api.js';
import { box, button, byId } from './dom.js';
import { fillKeepingFocus } from './focus.js';
import { faultKinds, faultName, permissionKeys, permissionName } from './names.js';
import { wordsOf } from './words.js';

const POSTING = 'POST /channels/:id/messages';
const HOUR_MS = 3_600_000;

let offsetMs = 0;
let shownLocale = '';

async function showFaults(locale: string): Promise<void> {
  const faults = await getFaults();
  byId('fault-list').replaceChildren(
    ...faults.map((fault) => box('li', '', `${faultName(fault.kind, locale)} × ${fault.times}`)),
  );
}

function showPermissions(channel: PageChannel | undefined, locale: string): void {
  const legend = byId('permissions').querySelector('legend');
  const boxes = permissionKeys.map((name) => {
    const input = document.createElement('input');
    input.type = 'checkbox';
    input.checked = channel?.botLacks.includes(name) !== true;
    input.disabled = channel === undefined || channel.recipientId !== null;
    input.addEventListener('change', () => {
      const lacks = new Set(channel?.botLacks ?? []);
      if (input.checked) lacks.delete(name);
      else lacks.add(name);
      if (channel !== undefined) void sendPermissions(channel.id, [...lacks]);
    });
    return box('label', '', input, ` ${permissionName(name, locale)}`);
  });
  fillKeepingFocus(byId('permissions'), ...(legend === null ? [] : [legend]), ...boxes);
}

function showClock(state: PageState, locale: string): void {
  const words = wordsOf(locale);
  // Another tab, or this one before it was loaded again, may have moved it.
  offsetMs = state.offsetMs;
  const move = (by: number): void => {
    offsetMs = by;
    void moveClock(offsetMs);
  };
  byId('clock').textContent = new Date(state.now).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
  fillKeepingFocus(
    byId('clock-buttons'),
    button(words.hour, () => move(offsetMs + HOUR_MS)),
    button(words.day, () => move(offsetMs + 24 * HOUR_MS)),
    button(words.now, () => move(0)),
  );
}

/** Shows what can be switched for a channel; called again whenever the world changes. */
export function showStage(state: PageState, channel: PageChannel | undefined, locale: string): void {
  showPermissions(channel, locale);
  showClock(state, locale);
  const isDrawn = shownLocale === locale;
  // Those that were met meanwhile are no longer listed.
  if (!isDrawn || byId('fault-list').childElementCount > 0) void showFaults(locale);
  if (isDrawn) return;
  shownLocale = locale;
  const kinds = byId<HTMLSelectElement>('fault-kind');
  const chosen = kinds.value;
  kinds.replaceChildren(...faultKinds.map((kind) => new Option(faultName(kind, locale), kind)));
  if (chosen !== '') kinds.value = chosen;
}

/** Wires the controls once. */
export function startStage(): void {
  const kinds = byId<HTMLSelectElement>('fault-kind');
  byId('fault-add').addEventListener(
    'click',
    () => void addFault({ route: POSTING, kind: kinds.value, times: 1 }).then(() => showFaults(shownLocale)),
  );
  byId('fault-clear').addEventListener('click', () => void clearFaults().then(() => showFaults(shownLocale)));
}
